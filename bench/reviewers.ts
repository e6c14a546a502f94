import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findPostgres, NO_POSTGRES, startPostgres } from '../scripts/postgres.js';
import { createHttpBackend } from '../src/backends/http-backend.js';
import { type ClaimService, type Review, sawOf } from '../src/core.js';
import { table } from './document.js';
import type { ServerReport, ServerTask } from './reviewers.process.js';

/*
 * How many cases a second 50 reviewers can claim and decide who do nothing else: each asks for the next case, approves it, and
 * asks again. Two server processes on one PostgreSQL, and one process with the embedded one, in one run; those who ask are
 * in this process, on the same machine. Both databases wait for the disk with every commit. `--write` puts the table into
 * the README.
 */

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '15' }, write: { type: 'boolean', default: false } },
});
const seconds = Number(values.seconds);
if (!Number.isInteger(seconds) || seconds < 1 || seconds > 40) {
  console.error('--seconds takes a whole number from 1 to 40.');
  process.exit(1);
}
const root = resolve(import.meta.dirname, '..');

const REVIEWERS = 50;
/** Before anything is counted, in milliseconds: connections are opened, plans are made, code is compiled. */
const WARM_UP = 2_000;
/** More than can be decided: a queue that runs empty would be measured instead. */
const CASES_PER_SECOND = 300;

interface Measured {
  name: string;
  servers: number;
  /** Accepted, in the time that is counted. */
  claims: number;
  decisions: number;
  /** How long a claim with its decision took, in milliseconds, shortest first. */
  times: number[];
  /** Those who got a case that somebody else had as well: the bench is worth nothing unless there is none. */
  doubled: number;
  left: boolean;
}

async function startServer(task: ServerTask): Promise<{ child: ChildProcess; report: ServerReport }> {
  const child = fork(join(root, 'bench/reviewers.process.ts'), [JSON.stringify(task)], {
    cwd: root,
    execArgv: ['--import', 'tsx'],
  });
  const [report] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`A server ended with ${code} before it was ready.`);
    }),
  ]);
  return { child, report: report as ServerReport };
}

async function measure(name: string, servers: number, databaseUrl?: string): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const running: Awaited<ReturnType<typeof startServer>>[] = [];
  const measured: Measured = { name, servers, claims: 0, decisions: 0, times: [], doubled: 0, left: true };
  try {
    const people = Array.from({ length: REVIEWERS }, (_, index) => `reviewer-${index}`);
    for (let index = 0; index < servers; index++) {
      running.push(
        await startServer({
          ...(databaseUrl && { databaseUrl }),
          folder,
          people: people.filter((_, at) => at % servers === index),
          ...(index === 0 && { cases: (seconds + WARM_UP / 1_000) * CASES_PER_SECOND }),
        }),
      );
    }

    const begin = performance.now() + WARM_UP;
    const end = begin + seconds * 1_000;
    const isCounted = () => performance.now() >= begin && performance.now() < end;
    const claimed = new Set<string>();

    const review = async (url: string, cookie: string) => {
      const backend = createHttpBackend({
        baseUrl: `${url}/api`,
        updates: false,
        claims: true,
        fetch: (input, init) =>
          fetch(input, {
            ...init,
            headers: { ...(init?.headers as Record<string, string>), cookie, 'x-requested-with': 'countersign' },
          }),
      });
      while (performance.now() < end) {
        const startedAt = performance.now();
        const key = { idempotencyKey: crypto.randomUUID() };
        const next: Review | undefined = await (backend.claims as Required<ClaimService>).next({}, key);
        if (!next) {
          measured.left = false;
          return;
        }
        if (claimed.has(next.id)) measured.doubled += 1;
        claimed.add(next.id);
        if (isCounted()) measured.claims += 1;
        const result = await backend.send(
          next.id,
          { type: 'approve' },
          {
            idempotencyKey: crypto.randomUUID(),
            expectedVersion: next.version,
            saw: sawOf(next.proposal),
            ...(next.claim && { fence: next.claim.fence }),
          },
        );
        if (result.outcome !== 'accepted') throw new Error(`A decision was answered with "${result.outcome}".`);
        if (!isCounted()) continue;
        measured.decisions += 1;
        measured.times.push(performance.now() - startedAt);
      }
    };
    await Promise.all(running.flatMap(({ report }) => report.cookies.map((cookie) => review(report.url, cookie))));
    measured.times.sort((a, b) => a - b);
    return measured;
  } finally {
    for (const { child } of running) {
      const ended = once(child, 'exit');
      child.send('stop');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

const at = (times: readonly number[], share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
const perSecond = (count: number) => (count / seconds).toFixed(0);

const programs = findPostgres();
if (!programs) {
  console.error(`This bench compares with a PostgreSQL server, and there is ${NO_POSTGRES}.`);
  process.exit(1);
}
/** What else the machine had to do, as it was before. */
const [load = 0] = loadavg();
const postgres = await startPostgres(programs, { isDurable: true });
let results: Measured[];
try {
  results = [await measure('PostgreSQL', 2, postgres.url), await measure('PGlite, embedded', 1)];
} finally {
  await postgres.stop();
}

const base = results.at(-1) as Measured;
const rows = [
  ['Database', 'servers', 'claims/s', 'decisions/s', 'a case, median', '95%', 'decisions ÷ PGlite'],
  ...results.map(({ name, servers, claims, decisions, times }) => [
    name,
    String(servers),
    perSecond(claims),
    perSecond(decisions),
    `${at(times, 0.5).toFixed(0)} ms`,
    `${at(times, 0.95).toFixed(0)} ms`,
    `${(decisions / base.decisions).toFixed(2)}×`,
  ]),
];
const cores = availableParallelism();
const shown = `${table(rows)}

${REVIEWERS} reviewers at once, ${seconds} s each after ${WARM_UP / 1_000} s of warm-up, every commit on disk. Servers, database and those who ask shared
${cores} ${cores === 1 ? 'core' : 'cores'}, whose load was ${load.toFixed(1)} before; Node ${process.versions.node}.`;
console.log(`\n${shown}`);

const wrong = results.filter(({ doubled, left }) => doubled > 0 || !left);
for (const { name, doubled, left } of wrong) {
  console.error(
    left
      ? `${name}: ${doubled} cases went to two people.`
      : `${name}: the queue ran empty, so the figures say nothing.`,
  );
}
if (wrong.length > 0) process.exit(1);

if (values.write) {
  const readme = join(root, 'README.md');
  const marked = /<!-- reviewers -->[\s\S]*<!-- end reviewers -->/;
  const before = readFileSync(readme, 'utf8');
  if (!marked.test(before)) throw new Error('The README has no place for the table.');
  writeFileSync(
    readme,
    before.replace(marked, () => `<!-- reviewers -->\n\n${shown}\n\n<!-- end reviewers -->`),
  );
}
