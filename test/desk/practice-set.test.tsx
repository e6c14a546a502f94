import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { createPractice } from '../../src/backends/memory.js';
import { samplePolicy } from '../../src/backends/sample-reviews.js';
import { type Practice, PracticeSet } from '../../src/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { practiceCases } from '../backends/practice.fixtures.js';
import { describeEachReactMode } from '../react-modes.js';
import { amara, NOW } from './desk.fixtures.js';

afterEach(() => localStorage.clear());

const COUNT = 2;
function open(): Practice {
  let now = NOW;
  return createPractice({
    cases: practiceCases(COUNT, 2),
    demand: { cases: COUNT, aiWrong: 1 },
    reviewer: amara,
    policy: samplePolicy,
    clock: () => now++,
  });
}

describeEachReactMode('PracticeSet', (renderIn) => {
  function shown(practice: Practice, props: Partial<PracticeSet.RootProps> = {}) {
    const { unmount } = renderIn(
      <LocaleProvider locale="en" now={() => NOW}>
        <PracticeSet.Root practice={practice} {...props} />
      </LocaleProvider>,
    );
    return { user: userEvent.setup(), unmount };
  }
  async function approve(user: ReturnType<typeof userEvent.setup>) {
    await user.click(await screen.findByRole('button', { name: 'Start review' }));
    await user.click(await screen.findByRole('button', { name: 'Approve suggestion' }));
    await user.click(await screen.findByRole('button', { name: 'Sign approval' }));
    return screen.findByRole('region', { name: /What is known of this case/ });
  }

  it('shows what is known of a case once it is decided, puts focus there, and leads on', async () => {
    const practice = open();
    const { user } = shown(practice);
    expect(screen.getByText('Case 1 of 2')).toBeDefined();
    const known = await approve(user);
    expect(within(known).getByText(/^Known because of/)).toBeDefined();
    await waitFor(() => expect(document.activeElement).toBe(known));
    expect(screen.queryByRole('button', { name: /Undo|Take back/ })).toBeNull();
    expect(screen.getByText('Case 1 of 2')).toBeDefined();

    await user.click(within(known).getByRole('button', { name: 'Next case' }));
    expect(screen.getByText('Case 2 of 2')).toBeDefined();
    await waitFor(() => expect(document.activeElement?.textContent).toMatch(/^Practice loan/));
  });

  it('tells the host when all are decided, once, and again when it is shown again', async () => {
    const onFinish = vi.fn();
    const practice = open();
    const { user, unmount } = shown(practice, { onFinish });
    await user.click(within(await approve(user)).getByRole('button', { name: 'Next case' }));
    expect(onFinish).not.toHaveBeenCalled();
    const known = await approve(user);
    expect(onFinish).toHaveBeenCalledWith({
      summary: { n: 2, right: 1, open: 0, aiWrong: 1, aiWrongFound: 0, aiRight: 1, aiRightKept: 1 },
      results: practice.getSnapshot().results,
    });
    const calls = onFinish.mock.calls.length;

    await user.click(within(known).getByRole('button', { name: 'See what came of all cases' }));
    await waitFor(() => expect(document.activeElement?.textContent).toBe('All cases are decided'));
    expect(screen.getByText('You gave the known answer in 1 of 2 cases.')).toBeDefined();
    expect(screen.getByText('The AI was wrong in 1 case: there, you had the known answer in 0.')).toBeDefined();
    expect(screen.getAllByRole('rowheader')).toHaveLength(2);
    expect(onFinish).toHaveBeenCalledTimes(calls);
    unmount();

    const again = vi.fn();
    shown(open(), { onFinish: again });
    expect(again).toHaveBeenCalled();
    expect(screen.getByText('All cases are decided')).toBeDefined();
    expect(document.activeElement).toBe(document.body);
  });

  it('begins anew when asked to', async () => {
    const practice = open();
    const { user } = shown(practice);
    for (let index = 0; index < COUNT; index++) {
      await user.click(within(await approve(user)).getByRole('button', { name: /Next case|See what/ }));
    }
    await user.click(screen.getByRole('button', { name: 'Practise again' }));
    expect(screen.getByText('Case 1 of 2')).toBeDefined();
    await approve(user);
    expect(practice.getSnapshot().results).toHaveLength(1);
  });

  it('says that nothing is kept where the browser keeps nothing', () => {
    const practice = createPractice({
      cases: practiceCases(2, 2),
      demand: { cases: 2, aiWrong: 1 },
      reviewer: amara,
      policy: samplePolicy,
      storage: null,
    });
    shown(practice);
    expect(screen.getByText(/This browser keeps nothing for this page/)).toBeDefined();
  });
});
