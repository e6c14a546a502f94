import { render, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { de } from '../../src/messages/de.js';
import { CheckFeedback, OutcomeNote, OwnCalibration } from '../../src/oversight/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import type { CheckOutcome } from '../../src/review/check.types.js';
import type { ValueSchema } from '../../src/review/review.types.js';

const schema: ValueSchema = {
  type: 'choice',
  options: [
    { value: 'approve', label: 'Approve' },
    { value: 'deny', label: 'Deny' },
  ],
};
const outcome: CheckOutcome = { truth: 'deny', proposed: 'approve', decided: 'deny', isRight: true };

/** What each term of a list says. */
function facts(region: HTMLElement) {
  const terms = within(region).getAllByRole('term');
  return terms.map((term) => [term.textContent, term.nextElementSibling?.textContent]);
}

describe('CheckFeedback', () => {
  it('says what was known, what the person answered and what the AI proposed, as the schema reads it', () => {
    render(<CheckFeedback outcome={{ ...outcome, because: 'Two payments were late.' }} schema={schema} />);
    const region = screen.getByRole('region', { name: 'This case was a check' });
    expect(region.dataset.outcome).toBe('same');
    expect(facts(region)).toEqual([
      ['Known answer', 'Deny'],
      ['Your answer', 'Deny'],
      ['The AI proposed', 'Approve'],
      ['What in the case tells it', 'Two payments were late.'],
    ]);
    expect(region.textContent).toContain('Nothing follows from yours');
  });

  it('tells another answer, and a case left open, without a mark of success or failure', () => {
    const { rerender } = render(
      <CheckFeedback outcome={{ ...outcome, decided: 'approve', isRight: false }} schema={schema} />,
    );
    expect(screen.getByRole('region').dataset.outcome).toBe('other');
    expect(screen.getByText('The known answer is another one than yours.')).toBeDefined();
    rerender(<CheckFeedback outcome={{ truth: 'deny', proposed: 'approve', isRight: false }} schema={schema} />);
    expect(screen.getByRole('region').dataset.outcome).toBe('open');
    expect(facts(screen.getByRole('region'))[1]).toEqual(['Your answer', 'Left open']);
  });

  it('shows hidden characters of what a host says', () => {
    render(
      <CheckFeedback outcome={{ ...outcome, because: 'paid\u202e late' }} schema={schema} reference={'A\u200b1'} />,
    );
    expect(screen.getByRole('region').textContent).toContain('[U+202E]');
    expect(screen.getByRole('region').textContent).toContain('[U+200B]');
  });

  it('speaks of practice where it is practice', () => {
    render(<CheckFeedback outcome={outcome} kind="practice" />);
    const region = screen.getByRole('region', { name: 'What is known of this case' });
    expect(region.textContent).not.toContain('check');
  });
});

/** Its text, without what only says how it stands in a line. */
const plain = (element: HTMLElement) => element.textContent.replaceAll(/[\u2060\u2068\u2069]/g, '');

describe('OwnCalibration', () => {
  const decisions = (n: number, right: number, confidence = 0.9) =>
    Array.from({ length: n }, (_, index) => ({
      reviewId: `${index}`,
      decidedAt: '2026-11-21T08:00:00Z',
      confidence,
      isRight: index < right,
    }));

  it('compares what was said with what came true, in a table', () => {
    render(<OwnCalibration outcomes={decisions(40, 24)} />);
    const region = screen.getByRole('region', { name: 'How sure you were, and how often you were right' });
    expect(region.dataset.finding).toBe('above');
    const text = plain(region);
    expect(text).toContain('You were right in 60% (43–75%) of 40 decisions');
    expect(text).toContain('you said 90% on average: more than came true');
    const row = within(region).getByRole('rowheader', { name: 'Very likely (80–95%)' }).closest('tr');
    expect(row && plain(row)).toContain('24 of 40 (95% interval 43–75%)');
    expect(region.textContent).toContain('Only you see this');
  });

  it('shows no share on fewer than 30 outcomes (B-20)', () => {
    render(<OwnCalibration outcomes={decisions(29, 29)} />);
    expect(screen.queryByRole('table')).toBeNull();
    expect(screen.getByRole('region').textContent).toContain('29 of your decisions is known so far. From 30 on');
    expect(screen.getByRole('region').textContent).not.toContain('%');
  });
});

describe('OutcomeNote', () => {
  it('says what came of it, since when and from where', () => {
    render(
      <LocaleProvider locale="de" messages={de} timeZone="UTC">
        <OutcomeNote
          outcome={{ value: 'deny', knownAt: '2026-11-03T08:00:00Z', source: 'Kreditbuch' }}
          schema={schema}
        />
      </LocaleProvider>,
    );
    expect(screen.getByText(/Was daraus wurde/).closest('div')?.textContent).toBe(
      'Was daraus wurde: DenyBekannt seit 3. Nov. 2026, Quelle: Kreditbuch.',
    );
  });
});
