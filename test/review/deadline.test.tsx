import { screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { Deadline } from '../../src/review/deadline.js';
import { describeEachReactMode } from '../react-modes.js';

const NOW = Date.parse('2026-11-21T09:48:00Z');

function At({ children }: { children: ReactNode }) {
  return (
    <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => NOW}>
      {children}
    </LocaleProvider>
  );
}

describeEachReactMode('Deadline', (renderIn) => {
  it.each([
    ['2026-11-23T16:00:00Z', 'normal', 'Due 23 Nov 2026, 17:00 CETin 2 days'],
    ['2026-11-21T10:30:00Z', 'soon', 'Due 21 Nov 2026, 11:30 CETin 42 minutes'],
    ['2026-11-21T09:00:00Z', 'overdue', 'Was due 21 Nov 2026, 10:00 CET48 minutes ago'],
  ])('%s is %s', (dueAt, urgency, words) => {
    const { container } = renderIn(
      <At>
        <Deadline dueAt={dueAt} />
      </At>,
    );
    expect(container.textContent).toBe(words);
    expect(container.firstElementChild?.getAttribute('data-urgency')).toBe(urgency);
    expect(container.querySelector('time')?.getAttribute('datetime')).toBe(dueAt);
  });

  it('says that the clock stands still, and why, instead of counting', () => {
    const { container } = renderIn(
      <At>
        <Deadline dueAt="2026-11-21T09:00:00Z" isPaused pauseReason="stopped while we wait for documents" />
      </At>,
    );
    expect(container.textContent).toBe('Due 21 Nov 2026, 10:00 CETstopped while we wait for documents');
    expect(container.firstElementChild?.getAttribute('data-urgency')).toBe('paused');
  });

  it('gives a reader the way to more time that the host offers', () => {
    renderIn(<Deadline dueAt="2026-11-21T10:30:00Z" action={<button type="button">More time</button>} />);
    screen.getByRole('button', { name: 'More time' });
  });

  it('says that there is no deadline', () => {
    renderIn(<Deadline />);
    screen.getByText('No deadline');
  });

  it.each(['', 'tomorrow', '2026-13-45'])('says "Not available" for a date that does not parse: "%s"', (dueAt) => {
    const { container } = renderIn(<Deadline dueAt={dueAt} />);
    screen.getByText('Not available');
    expect(container.querySelector('time')).toBeNull();
  });

  it('leaves the countdown out on a server, where nobody knows what the reader’s clock says', () => {
    const html = renderToString(
      <At>
        <Deadline dueAt="2026-11-21T09:00:00Z" />
      </At>,
    );
    expect(html).toContain('Due 21 Nov 2026, 10:00 CET');
    expect(html).not.toMatch(/ago|Was due/);
  });
});
