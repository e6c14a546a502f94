import type { Database } from '../../example/server/database.js';
import { type ConformanceHost, conformanceReviewers } from '../../src/backends/conformance/index.js';
import type { Policy, Review } from '../../src/core.js';
import { signIn, startTestHost } from './host.fixtures.js';

/** The reference host as a store under test: a server on loopback, signed in to as everybody else is. */
export async function openHost(database: Database, reviews: readonly Review[]): Promise<ConformanceHost> {
  let ahead = 0;
  const host = await startTestHost({ database, queueSize: 0, clock: () => Date.now() + ahead });
  for (const { id, name, roles } of conformanceReviewers) {
    await database.query(
      `insert into people (id, name, title, roles, salt, password_hash)
       select $1, $2, title, $3, salt, password_hash from people where id = 'amara' on conflict (id) do nothing`,
      [id, name, JSON.stringify(roles)],
    );
  }
  const add = (added: readonly Review[]) => {
    const policies = new Map(added.map(({ id, policy }) => [id, policy]));
    return host.store.open(
      added.map(({ proposal }) => proposal),
      ({ id }) => policies.get(id) as Policy,
    );
  };
  await add(reviews);
  return {
    backendFor: async ({ id }) => (await signIn(host.url, id)).backend,
    add: (review) => add([review]),
    async addCheck({ id, proposal, policy }, { personId, truth }) {
      // Both at once, as the host opens them: nobody hears of one as an ordinary case.
      await database.transaction(async (tx) => {
        await host.store.open([proposal], () => policy, tx);
        await tx.query(
          `insert into checks (review_id, person_id, source_id, truth, comes_at, shown_at)
           values ($1, $2, $1, $3::json, now(), now())`,
          [id, personId, JSON.stringify(truth)],
        );
      });
      host.store.announce();
    },
    advance(ms) {
      ahead += ms;
    },
    close: () => host.stop(),
  };
}
