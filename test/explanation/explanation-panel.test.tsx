import { act, createEvent, fireEvent, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { sampleProposals } from '../../src/backends/sample-reviews.js';
import { explanationMessagesAr } from '../../src/explanation/explanation.messages.ar.js';
import { explanationMessagesDe } from '../../src/explanation/explanation.messages.de.js';
import type { Explanation } from '../../src/explanation/explanation.types.js';
import {
  EvidenceList,
  ExplanationDisclosure,
  ExplanationPanel,
  endOfWords,
  safeHref,
  strongestFactors,
} from '../../src/explanation/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { describeEachReactMode } from '../react-modes.js';

const { model } = sampleProposals.loan;
const explanation = sampleProposals.loan.explanation as Required<Explanation>;
const SLOTS = ['Summary', 'Factors', 'Counter-evidence', 'Evidence', 'Limits', 'Track record', 'Model and version'];

const slot = (name: string) => screen.getByRole('heading', { name }).parentElement as HTMLElement;
const words = (text: string) => text.trim().split(/\s+/).length;

describeEachReactMode('ExplanationPanel', (renderIn) => {
  const panel = (props: Partial<ExplanationPanel.ExplanationPanelRootProps> = {}) =>
    renderIn(
      <LocaleProvider locale="en-GB" timeZone="Europe/Berlin">
        <ExplanationPanel.Root explanation={explanation} model={model} valueLabel="Deny" {...props} />
      </LocaleProvider>,
    );

  it('has every slot in its order, named by the title', () => {
    panel();
    screen.getByRole('region', { name: 'Why “Deny” is suggested' });
    expect(screen.getAllByRole('heading', { level: 4 }).map((heading) => heading.textContent)).toEqual(SLOTS);
  });

  it('keeps an empty slot and says "Not provided"', () => {
    panel({ explanation: null, model: undefined });
    expect(screen.getAllByRole('heading', { level: 4 }).map((heading) => heading.textContent)).toEqual(SLOTS);
    expect(screen.getAllByText('Not provided')).toHaveLength(SLOTS.length);
  });

  it('shows nothing at all, or only that there is an explanation, where the host asks for that', () => {
    panel({ detail: 'none' });
    expect(screen.queryByRole('region')).toBeNull();
    panel({ detail: 'indicator' });
    screen.getByRole('heading', { name: 'Why “Deny” is suggested' });
    expect(screen.queryByRole('heading', { level: 4 })).toBeNull();
  });

  it('says each factor’s side and weight in words', () => {
    panel({ detail: 'report' });
    expect(
      within(slot('Factors'))
        .getAllByText(/^(For|Against), /)
        .map((weight) => weight.textContent),
    ).toEqual(['For, 0.31', 'For, 0.22', 'For, 0.12', 'Against, 0.27', 'Against, 0.18']);
  });

  it('draws every bar on one scale and hides the drawing', () => {
    panel({ detail: 'report' });
    const bars = [...slot('Factors').querySelectorAll('svg')];
    expect(bars.every((bar) => bar.getAttribute('aria-hidden') === 'true')).toBe(true);
    const lengths = bars.map((bar) => Number(bar.querySelector('[data-side]')?.getAttribute('d')?.split('H')[1]));
    const contributions = explanation.factors.map((factor) => factor.contribution);
    for (const [index, length] of lengths.entries()) {
      expect(length / Number(lengths[0])).toBeCloseTo(Number(contributions[index]) / Number(contributions[0]));
    }
  });

  it('shows the three strongest factors at first, also one against, and all of them on request', async () => {
    panel();
    const names = () =>
      within(slot('Factors'))
        .getAllByRole('listitem')
        .map((row) => row.textContent?.slice(0, 6));
    expect(names()).toEqual(['Postal', 'Credit', 'Missed']);
    await userEvent.click(screen.getByRole('button', { name: 'Show all 5 factors' }));
    expect(names()).toEqual(['Postal', 'Credit', 'Loan t', 'Missed', 'Time w']);
  });

  it('shows more as soon as the host asks for a report', () => {
    const summary = 'word '.repeat(200).trim();
    const ui = (detail: 'summary' | 'report') => (
      <ExplanationPanel.Root explanation={{ ...explanation, summary }} detail={detail} />
    );
    const { rerender } = renderIn(ui('summary'));
    expect(within(slot('Factors')).getAllByRole('listitem')).toHaveLength(3);
    rerender(ui('report'));
    expect(within(slot('Factors')).getAllByRole('listitem')).toHaveLength(5);
    expect(within(slot('Summary')).queryByRole('button')).toBeNull();
  });

  it('shows at most 60 words of the summary before "More", and goes back with "Less"', async () => {
    const summary = Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ');
    panel({ explanation: { summary } });
    const shown = () => (slot('Summary').textContent ?? '').replace(/^Summary|(… )?(More|Less)$/g, '');
    expect(words(shown())).toBe(60);
    await userEvent.click(screen.getByRole('button', { name: 'More', expanded: false }));
    expect(shown().trim()).toBe(summary);
    await userEvent.click(screen.getByRole('button', { name: 'Less', expanded: true }));
    expect(words(shown())).toBe(60);
  });

  it('lays a 200 kB explanation out piece by piece, in words or without a single space', async () => {
    for (const summary of ['lorem '.repeat(34_000), 'x'.repeat(200_000)]) {
      const { unmount, container } = panel({
        explanation: { summary, limits: [summary], factors: [{ id: 'a', name: summary, contribution: 1 }] },
      });
      expect(container.textContent?.length).toBeLessThan(4_000);
      await userEvent.click(screen.getAllByRole('button', { name: 'More' })[0] as HTMLElement);
      expect(container.textContent?.length).toBeLessThan(30_000);
      unmount();
    }
  });

  it('shows thousands of factors and claims in steps', async () => {
    const factors = Array.from({ length: 1000 }, (_, i) => ({ id: `${i}`, name: `n${i}`, contribution: i + 1 }));
    panel({ detail: 'report', explanation: { factors, limits: factors.map(({ name }) => name) } });
    expect(within(slot('Factors')).getAllByRole('listitem')).toHaveLength(100);
    await userEvent.click(within(slot('Limits')).getByRole('button', { name: 'Show more, 900 left' }));
    expect(within(slot('Limits')).getAllByRole('listitem')).toHaveLength(200);
  });

  it('shows model text as plain text, its hidden characters made visible', () => {
    panel({
      explanation: {
        summary: '<img src=x onerror=alert(1)> **bold** \u202eevil',
        counterEvidence: [{ text: '<b>no</b>\u200b' }],
        factors: [{ id: 'a', name: '<i>age</i>\u2066', contribution: 1 }],
      },
    });
    screen.getByText('<img src=x onerror=alert(1)> **bold** [U+202E]evil');
    screen.getByText('<b>no</b>[U+200B]');
    screen.getByText('<i>age</i>[U+2066]');
  });

  it('says what it cannot read instead of throwing', () => {
    panel({
      explanation: {
        summary: 7,
        factors: [
          { id: 'a', name: 'Age', contribution: Number.NaN },
          { id: 'a', name: undefined, contribution: 0 },
          { id: 'b', name: 'Odd', contribution: '0.3' },
        ],
        counterEvidence: [{}],
        limits: 'none',
        evidence: [{ id: 'x' }, { id: 'x' }],
        trackRecord: { right: 2, n: 100 },
        unit: 5,
      } as unknown as Explanation,
    });
    expect(within(slot('Summary')).getByText('Not provided')).toBeDefined();
    expect(within(slot('Factors')).getAllByText('Not available')).toHaveLength(3);
    within(slot('Factors')).getByText('No weight');
    within(slot('Counter-evidence')).getByText('Not available');
    within(slot('Limits')).getByText('Not provided');
    expect(within(slot('Evidence')).getAllByText('Not available')).toHaveLength(2);
    within(slot('Track record')).getByText('Not available');
  });

  it('gives the track record from 30 similar cases on', () => {
    panel();
    within(slot('Track record')).getByText(
      /^In the last 214 similar cases this was right 64% \(57–70%\)\. Measured on 30 Sept? 2026\.$/,
    );
    panel({ explanation: { trackRecord: { right: 1, n: 29 } }, valueLabel: 'Other' });
    screen.getByText('29 similar cases, too few to say how often this was right.');
  });

  it('names the model with its version and date', () => {
    panel();
    within(slot('Model and version')).getByText(/^credit-risk 4\.2, from 14 Oct 2026$/);
    within(slot('Model and version')).getByText('Shapley values, 500 samples');
  });

  it('takes the score and its calibration from the host', () => {
    panel({ confidence: <span>Likely (55–80%)</span>, calibration: <span>2,140 cases</span> });
    screen.getByText('Likely (55–80%)');
    within(slot('Model and version')).getByText('2,140 cases');
  });

  it('opens the source of a claim from the claim', async () => {
    const onEvidenceOpen = vi.fn();
    panel({ detail: 'report', onEvidenceOpen });
    await userEvent.click(within(slot('Factors')).getByRole('button', { name: 'Employer letter' }));
    expect(onEvidenceOpen).toHaveBeenCalledWith({ item: explanation.evidence[2], event: expect.anything() });
  });

  it('puts its headings where the host’s outline needs them', () => {
    panel({ headingLevel: 2 });
    screen.getByRole('heading', { level: 2, name: 'Why “Deny” is suggested' });
    expect(screen.getAllByRole('heading', { level: 3 })).toHaveLength(SLOTS.length);
  });

  it('is composed by the host where it gives parts', () => {
    panel({ children: <ExplanationPanel.Limits>Only for tests</ExplanationPanel.Limits>, 'aria-label': 'Limits only' });
    screen.getByRole('region', { name: 'Limits only' });
    screen.getByText('Only for tests');
    expect(screen.queryByRole('heading', { name: 'Summary' })).toBeNull();
  });
});

describe('ExplanationPanel parts', () => {
  it('say where they belong when they are used alone', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => render(<ExplanationPanel.Summary />)).toThrow(expect.objectContaining({ code: 'part-outside-root' }));
    expect(() => render(<ExplanationDisclosure.Trigger />)).toThrow(
      expect.objectContaining({ code: 'part-outside-root' }),
    );
  });

  it.each([
    ['de', explanationMessagesDe, 'Warum „Deny“ vorgeschlagen wird'],
    ['ar', explanationMessagesAr, 'لماذا اقتُرح «Deny»'],
  ])('read in %s', (locale, messages, title) => {
    render(
      <LocaleProvider locale={locale} messages={{ explanation: messages }}>
        <ExplanationPanel.Root explanation={explanation} model={model} valueLabel="Deny" />
      </LocaleProvider>,
    );
    screen.getByRole('region', { name: title });
    expect(document.body.textContent).not.toMatch(/undefined|#/);
  });
});

describeEachReactMode('EvidenceList', (renderIn) => {
  const items = [
    { id: 'a', title: 'Payslips', note: '3 pages', href: 'https://example.org/a' },
    { id: 'b', title: 'Letter', required: true },
  ];

  it('says what was opened, when, and what was not', () => {
    renderIn(
      <LocaleProvider timeZone="Europe/Berlin">
        <EvidenceList.Root items={items} opened={{ a: '2026-11-21T09:29:00Z' }} />
      </LocaleProvider>,
    );
    const [first, second] = screen.getAllByRole('listitem');
    expect(first?.textContent).toBe('Payslips3 pagesOpened 10:29');
    expect(first?.dataset).toHaveProperty('opened');
    expect(second?.textContent).toBe('LetterRequiredCannot be opened here');
    expect(second?.dataset).not.toHaveProperty('opened');
  });

  it('tells the host about links, buttons, keys and the middle button', async () => {
    const onEvidenceOpen = vi.fn(({ event }) => event.preventDefault());
    renderIn(<EvidenceList.Root items={items} onEvidenceOpen={onEvidenceOpen} />);
    const link = screen.getByRole('link', { name: 'Payslips' });
    await userEvent.click(link);
    screen.getByRole('button', { name: 'Letter' }).focus();
    await userEvent.keyboard('{Enter}');
    fireEvent(link, createEvent('auxclick', link, { button: 1, bubbles: true }, { EventType: 'MouseEvent' }));
    expect(onEvidenceOpen.mock.calls.map(([{ item }]) => item.id)).toEqual(['a', 'b', 'a']);
  });

  it('does not take an id for opened that every object has', () => {
    renderIn(<EvidenceList.Root items={[{ id: 'constructor', title: 'Odd', href: '/odd' }]} opened={{}} />);
    screen.getByText('Not opened');
  });

  it('says "Opened" where the time cannot be read', () => {
    renderIn(<EvidenceList.Root items={items} opened={{ a: 'just now' }} />);
    screen.getByText('Opened');
  });

  it.each(['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'vbscript:x'])(
    'does not follow %j',
    (href) => {
      renderIn(<EvidenceList.Root items={[{ id: 'a', title: 'Trap', href }]} />);
      expect(screen.queryByRole('link')).toBeNull();
      expect(screen.queryByRole('button')).toBeNull();
      screen.getByText('Trap');
    },
  );

  it.each(['https://example.org/', '/files/1', 'file?x=a:b', '#page', 'blob:https://example.org/1'])(
    'follows %s',
    (href) => {
      expect(safeHref({ id: 'a', title: 'A', href })).toBe(href);
    },
  );
});

describeEachReactMode('ExplanationDisclosure', (renderIn) => {
  const disclosure = (props: Partial<ExplanationDisclosure.ExplanationDisclosureRootProps> = {}) =>
    renderIn(
      <>
        <ExplanationDisclosure.Root {...props}>
          <ExplanationDisclosure.Trigger>Why this suggestion</ExplanationDisclosure.Trigger>
          <ExplanationDisclosure.Content>
            <ExplanationPanel.Root explanation={explanation} />
          </ExplanationDisclosure.Content>
        </ExplanationDisclosure.Root>
        <button type="button">Elsewhere</button>
      </>,
    );
  const trigger = () => screen.getByRole('button', { name: 'Why this suggestion' });
  const title = () => screen.queryByRole('heading', { name: 'Why this is suggested' });

  it('opens and closes by mouse, Enter and Space, and says so', async () => {
    disclosure();
    expect(trigger().getAttribute('aria-expanded')).toBe('false');
    await userEvent.click(trigger());
    expect(trigger().getAttribute('aria-expanded')).toBe('true');
    expect(document.getElementById(trigger().getAttribute('aria-controls') ?? '')?.contains(title())).toBe(true);
    await userEvent.keyboard('{Enter}');
    expect(title()).toBeNull();
    await userEvent.keyboard(' ');
    expect(title()).not.toBeNull();
    expect(document.activeElement).toBe(trigger());
  });

  it('moves focus to the heading on every opening of a popover, and Escape gives it back', async () => {
    disclosure({ variant: 'popover' });
    for (const _time of [1, 2]) {
      await userEvent.click(trigger());
      expect(document.activeElement).toBe(title());
      await userEvent.keyboard('{Escape}');
      expect(title()).toBeNull();
      expect(document.activeElement).toBe(trigger());
    }
  });

  it('does not take focus when it is open from the start', () => {
    disclosure({ variant: 'popover', defaultOpen: true });
    expect(title()).not.toBeNull();
    expect(document.activeElement).toBe(document.body);
  });

  it('closes a popover when focus or the pointer goes elsewhere', async () => {
    disclosure({ variant: 'popover' });
    await userEvent.click(trigger());
    act(() => screen.getByRole('button', { name: 'Elsewhere' }).focus());
    expect(title()).toBeNull();
    await userEvent.click(trigger());
    await userEvent.click(document.body);
    expect(title()).toBeNull();
  });

  it('leaves the state to a host that keeps it', async () => {
    const onOpenChange = vi.fn();
    disclosure({ open: false, onOpenChange });
    await userEvent.click(trigger());
    expect(onOpenChange).toHaveBeenCalledWith({ open: true });
    expect(title()).toBeNull();
  });

  it('lets the host veto the opening', async () => {
    renderIn(
      <ExplanationDisclosure.Root>
        <ExplanationDisclosure.Trigger onClick={(event) => event.preventDefault()}>
          Not now
        </ExplanationDisclosure.Trigger>
        <ExplanationDisclosure.Content>Inside</ExplanationDisclosure.Content>
      </ExplanationDisclosure.Root>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Not now' }));
    expect(screen.queryByText('Inside')).toBeNull();
  });
});

describe('explanation selectors', () => {
  it('cuts a text after whole words, never inside a character, and not far away', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), fc.integer({ min: 1, max: 60 }), (text, count) => {
        const end = endOfWords(text, count);
        const head = text.slice(0, end);
        expect(end).toBeLessThanOrEqual(Math.max(count * 10, Math.min(text.length, count * 10)));
        expect((head.match(/\S+/g) ?? []).length).toBeLessThanOrEqual(count);
        expect(head).not.toMatch(/[\ud800-\udbff]$/);
      }),
    );
  });

  it('picks the strongest factors and keeps their order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true })), fc.nat({ max: 5 }), (weights, count) => {
        const factors = weights.map((contribution, index) => ({ id: `${index}`, name: 'n', contribution }));
        const picked = strongestFactors(factors, count);
        expect(picked).toHaveLength(Math.min(count, factors.length));
        const least = Math.min(...picked.map((each) => Math.abs(each.contribution)));
        const rest = factors.filter((each) => !picked.includes(each));
        for (const each of rest) if (picked.length) expect(Math.abs(each.contribution)).toBeLessThanOrEqual(least);
        expect([...picked].sort((a, b) => Number(a.id) - Number(b.id))).toEqual(picked);
      }),
    );
  });
});
