import { generateApplications } from '../example/model/generator.js';
import { openEmbedded, openServer } from '../example/server/database.js';
import { startHost } from '../example/server/host.js';
import { samplePolicy, sampleProposals } from '../src/backends/sample-reviews.js';

/*
 * One server of the reference host, as `npm start` runs it but for the page: what `bench/reviewers.ts` asks. Its parent says
 * what to prepare; the address and the cookies of those who are signed in come back.
 */

export interface ServerTask {
  /** A PostgreSQL server; the embedded one in `folder` otherwise. */
  databaseUrl?: string;
  folder: string;
  /** Who is signed in at this server. */
  people: readonly string[];
  /** How many cases are waiting, where this server opens them. */
  cases?: number;
}

export interface ServerReport {
  url: string;
  /** One for each of the people. */
  cookies: string[];
}

const SEED = 7;
const task = JSON.parse(process.argv[2] ?? '') as ServerTask;

const database = task.databaseUrl ? openServer(task.databaseUrl) : await openEmbedded(task.folder);
const host = await startHost({
  database,
  source: { name: 'generated', isGenerated: true, fingerprint: `bench-${SEED}`, seed: SEED },
  loadApplications: () => generateApplications(400, SEED),
  queueSize: 0,
  port: 0,
  // Nobody clicks that fast: what is measured is the store, not what holds back a script.
  writes: { burst: 1e9, perSecond: 1e9 },
});
if (task.cases !== undefined) {
  const proposals = Array.from({ length: task.cases }, (_, index) => ({
    ...sampleProposals.loan,
    id: `B-${String(index).padStart(6, '0')}`,
    dueAt: '2999-01-01T00:00:00Z',
  }));
  await host.store.open(proposals, () => samplePolicy);
  // What a database in use has found out by itself.
  await database.query('analyze');
}
await database.query(
  `insert into people (id, name, title, roles, salt, password_hash)
   select added.id, added.id, title, roles, salt, password_hash
   from people, unnest($1::text[]) as added (id) where people.id = 'amara' on conflict (id) do nothing`,
  [task.people],
);
const tokens = await Promise.all(
  task.people.map((id) => host.sessions.start({ id, name: id, title: '', roles: ['reviewer'] })),
);
const report: ServerReport = { url: host.url, cookies: tokens.map((token) => `countersign_session=${token}`) };
process.send?.(report);

const end = () => void host.stop().then(() => process.exit());
process.once('message', end);
// Whoever started it is gone: nobody would end it.
process.once('disconnect', end);
