import { createHttpBackend } from '../../src/backends/http-backend.js';
import { createOutboxBackend, guardLeaving } from '../../src/backends/outbox-backend.js';

/** A host's page with one button per case, for a real browser. `?locks=off` has windows agree by lease. */
const search = new URLSearchParams(location.search);
const backend = createOutboxBackend({
  backend: createHttpBackend({ baseUrl: '/api' }),
  reviewer: { id: search.get('as') ?? 'amara' },
  ...(search.has('locks') && { locks: false as const }),
  delays: { firstRetry: 100, longestRetry: 400, lease: 1_500, look: 300 },
});
guardLeaving(backend);

const state = document.createElement('output');
const answers: string[] = [];
function show() {
  const { items, storage, isOffline } = backend.outbox.getSnapshot();
  state.textContent = JSON.stringify({ waiting: items.length, storage, isOffline, answers });
}
for (const id of ['R-1', 'R-2']) {
  const button = document.createElement('button');
  button.textContent = `Claim ${id}`;
  button.addEventListener('click', () => {
    const options = { idempotencyKey: crypto.randomUUID(), expectedVersion: 1 };
    backend.send(id, { type: 'claim' }, options).then(({ outcome }) => {
      answers.push(`${id} ${outcome}`);
      show();
    });
  });
  document.body.append(button);
}
const notes = document.createElement('textarea');
notes.addEventListener('input', () => backend.drafts.save('R-1', { message: notes.value }));
backend.drafts.load('R-1').then((draft) => {
  notes.value = draft?.message ?? '';
  document.body.append(notes);
});
document.body.append(state);
backend.outbox.subscribe(show);
show();
