import { render as plain, screen, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { ar } from '../../src/messages/ar.js';
import { de } from '../../src/messages/de.js';
import { AiDisclosure, SystemCard, type SystemDescription } from '../../src/oversight/index.js';
import { OVERSIGHT_MODES } from '../../src/oversight/oversight.types.js';
import { measureVerdict } from '../../src/oversight/system.selectors.js';
import { LocaleProvider } from '../../src/react/locale-context.js';

const system: SystemDescription = {
  model: { id: 'credit-default', version: '4', releasedAt: '2026-10-02' },
  name: 'Credit default model',
  purpose: 'Estimates defaults.',
  measured: [{ name: 'Held-out cases', right: 0.73, n: 599, interval: [0.69, 0.76], asOf: '2026-10-02' }],
  failures: ['No checking account', 'Long terms'],
};
const render = (children: ReactNode) =>
  plain(
    <LocaleProvider locale="en-GB" timeZone="UTC">
      {children}
    </LocaleProvider>,
  );
const slot = (name: string) => within(screen.getByRole('heading', { name }).parentElement as HTMLElement);

describe('SystemCard', () => {
  it('says how often the system was right, on how many cases, and when that was measured', () => {
    render(<SystemCard system={system} />);
    expect(screen.getByRole('region', { name: 'Credit default model' })).toBeTruthy();
    const text = slot('How often it is right').getByText(/^Held-out cases/).textContent;
    expect(text?.replaceAll(/[\u2060\u2068\u2069]/g, '')).toBe(
      'Held-out cases: right in 73% (69–76%) of 599 cases. Measured on 2 Oct 2026.',
    );
    // One range, in one line, in its own direction.
    expect(text).toContain('(\u206869\u2060–\u206076%\u2069)');
  });

  it('gives no share on fewer than 30 cases, and says that a date is missing (B-20)', () => {
    const measured = [
      { name: 'Young applicants', right: 0.9, n: 29 },
      { name: 'Old applicants', right: 0.9, n: 30 },
    ];
    render(<SystemCard system={{ ...system, measured }} />);
    const texts = slot('How often it is right')
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(texts).toEqual([
      'Young applicants: 29 cases, too few to say how often it is right.',
      'Old applicants: right in 90% of 30 cases. When that was measured is not known.',
    ]);
  });

  it.each([
    ['a share above 1', { right: 1.2, n: 50 }],
    ['a share that is none', { right: Number.NaN, n: 50 }],
    ['half a case', { right: 0.5, n: 50.5 }],
    ['an interval beside the share', { right: 0.5, n: 50, interval: [0.6, 0.7] as const }],
  ])('does not make sense of %s', (_what, measure) => {
    expect(measureVerdict({ name: 'x', ...measure })).toBe('malformed');
    render(<SystemCard system={{ ...system, measured: [{ name: 'Cases', ...measure }] }} />);
    slot('How often it is right').getByText('Cases: what was measured cannot be read.');
  });

  it('leaves no slot out: what the host does not say is “Not provided” (D-1)', () => {
    render(<SystemCard system={{ model: system.model, name: 'Bare', purpose: '  ' }} />);
    expect(screen.getAllByText('Not provided')).toHaveLength(6);
  });

  it('says first that the system is degraded (L-5)', () => {
    render(<SystemCard system={{ ...system, degraded: { text: 'One source is missing.', since: '2026-11-20' } }} />);
    const notice = screen.getByText('Degraded since 20 Nov 2026');
    const purpose = screen.getByRole('heading', { name: 'What it is for' });
    expect(notice.compareDocumentPosition(purpose) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(screen.getByText('One source is missing.').tagName).toBe('BDI');
  });
});

describe('AiDisclosure', () => {
  it.each(OVERSIGHT_MODES)('says of %s who decides, and says otherwise for every mode', (mode) => {
    const texts = OVERSIGHT_MODES.map((each) => {
      const { container, unmount } = render(<AiDisclosure system={system} mode={each} />);
      const text = container.querySelectorAll('p')[0]?.textContent;
      unmount();
      return text;
    });
    expect(new Set(texts).size).toBe(OVERSIGHT_MODES.length);
    render(<AiDisclosure system={system} mode={mode} />);
    screen.getByRole('region', { name: 'An AI system takes part in this decision' });
    // Apart, so that its full stop stays at its end on a page that reads the other way.
    const purpose = screen.getByText('Estimates defaults.');
    expect(purpose.tagName).toBe('BDI');
    expect(purpose.parentElement?.textContent).toBe('Credit default model: Estimates defaults.');
  });

  it('offers what the host offers, and nothing that leads nowhere', () => {
    render(<AiDisclosure system={system} mode="auto" rights={{ person: '/ask' }} />);
    const list = screen.getByRole('list', { name: 'What you can do' });
    expect(
      within(list)
        .getAllByRole('link')
        .map((link) => link.getAttribute('href')),
    ).toEqual(['/ask']);
    render(<AiDisclosure system={system} mode="auto" />);
    expect(screen.getAllByRole('list')).toHaveLength(1);
  });

  it('speaks the language of the page', () => {
    for (const [locale, messages, text] of [
      ['de', de, 'Das System macht einen Vorschlag. Ein Mensch entscheidet und kann anders entscheiden.'],
      ['ar', ar, 'يقدّم النظام اقتراحًا. يقرر شخص، وله أن يقرر غير ذلك.'],
    ] as const) {
      const { unmount } = render(
        <LocaleProvider locale={locale} messages={messages}>
          <AiDisclosure system={system} mode="review" />
          <SystemCard system={system} />
        </LocaleProvider>,
      );
      screen.getByText(text);
      unmount();
    }
  });
});
