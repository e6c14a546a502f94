import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { createFaultyBackend } from '../../src/backends/faulty-backend.js';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { sampleReview, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { ReviewDesk } from '../../src/desk/index.js';

it('renders on a server without asking for anything', () => {
  const store = createMemoryStore({ reviews: [sampleReview('loan')] });
  const backend = createFaultyBackend(store.backendFor(sampleReviewers.amara));
  const html = renderToString(
    <ReviewDesk.Root backend={backend} reviewer={sampleReviewers.amara} initialId="LN-20417" />,
  );
  expect(html).toContain('csn-review-desk');
  expect(backend.calls).toEqual({ list: 0, load: 0, send: 0, history: 0 });
});
