import { createHttpBackend } from 'countersign/backends/http';
import { createOutboxBackend, type OutboxBackend } from 'countersign/backends/outbox';
import { fetchAsPage, type SignedIn } from './host-api.js';

/** Begins anew where nobody is signed in any more: nothing of a person, no request, no stream outlives the page. */
export const leave = () => window.location.reload();

const backends = new Map<string, OutboxBackend>();

/**
 * What one person decides here, kept on this device until the server has answered. One per person and page: a page
 * that is left begins anew.
 */
export function backendFor({ reviewer, canAudit }: SignedIn): OutboxBackend {
  const known = backends.get(reviewer.id);
  if (known) return known;
  const baseUrl = '/api';
  const backend = createOutboxBackend({
    reviewer,
    scope: baseUrl,
    backend: createHttpBackend({
      baseUrl,
      reviewer,
      drafts: true,
      claims: true,
      stops: true,
      checks: true,
      outcomes: true,
      presence: true,
      people: true,
      record: canAudit,
      tables: true,
      fetch: async (input, init) => {
        const response = await fetchAsPage(input, init);
        // Who else is there is a courtesy: it takes nobody away from what they do.
        if (response.status === 401 && !String(input).endsWith('/presence')) leave();
        return response;
      },
    }),
  });
  backends.set(reviewer.id, backend);
  return backend;
}
