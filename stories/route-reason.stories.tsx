import type { Meta, StoryObj } from '@storybook/react-vite';
import { sampleProposals } from '../src/backends/sample-reviews.js';
import { RouteReason } from '../src/oversight/index.js';
import type { OversightPolicy, Route } from '../src/oversight/oversight.types.js';
import { route } from '../src/oversight/route.selectors.js';

const policy: OversightPolicy = {
  id: 'credit-oversight',
  version: '7',
  roles: ['reviewer', 'senior'],
  rules: [
    {
      id: 'close',
      when: { type: 'margin', below: 0.45 },
      handling: { mode: 'review', profile: 'standard' },
      why: 'The two likeliest answers are near each other.',
    },
  ],
  otherwise: { mode: 'review', profile: 'standard' },
};
const sent = route(sampleProposals.loan, policy);
const monitored: Route = { ...sent, mode: 'monitor', vetoUntil: '2026-11-21T16:00:00Z' };

const meta = {
  title: 'Components/RouteReason',
  component: RouteReason,
  args: { route: sent, schema: sampleProposals.loan.schema },
} satisfies Meta<typeof RouteReason>;
export default meta;
type Story = StoryObj<typeof meta>;

/** "Why me, why now" (B-17). */
export const Close: Story = {};
/** Before the reader's own answer nothing is said that tells of the AI's (B-1). */
export const AnswerFirst: Story = { args: { isAnswerFirst: true } };
/** Somebody who has decided fewer than a hundred cases is asked for more (B-23). */
export const NewReviewer: Story = {
  args: { route: route(sampleProposals.loan, policy, sampleProposals.loan.createdAt, { decided: 12 }) },
};
/** Two people, neither knowing of the other (B-19). */
export const TwoPeople: Story = { args: { route: { ...sent, mode: 'second' } } };
/** The value takes effect unless somebody steps in. */
export const Monitored: Story = { args: { route: monitored } };
/** It has: nobody stepped in, and nobody has approved it. */
export const Automated: Story = { args: { route: monitored, automated: { at: '2026-11-21T16:00:02Z', seq: 3 } } };
export const Narrow: Story = {
  decorators: [
    (Story) => (
      <div style={{ inlineSize: '18rem' }}>
        <Story />
      </div>
    ),
  ],
};
