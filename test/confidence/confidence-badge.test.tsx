import { render, screen, within } from '@testing-library/react';
import { createRef } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { confidenceMessagesAr } from '../../src/confidence/confidence.messages.ar.js';
import { confidenceMessagesDe } from '../../src/confidence/confidence.messages.de.js';
import type { Confidence } from '../../src/confidence/confidence.types.js';
import {
  CalibrationNote,
  ConfidenceBadge,
  ConfidenceReadout,
  defineScale,
  ipcc,
  NBest,
  QuantileDots,
} from '../../src/confidence/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { describeEachReactMode } from '../react-modes.js';

const now = () => Date.parse('2026-11-21T09:48:00Z');
const calibration = { method: 'isotonic', n: 2140, asOf: '2026-09-30', error: 0.03 };
const likely: Confidence = { value: 0.66, interval: [0.57, 0.74], of: 'Default within 24 months', calibration };

const text = (container: HTMLElement) => container.textContent?.replace(/[\u200e\u061c]/g, '').trim();

describeEachReactMode('ConfidenceBadge', (renderIn) => {
  const badge = (props: Partial<ConfidenceBadge.ConfidenceBadgeRootProps>) =>
    renderIn(
      <LocaleProvider now={now}>
        <ConfidenceBadge.Root data-testid="badge" confidence={likely} {...props} />
      </LocaleProvider>,
    ).container;

  it.each([
    [0.03, 'Almost no chance (1–5%)', 'almost-no-chance'],
    [0.1, 'Very unlikely (5–20%)', 'very-unlikely'],
    [0.3, 'Unlikely (20–45%)', 'unlikely'],
    [0.5, 'Roughly even chance (45–55%)', 'roughly-even'],
    [0.66, 'Likely (55–80%)', 'likely'],
    [0.9, 'Very likely (80–95%)', 'very-likely'],
    [1, 'Almost certain (95–99%)', 'almost-certain'],
  ])('says %s as "%s"', (value, words, band) => {
    expect(text(badge({ confidence: { value, calibration } }))).toBe(words);
    expect(screen.getByTestId('badge')).toHaveProperty('dataset.band', band);
    expect(screen.getByTestId('badge')).toHaveProperty('dataset.calibrated', '');
  });

  it.each([
    ['without a calibration', undefined],
    ['on too few cases', { ...calibration, n: 61 }],
    ['with a large error', { ...calibration, error: 0.2 }],
    ['that is too old', { ...calibration, asOf: '2026-01-01' }],
  ])('shows no score %s', (_why, mark) => {
    expect(text(badge({ confidence: { ...likely, calibration: mark } }))).toBe('Score not calibrated');
    expect(screen.getByTestId('badge').dataset).not.toHaveProperty('band');
    expect(screen.getByTestId('badge').dataset).not.toHaveProperty('calibrated');
  });

  it.each([Number.NaN, -0.2, 1.2, '0.5', Number.POSITIVE_INFINITY, undefined, null])(
    'says that a score of %s is not available',
    (value) => {
      expect(text(badge({ confidence: { value: value as number, calibration } }))).toBe('Score not available');
    },
  );

  it('says so where there is no confidence at all', () => {
    expect(text(badge({ confidence: null }))).toBe('Score not available');
  });

  it('is text: it takes no focus, and its drawing is hidden', () => {
    const container = badge({});
    expect(container.querySelector('[tabindex], button, a')).toBeNull();
    expect(container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
    expect(screen.queryByRole('img')).toBeNull();
  });

  it('reads in another scale', () => {
    expect(text(badge({ scale: ipcc, confidence: { value: 0.5, calibration } }))).toBe(
      'About as likely as not (33–66%)',
    );
    const mine = defineScale('mine', [
      { id: 'no', low: 0, high: 0.5, label: 'Probably not' },
      { id: 'yes', low: 0.5, high: 1, label: 'Probably' },
    ]);
    expect(text(badge({ scale: mine })).endsWith('Probably (50–99%)')).toBe(true);
  });

  it('takes a class, props and a ref from the host', () => {
    const ref = createRef<HTMLSpanElement>();
    render(<ConfidenceBadge.Root ref={ref} confidence={likely} className="mine" size="sm" id="b" />);
    expect(ref.current?.id).toBe('b');
    expect(ref.current?.className).toContain('mine');
    expect(ref.current?.className).toContain('csn-confidence-badge--sm');
  });
});

describe('ConfidenceBadge in other languages', () => {
  it.each([
    ['de', confidenceMessagesDe, 'Wahrscheinlich (55–80 %)'],
    ['ar', confidenceMessagesAr, 'مرجَّح (55–80%)'],
  ])('reads in %s', (locale, confidence, words) => {
    const { container } = render(
      <LocaleProvider locale={locale} messages={{ confidence }} now={now}>
        <ConfidenceBadge.Root confidence={likely} />
      </LocaleProvider>,
    );
    expect(text(container)?.replace(/\u00a0/g, ' ')).toBe(words);
  });
});

describe('ConfidenceBadge on a server', () => {
  it('does not judge the age there, so that server and browser agree at first', () => {
    const html = renderToString(
      <LocaleProvider now={now}>
        <ConfidenceBadge.Root confidence={{ ...likely, calibration: { ...calibration, asOf: '2020-01-01' } }} />
      </LocaleProvider>,
    );
    expect(html).toContain('Likely');
  });

  it('hydrates without a warning and then hides a score that is too old', async () => {
    const ui = (
      <LocaleProvider now={now}>
        <ConfidenceBadge.Root confidence={{ ...likely, calibration: { ...calibration, asOf: '2020-01-01' } }} />
      </LocaleProvider>
    );
    const container = document.createElement('div');
    container.innerHTML = renderToString(ui);
    document.body.append(container);
    render(ui, { container, hydrate: true });
    expect(text(container)).toBe('Score not calibrated');
  });
});

describeEachReactMode('ConfidenceReadout', (renderIn) => {
  const readout = (props: Partial<ConfidenceReadout.ConfidenceReadoutRootProps>) =>
    renderIn(
      <LocaleProvider now={now} locale="en-GB">
        <ConfidenceReadout.Root confidence={likely} {...props} />
      </LocaleProvider>,
    ).container;

  it('says before the score what it is about', () => {
    expect(text(readout({ showAbout: true }))).toBe('Default within 24 months:Likely (55–80%)');
  });

  it('adds the interval on request', () => {
    expect(text(readout({ showInterval: true }))).toBe('Likely (55–80%) interval 57–74%');
  });

  it('says a number in whole percent, with its interval, its cases and its date', () => {
    expect(text(readout({ kind: 'number' }))).toMatch(/^66% \(57–74%\) 2,140 cases, 30 Sept? 2026$/);
  });

  it('never says more than 99 or less than 1 percent', () => {
    expect(text(readout({ kind: 'number', confidence: { value: 0.9999, calibration } }))).toMatch(/^99% /);
    expect(text(readout({ kind: 'number', confidence: { value: 0, calibration } }))).toMatch(/^1% /);
  });

  it('shows no number that is not calibrated', () => {
    expect(text(readout({ kind: 'number', confidence: { value: 0.66 } }))).toBe('Score not calibrated');
  });

  it('keeps after a human decision what it said, and names who decided', () => {
    expect(text(readout({ decidedBy: 'Amara Osei' }))).toBe('was Likely (55–80%), now decided by Amara Osei');
    expect(text(readout({ decidedBy: '' }))).toContain('now decided by a person');
  });

  it('makes hidden characters in names and statements visible', () => {
    const container = readout({
      showAbout: true,
      confidence: { ...likely, of: 'Safe\u202egnorw' },
      decidedBy: 'A\u200bB',
    });
    expect(container.textContent).toContain('Safe[U+202E]gnorw:');
    expect(container.textContent).toContain('A[U+200B]B');
  });

  it('puts readings side by side when the two best are too close', () => {
    const container = readout({
      confidence: { value: 0.5, calibration },
      valueLabel: '07.10.2026',
      alternatives: [
        { value: '17.10.2026', confidence: 0.1 },
        { value: '01.10.2026', confidence: 0.42 },
      ],
      coverage: 0.95,
    });
    const rows = within(screen.getByRole('list', { name: 'Possible readings' })).getAllByRole('listitem');
    expect(rows.map((row) => row.textContent)).toEqual([
      '07.10.2026Roughly even chance (45–55%)',
      '01.10.2026Unlikely (20–45%)',
      '17.10.2026Very unlikely (5–20%)',
    ]);
    expect(container.textContent).toContain('These 3 readings cover 95% of similar cases.');
  });

  it('recommends nothing above five readings', () => {
    readout({ alternatives: [1, 2, 3, 4, 5].map((value) => ({ value, confidence: 0.1 })) });
    screen.getByText('No recommendation');
    screen.getByText('6 readings are plausible, too many to recommend one.');
    expect(screen.queryByRole('list')).toBeNull();
  });

  it('shows equally likely outcomes as dots, with the sentence that says the same', () => {
    const values = Array.from({ length: 20 }, (_, index) => (index < 4 ? 900 : 1050 + index));
    const container = readout({ confidence: { quantiles: { values, threshold: 1000, unit: 'EUR' } } });
    screen.getByText('16 of 20 equally likely outcomes are above €1,000.');
    expect(container.querySelectorAll('circle')).toHaveLength(20);
    expect(container.querySelectorAll('circle[data-below]')).toHaveLength(4);
    expect(container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
  });

  it('says the same of a single outcome in the singular, and between which ends without a threshold', () => {
    renderIn(<QuantileDots.Root quantiles={{ values: [1, 2, 30], threshold: 10, unit: 'mg' }} />);
    screen.getByText(/^1 of 3 equally likely outcomes is above 10.mg\.$/);
    renderIn(<QuantileDots.Root quantiles={{ values: [1, 2, 30] }} />);
    screen.getByText('3 equally likely outcomes lie between 1 and 30.');
    renderIn(<QuantileDots.Root quantiles={{ values: [Number.NaN] }} />);
    screen.getByText('Outcomes not available');
  });

  it('is a meter on request, with a value that is read as words', () => {
    renderIn(
      <LocaleProvider now={now}>
        <ConfidenceBadge.Root confidence={{ value: 0.9, calibration }}>
          <ConfidenceReadout.Meter aria-label="Fraud" />
        </ConfidenceBadge.Root>
      </LocaleProvider>,
    );
    const meter = screen.getByRole('meter', { name: 'Fraud' });
    expect(meter.getAttribute('aria-valuetext')).toBe('80 to 95%, Very likely');
    expect(meter.getAttribute('aria-valuenow')).toBe('90');
  });

  it('is no meter where there is no value to tell', () => {
    renderIn(
      <ConfidenceBadge.Root confidence={{ value: 0.9 }}>
        <ConfidenceReadout.Meter aria-label="Fraud" />
      </ConfidenceBadge.Root>,
    );
    expect(screen.queryByRole('meter')).toBeNull();
    screen.getByText('Score not calibrated');
  });
});

describe('NBest', () => {
  it('keeps readings that are no text, and hidden characters, readable', () => {
    render(<NBest.Root readings={[{ value: { a: 1 } }, { value: 'a\u202eb' }, { value: 7 }]} />);
    expect(screen.getAllByRole('listitem').map((row) => row.textContent?.replace('Score not available', ''))).toEqual([
      'Not available',
      'a[U+202E]b',
      '7',
    ]);
  });
});

describe('CalibrationNote', () => {
  it.each([
    [calibration, '2,140 cases, Sep 30, 2026, error 0.03'],
    [{ ...calibration, n: 61 }, '61 cases, fewer than the 200 required'],
    [{ ...calibration, error: 0.2 }, 'Error 0.2, above the 0.1 allowed'],
    [{ ...calibration, asOf: '2026-01-01' }, 'Measured on Jan 1, 2026, more than 90 days ago'],
    [{ ...calibration, asOf: 'soon' }, 'Not available'],
    [undefined, 'Not provided'],
  ])('says what the score rests on, or why it is not shown (%#)', (mark, words) => {
    const { container } = render(
      <LocaleProvider now={now} timeZone="America/Los_Angeles">
        <CalibrationNote calibration={mark} />
      </LocaleProvider>,
    );
    expect(text(container)).toBe(words);
  });
});
