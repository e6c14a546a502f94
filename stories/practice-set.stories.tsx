import type { Meta, StoryObj } from '@storybook/react-vite';
import { useEffect, useRef, useState } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { createPractice } from '../src/backends/memory.js';
import { samplePolicy, sampleProposals, sampleReviewers } from '../src/backends/sample-reviews.js';
import { CHECK_BURST, type Practice, type PracticeCase, type PracticeDemand, PracticeSet } from '../src/index.js';
import { sawOf } from '../src/review/proposal.selectors.js';

const { loan } = sampleProposals;

/** Loans that the AI denies; in every second one that is known to be wrong. */
function cases(count: number): PracticeCase[] {
  return Array.from({ length: count }, (_, index) => ({
    proposal: {
      ...loan,
      id: `practice-${index}`,
      subject: { ...loan.subject, reference: `Practice ${index + 1}` },
    },
    truth: index % 2 === 0 ? 'approve' : 'deny',
    because:
      index % 2 === 0
        ? 'Nine years without a missed payment, and eleven with one employer. The loan was repaid early.'
        : 'The instalment came on top of two that the application does not name. The third one was missed.',
  }));
}

interface Args {
  count: number;
  demand: PracticeDemand;
  /** How many are decided already: as the AI proposes. */
  decided: number;
  /** Whether the last of them is still on screen. */
  isShown: boolean;
}

/** Decides the first cases as the AI proposes. */
async function decide(practice: Practice, { decided, isShown }: Args) {
  for (let index = 0; index < decided; index++) {
    const id = practice.getSnapshot().currentId ?? '';
    const { proposal, version } = await practice.backend.load(id);
    const saw = { revision: proposal.revision, fingerprint: sawOf(proposal).fingerprint };
    await practice.backend.send(id, { type: 'claim' }, { idempotencyKey: `${index} a`, expectedVersion: version });
    await practice.backend.send(
      id,
      { type: 'approve' },
      { idempotencyKey: `${index} b`, expectedVersion: version + 1, fence: version + 1, saw },
    );
    if (index < decided - 1 || !isShown) practice.next();
  }
}

function Practising(args: Args) {
  const [practice] = useState(() =>
    createPractice({
      cases: cases(args.count),
      demand: args.demand,
      reviewer: sampleReviewers.amara,
      policy: samplePolicy,
      storage: null,
      clock: () => Date.parse('2026-11-21T09:48:00Z'),
    }),
  );
  const hasBegun = useRef(false);
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    void decide(practice, args);
  }, [practice, args]);
  return <PracticeSet.Root practice={practice} />;
}

const meta = {
  title: 'Components/PracticeSet',
  args: { count: 20, demand: { cases: 20, aiWrong: 5 }, decided: 0, isShown: false },
  component: Practising,
} satisfies Meta<typeof Practising>;
export default meta;
type Story = StoryObj<typeof meta>;

/** B-22: cases to begin with, as they will come later. */
export const Case: Story = {};

/** By keyboard: decided, then what is known of it, then the next case; focus follows. */
export const ByKeyboard: Story = {
  play: async ({ canvasElement }) => {
    const inside = within(canvasElement);
    const page = within(document.body);
    const start = await inside.findByRole('button', { name: 'Start review' });
    start.focus();
    await userEvent.keyboard('{Enter}');
    const approve = await inside.findByRole('button', { name: 'Approve suggestion' });
    approve.focus();
    await userEvent.keyboard('{Enter}');
    const sign = await page.findByRole('button', { name: 'Sign approval' });
    sign.focus();
    await userEvent.keyboard('{Enter}');
    const known = await inside.findByRole('region', { name: /What is known of this case/ });
    await waitFor(() => expect(document.activeElement).toBe(known));
    await userEvent.tab();
    await expect(document.activeElement?.textContent).toBe('Next case');
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(inside.getByText('Case 2 of 20')).toBeTruthy());
    await waitFor(() => expect(document.activeElement?.tagName).toBe('H3'));
  },
};

/** B-22: right after each decision, what is known of the case. */
export const Feedback: Story = { args: { decided: 6, isShown: true } };

/** B-22: what came of all cases, in counts; whether that is enough is the host's to say. */
export const Finished: Story = { args: { decided: 20 } };

/** B-14: ten cases before the work begins, in half of which the AI is wrong. */
export const Burst: Story = { args: { count: 10, demand: CHECK_BURST, decided: 1, isShown: true } };

export const Narrow: Story = {
  args: { decided: 20 },
  decorators: [
    (Story) => (
      <div style={{ inlineSize: '18rem' }}>
        <Story />
      </div>
    ),
  ],
};
