import { createLocalQueue, type LocalQueue, ReviewQueue, useLocalQueue } from 'countersign/queue';
import { useEffect, useState } from 'react';
import type { ReviewSummary } from '../../src/review/review.types.js';
import { measure } from './queue.page.js';

let queue: LocalQueue;

function Page({ rows }: { rows: ReviewSummary[] }) {
  const [local] = useState(() => {
    queue = createLocalQueue({ rows, seed: 'amara', query: { status: ['pending', 'reviewing'] } });
    return queue;
  });
  const [currentId, setCurrentId] = useState(() => local.getSnapshot().rows.at(0)?.id);
  const props = useLocalQueue(local);
  const head = local.getSnapshot().rows.at(local.getSnapshot().rows.positionOf(currentId ?? ''));
  useEffect(() => {
    const approve = (event: KeyboardEvent) => {
      const { rows: shown } = local.getSnapshot();
      const at = shown.positionOf(currentId ?? '');
      const row = shown.at(at);
      if (event.key !== 'F2' || !row) return;
      setCurrentId(shown.at(at + 1)?.id);
      local.applyOwn({ ...row, status: 'approved', state: 'approved', version: row.version + 1 });
    };
    addEventListener('keydown', approve);
    return () => removeEventListener('keydown', approve);
  }, [local, currentId]);
  return (
    <>
      <h2 id="case">{head && `${head.title} ${head.id}`}</h2>
      <ReviewQueue.Root {...props} currentId={currentId} onRowOpen={({ id }) => setCurrentId(id)} />
    </>
  );
}

measure({
  draw: (rows) => <Page rows={rows} />,
  item: '[data-review]',
  count: () => Number(document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')),
  first: () => document.querySelector('[data-review]')?.getAttribute('data-review') ?? '',
  scroller: () => document.querySelector('[role="grid"]') as Element,
});
