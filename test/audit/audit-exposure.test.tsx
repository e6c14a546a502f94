import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { AuditTimeline } from '../../src/audit/index.js';
import { loanRecord } from '../../src/backends/sample-records.js';
import { ar } from '../../src/messages/ar.js';
import { de } from '../../src/messages/de.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import type { AuditEntry } from '../../src/review/review.types.js';

const decision = loanRecord().entries.find(({ exposure }) => exposure) as AuditEntry;
const inBatch = (opened: boolean): AuditEntry => ({
  ...decision,
  exposure: { ...(decision.exposure as NonNullable<AuditEntry['exposure']>), batch: { id: 'b-1', size: 7, opened } },
});

describe('what stood behind a decision', () => {
  it.each([
    [true, 'One of 7 cases at once. This one had been opened.'],
    [false, 'One of 7 cases at once. This one had not been opened.'],
  ])('says of a case that was approved with others how many they were, opened: %s', async (opened, words) => {
    render(<AuditTimeline.Root entries={[inBatch(opened)]} />);
    expect((await screen.findByText('Approved together')).parentElement?.textContent).toContain(words);
  });

  it.each([
    ['de', de, 'Einer von 7 Fällen auf einmal. Dieser war nicht geöffnet.'],
    ['ar', ar, 'لم تُفتح'],
  ] as const)('says so in %s', async (locale, messages, words) => {
    render(
      <LocaleProvider locale={locale} messages={messages}>
        <AuditTimeline.Root entries={[inBatch(false)]} />
      </LocaleProvider>,
    );
    await screen.findByText(words, { exact: false });
  });

  it('says nothing of others where a case was decided alone', async () => {
    render(<AuditTimeline.Root entries={[decision]} />);
    await screen.findByText('Evidence opened');
    expect(screen.queryByText('Approved together')).toBeNull();
  });
});
