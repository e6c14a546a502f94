import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { createSelfCheck } from '../../src/oversight/self-check.session.js';
import type { PastDecision } from '../../src/oversight/self-check.types.js';
import { SelfCheckNotice } from '../../src/oversight/self-check-notice.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { describeEachReactMode } from '../react-modes.js';

const START = Date.parse('2026-11-21T08:00:00Z');
/** One a minute: twenty in the usual time, then in a quarter of it. */
const decisions = Array.from(
  { length: 70 },
  (_, at): PastDecision => ({
    at: new Date(START + at * 60_000).toISOString(),
    agreed: at !== 30,
    probability: 0.8,
    activeMs: at < 20 ? 40_000 : 10_000,
  }),
);

describeEachReactMode('SelfCheckNotice', (renderIn) => {
  function shown(switches: { agreementNudge?: boolean; paceWatch?: boolean }) {
    const selfCheck = createSelfCheck();
    renderIn(
      <LocaleProvider locale="en">
        <SelfCheckNotice selfCheck={selfCheck} />
      </LocaleProvider>,
    );
    const user = userEvent.setup();
    const region = screen.getByRole('status');
    expect(region.childElementCount).toBe(0);
    act(() => {
      for (const each of decisions) selfCheck.note(each, switches);
    });
    return { selfCheck, user, region };
  }

  it('says in numbers that somebody agreed more and faster than the scores bear out, to them alone (B-15)', async () => {
    const { user, region } = shown({ agreementNudge: true });
    expect(region.getAttribute('data-finding')).toBe('agreement');
    expect(region.textContent).toContain(
      'In your last 50 decisions you decided otherwise in 1 case. By its own scores the AI is wrong in about 10 of them. You also took less time than you usually do. Only you see this.',
    );
    expect(document.activeElement).toBe(document.body);
    await user.click(screen.getByRole('button', { name: 'Close this notice' }));
    expect(region.childElementCount).toBe(0);
  });

  it('suggests a break, and takes no for an answer, which can be taken back (B-16)', async () => {
    const { user, region, selfCheck } = shown({ paceWatch: true });
    expect(region.textContent).toContain(
      'You have decided 61 cases in 60 minutes, the last ones in less time than the first.',
    );
    await user.click(screen.getByRole('button', { name: 'Suggest no breaks' }));
    expect(region.textContent).toContain('No breaks are suggested to you any more.');
    expect(selfCheck.getSnapshot().isPaceWatchOff).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Suggest breaks again' }));
    expect(selfCheck.getSnapshot().isPaceWatchOff).toBe(false);
    expect(region.childElementCount).toBe(0);
  });

  it('says nothing where the policy has both switched off', () => {
    expect(shown({}).region.childElementCount).toBe(0);
  });
});
