import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openServer } from '../../example/server/database.js';
import { startPostgres } from '../../scripts/postgres.js';
import { isVerdict, sawOf } from '../../src/core.js';
import type { LineFault } from './fault-proxy.js';
import { startFaultProxy } from './fault-proxy.js';
import { startFaultServer } from './fault-server.js';
import { examine, type Findings } from './findings.js';
import { startForgetfulReceiver } from './receiver.js';
import { readRecords, releaseEffects, type StoredRecord } from './records.js';
import { type Browser, claimNext, openBrowser, reach } from './window.js';

export interface CrowdOptions {
  reviewers: number;
  reviews: number;
  /** How long a claim lasts, in milliseconds. */
  lease?: number;
  /** Milliseconds between two kills of a server. */
  killEvery?: number;
  /** Of so many requests one is disturbed on its way. */
  lineFaultEvery?: number;
  /** Of so many claims one is left until it has ended, and decided on nevertheless. */
  lapseEvery?: number;
  /** When it is given up, in milliseconds. */
  patience?: number;
  /** Hears how far it is, now and then. */
  onProgress?: (decided: number, seconds: number) => void;
}

export interface CrowdResult extends Findings {
  reviewers: number;
  reviews: number;
  /** Verdicts in the record. */
  decisions: number;
  /** Reviews with another number of verdicts than one. */
  notOnce: number;
  /** Claims of somebody that began while somebody else had one, and verdicts without the newest claim. */
  overlappingClaims: number;
  kills: number;
  lineFaults: number;
  /** Claims that were left until they had ended. */
  lapses: number;
  /** What the host's own system did upon the decisions. */
  effects: number;
  /** Answers of that system that got lost, so that it was told again. */
  lostAnswers: number;
  /** Commands that were refused, and their person was told. */
  refused: number;
  seconds: number;
  notes: string[];
}

const LINE_FAULTS: readonly LineFault[] = [
  'twice at once',
  'twice, later',
  'delayed',
  'overtaken by its repeat',
  '500 before',
  '500 after',
  'hang before',
  'hang after',
  'cut body',
  'HTML with 200',
  'HTML with 502',
  'half a JSON',
  'another JSON',
];

/** Whether this happens now: once in so many times, at random. */
const isTurn = (every: number) => Math.random() * every < 1;

/** Claims that overlap, as the entries tell them, and verdicts that went without the newest claim's token. */
function overlaps({ review, entries }: StoredRecord, fences: ReadonlyMap<string, number | undefined>): string[] {
  const found: string[] = [];
  let claim: { by: string; fence: number } | undefined;
  for (const { id, seq, type, by, command, to } of entries) {
    if (type === 'claimed') {
      if (claim) found.push(`${review.id}: ${by.id} claimed in ${seq}, and ${claim.by} had it`);
      claim = { by: by.id, fence: seq };
    } else if (isVerdict(command.type) && (claim?.by !== by.id || claim.fence !== fences.get(id))) {
      found.push(`${review.id}: ${by.id} decided in ${seq} with ${fences.get(id)}, and the claim was ${claim?.fence}`);
    }
    if (!to.startsWith('reviewing')) claim = undefined;
  }
  return found;
}

/** Many reviewers decide every review there is, on two servers that are killed, over lines that are disturbed. */
export async function runCrowd(programs: string, options: CrowdOptions): Promise<CrowdResult> {
  const { reviewers, reviews, lease = 5_000, killEvery = 5_000, lineFaultEvery = 20, lapseEvery = 60 } = options;
  const { patience = 120_000, onProgress } = options;
  const postgres = await startPostgres(programs);
  const database = openServer(postgres.url);
  const receiver = await startForgetfulReceiver();
  const { webhook } = receiver;
  const folder = mkdtempSync(join(tmpdir(), 'countersign-crowd-'));
  const logKey = join(folder, 'log-key.json');
  const first = await startFaultServer({ databaseUrl: postgres.url, lease, webhook, logKey });
  const second = await startFaultServer({ databaseUrl: postgres.url, lease, webhook, logKey });
  const servers = [first, second];
  let turn = 0;
  // No session is bound to a server: each request goes to one that is up.
  const line = await startFaultProxy(() => {
    turn += 1;
    return servers[turn % 2]?.url() ?? servers[(turn + 1) % 2]?.url();
  });
  const people = Array.from({ length: reviewers }, (_, index) => `person-${String(index + 1).padStart(3, '0')}`);
  const ids = Array.from({ length: reviews }, (_, index) => `C-${String(index + 1).padStart(6, '0')}`);
  const browsers: Browser[] = [];
  let lapses = 0;
  let isOver = false;
  const timers: NodeJS.Timeout[] = [];

  async function decidedSoFar(): Promise<number> {
    const rows = await database.query<{ count: number }>(
      `select count(*)::int as count from reviews where status in ('approved', 'overridden')`,
    );
    return rows[0]?.count ?? 0;
  }

  async function work(browser: Browser): Promise<void> {
    const window = browser.openWindow();
    while (!isOver) {
      const holder = crypto.randomUUID();
      const review = await claimNext(browser, window, holder);
      if (!review) {
        // Somebody may still give one up.
        await sleep(300);
        continue;
      }
      const { claim, version, proposal } = review;
      if (isTurn(lapseEvery)) {
        lapses += 1;
        await sleep(lease + 500);
        // As a window that slept through it all would send it.
        await window.backend.send(
          review.id,
          { type: 'approve', evidenceOpened: [] },
          {
            idempotencyKey: crypto.randomUUID(),
            expectedVersion: version,
            saw: sawOf(proposal),
            ...(claim && { fence: claim.fence }),
          },
        );
        continue;
      }
      const session = window.sit(review.id, { review, holder });
      session.decide({ type: 'approve' });
      await reach(
        session,
        ({ status, pending }) => ['settled', 'lost', 'conflict'].includes(status) || (status === 'viewing' && !pending),
        60_000,
      );
      session.stop();
    }
  }

  try {
    for (let from = 0; from < ids.length; from += 1_000) await first.open(ids.slice(from, from + 1_000));
    await first.enrol(people);
    for (const person of people) {
      const browser = openBrowser(() => line.url, person);
      await browser.signIn();
      browsers.push(browser);
    }
    line.meddle((_method, path) =>
      path.startsWith('/api/reviews') && isTurn(lineFaultEvery)
        ? LINE_FAULTS[Math.floor(Math.random() * LINE_FAULTS.length)]
        : undefined,
    );
    const startedAt = performance.now();
    const seconds = () => Math.round((performance.now() - startedAt) / 1_000);
    timers.push(
      setInterval(() => {
        const [one, other] = Math.random() < 0.5 ? [first, second] : [second, first];
        // One stays up: with none there is nothing to be tried.
        if (one.url() !== undefined && other.url() !== undefined) one.kill();
      }, killEvery),
    );
    const watch = async () => {
      for (;;) {
        const decided = await decidedSoFar();
        onProgress?.(decided, seconds());
        if (decided >= reviews || performance.now() - startedAt > patience) break;
        await sleep(500);
      }
      isOver = true;
    };
    await Promise.all([watch(), ...browsers.map(work)]);
    const took = seconds();
    for (const timer of timers) clearInterval(timer);
    await line.quiet();

    await releaseEffects(database, ids, 15_000 + reviews * 50);
    const records = await readRecords(database, ids);
    const given = browsers.flatMap((browser) => browser.given);
    const { findings, notes } = examine(records, { given, acted: receiver.acted });
    const verdicts = records.map(({ entries }) => entries.filter(({ command }) => isVerdict(command.type)).length);
    const fences = new Map<string, number | undefined>();
    for (const { said, options: sent } of given)
      if (said?.outcome === 'accepted') fences.set(said.entry.id, sent.fence);
    const overlapping = records.flatMap((record) => overlaps(record, fences));
    return {
      ...findings,
      reviewers,
      reviews: records.length,
      decisions: verdicts.reduce((sum, count) => sum + count, 0),
      notOnce: verdicts.filter((count) => count !== 1).length,
      overlappingClaims: overlapping.length,
      kills: first.deaths() + second.deaths(),
      lineFaults: line.struck(),
      lapses,
      effects: receiver.acted.length,
      lostAnswers: receiver.lostAnswers(),
      refused: given.filter(({ said }) => said && said.outcome !== 'accepted').length,
      seconds: took,
      notes: [...notes, ...overlapping, ...(await first.verify())],
    };
  } finally {
    isOver = true;
    for (const timer of timers) clearInterval(timer);
    for (const browser of browsers) browser.stop();
    await Promise.all(servers.map((server) => server.stop()));
    await line.stop();
    await receiver.stop();
    await database.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
