import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { AuditTimeline } from '../../src/audit/index.js';
import { longRecord, reopenedRecord } from '../../src/backends/sample-records.js';

it('renders on a server: times in UTC, none counted from a clock', () => {
  const html = renderToString(<AuditTimeline.Root entries={reopenedRecord().entries} hasOlder newCount={1} />);
  const text = html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  expect(text).toContain('Nov 21, 2026, 09:42:07 UTC');
  expect(text).not.toMatch(/ago/);
});

it('renders a long record whole on a server: nothing there would draw the rest', () => {
  const html = renderToString(<AuditTimeline.Root entries={longRecord(700).entries} />);
  expect(html.match(/data-type=/g)).toHaveLength(700);
  expect(html).not.toMatch(/data-pending|data-drawing/);
});
