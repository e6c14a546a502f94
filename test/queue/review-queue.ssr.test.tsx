import { renderToString } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { sampleReviewers } from '../../src/backends/sample-reviews.js';
import {
  BatchApproval,
  createBatch,
  createLocalQueue,
  createReviewQueue,
  ReviewQueue,
  useLocalQueue,
  useReviewQueue,
} from '../../src/queue/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import { manyRows } from './many-rows.js';
import { summaries } from './queue-rows.js';

it('renders on a server, without times that only the reader’s clock knows', () => {
  const error = vi.spyOn(console, 'error');
  const html = renderToString(
    <LocaleProvider locale="en-GB" timeZone="Europe/Berlin">
      <ReviewQueue.Root rows={summaries(1)} currentId="LN-1" />
    </LocaleProvider>,
  );
  expect(html).toContain('Since 21 Nov 2026, 08:03');
  expect(html).not.toMatch(/waiting|in 3 hours|Due \(/);
  expect(error).not.toHaveBeenCalled();
});

function Running() {
  return <ReviewQueue.Root {...useReviewQueue(createReviewQueue({ backend: { list: () => Promise.reject() } }))} />;
}

it('asks for nothing on a server, and says that it is loading', () => {
  expect(renderToString(<Running />)).toContain('Loading cases');
});

function Thousands() {
  return <ReviewQueue.Root {...useLocalQueue(createLocalQueue({ rows: manyRows(100_000), seed: 'amara' }))} />;
}

it('draws the first rows of a hundred thousand on a server, with the number of all', () => {
  const html = renderToString(<Thousands />);
  expect(html).toContain('aria-rowcount="100001"');
  expect(html.match(/data-review="/g)?.length).toBe(30);
});

it('asks for nothing on a server of cases that are to be approved together', () => {
  const load = vi.fn();
  const batch = createBatch({ backend: { load } as never, ids: ['LN-1', 'LN-2'], reviewer: sampleReviewers.amara });
  const html = renderToString(<BatchApproval.Root batch={batch} onClose={() => {}} />);
  expect(html).toContain('Looking at 2 selected cases');
  expect(load).not.toHaveBeenCalled();
});
