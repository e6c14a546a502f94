import type { Meta, StoryObj } from '@storybook/react-vite';
import { OwnCalibration, type OwnOutcome } from '../src/index.js';

/** So many decisions of one stated likelihood, of which so many came true. */
function decisions(confidence: number | undefined, n: number, right: number): OwnOutcome[] {
  return Array.from({ length: n }, (_, index) => ({
    reviewId: `${confidence}-${index}`,
    decidedAt: '2026-11-21T08:00:00Z',
    ...(confidence !== undefined && { confidence }),
    isRight: index < right,
  }));
}

const meta = {
  title: 'Components/OwnCalibration',
  component: OwnCalibration,
  args: {
    outcomes: [
      ...decisions(0.5, 9, 5),
      ...decisions(0.7, 24, 15),
      ...decisions(0.9, 41, 29),
      ...decisions(0.97, 12, 9),
      ...decisions(undefined, 18, 13),
    ],
  },
} satisfies Meta<typeof OwnCalibration>;
export default meta;
type Story = StoryObj<typeof meta>;

/** B-27: what was said of one's own answers beside what came true, to this person alone (B-26). */
export const SaidMore: Story = {};
/** What was said is about what came true. */
export const AboutAsSaid: Story = {
  args: { outcomes: [...decisions(0.6, 20, 12), ...decisions(0.9, 30, 27)] },
};
/** B-20: on fewer than 30 outcomes nothing is shown but how many there are. */
export const TooFew: Story = { args: { outcomes: decisions(0.9, 12, 9) } };
/** Where nobody is asked how sure they are, the whole share is all there is. */
export const NeverSaid: Story = { args: { outcomes: decisions(undefined, 44, 37) } };
