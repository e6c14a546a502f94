import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../example/server/database.js';
import { readEntries } from '../../example/server/log-lines.js';
import { hashedText, tools } from '../../example/server/log-tools.js';
import { MIGRATIONS, migrate } from '../../example/server/migrations.js';
import { policyFor } from '../../example/server/policy.js';
import { samplePolicy, sampleProposals } from '../../src/backends/sample-reviews.js';
import {
  type AuditEntry,
  applyCommand,
  type Command,
  initialReview,
  type PersonActor,
  type Proposal,
  proposedEntry,
  type Review,
  replay,
  sawOf,
  sealEntry,
} from '../../src/core.js';
import { signIn } from './host.fixtures.js';
import { LOG_DATABASES, type LogBench, openLogBench, readLogFile, verifyWhole } from './log.fixtures.js';

/** The last one that kept entries as they were written. */
const BEFORE = MIGRATIONS.findIndex(({ name }) => name === 'entries in a chain of digests, and checkpoints');
/** The last one whose erasures left more than those of today. */
const FINISHED = MIGRATIONS.findIndex(({ name }) => name === 'what erasures of earlier versions left');
const AMARA: PersonActor = { kind: 'person', id: 'amara', name: 'Amara Okafor', roles: ['reviewer', 'supervisor'] };
const HALF = 'a\ud800b';

describe.each(LOG_DATABASES)('a database of the version before, on %s', (name) => {
  let bench: LogBench;
  let database: Database;

  beforeAll(async () => {
    bench = await openLogBench(name);
  });
  afterAll(() => bench?.close());

  /** The tables as that version made them. */
  async function makeOld(version = BEFORE) {
    database = await bench.fresh();
    await database.query(
      'create table migrations (version int primary key, name text not null, at timestamptz not null default now())',
    );
    for (const [index, { name: title, statements, run }] of MIGRATIONS.slice(0, version).entries()) {
      for (const statement of statements) await database.query(statement);
      if (run) await database.transaction(run);
      await database.query('insert into migrations (version, name) values ($1, $2)', [index + 1, title]);
    }
  }

  async function store(review: Review, entries: readonly AuditEntry[]) {
    await database.query(
      `insert into reviews (id, kind, status, state, risk, risk_rank, title, distance_from_even, created_at, due_at, version, body)
       values ($1, 'refund', $2, $3, 'low', 0, 'x', 0, $4, 'infinity', $5, $6::json)`,
      [review.id, review.status, review.state, review.proposal.createdAt, review.version, JSON.stringify(review)],
    );
    return entries;
  }

  /** As that version wrote them: by turns, so that the entries of reviews are mixed. */
  async function record(entries: readonly AuditEntry[]) {
    for (const entry of [...entries].sort((a, b) => a.seq - b.seq)) {
      await database.query(
        `insert into audit_entries (review_id, seq, at, type, actor_id, body) values ($1, $2, $3, $4, $5, $6::json)`,
        [entry.reviewId, entry.seq, entry.at, entry.type, entry.by.id, JSON.stringify(entry)],
      );
    }
  }

  function live(
    id: string,
    commands: readonly Command[],
    proposal: Proposal = { ...sampleProposals.refund, id, createdAt: '2026-11-01T08:00:00Z' },
  ): { review: Review; entries: AuditEntry[] } {
    let review = initialReview(proposal, {
      ...samplePolicy,
      roles: { ...policyFor('low').roles, erase: ['supervisor'] },
    });
    const entries = [proposedEntry(review)];
    for (const [index, command] of commands.entries()) {
      const at = `2026-11-01T09:0${index}:00.000Z`;
      const result = applyCommand(review, command, { by: AMARA, at, saw: sawOf(review.proposal) });
      if (result.outcome !== 'accepted') throw new Error(JSON.stringify(result));
      review = result.review;
      entries.push(result.entry);
    }
    return { review, entries };
  }

  it('is sealed as it stands, in the order of its entries, and verifies', async () => {
    await makeOld();
    const reason = { codes: ['other'], text: 'The parcel came back, NUL \u0000 and a \\ud800 typed as signs.' };
    const lives = Array.from({ length: 260 }, (_, at) =>
      live(`OLD-${at}`, at % 3 === 0 ? [{ type: 'claim' }, { type: 'reject', reason }] : [{ type: 'claim' }]),
    );
    const halved = live('OLD-half', [
      { type: 'claim' },
      { type: 'escalate', to: samplePolicy.escalateTo?.[0] as string, note: HALF },
    ]);
    const gone = live('OLD-gone', [
      { type: 'claim' },
      { type: 'reject', reason: { codes: ['other'], text: 'Wendelin moved abroad, it says.' } },
      { type: 'erase', reason: 'Asked to' },
    ]);
    const all = [...lives, halved, gone];
    for (const { review, entries } of all) await store(review, entries);
    await record(all.flatMap(({ entries }) => entries));
    for (const [key, answer] of [
      ['one', { outcome: 'accepted', review: halved.review, entry: halved.entries[1] }],
      ['two', { outcome: 'invalid', issues: [] }],
      ['three', null],
    ] as const) {
      await database.query(
        `insert into idempotency_keys (person_id, key, request, answer, at) values ('amara', $1, '', $2::json, now())`,
        [key, JSON.stringify(answer)],
      );
    }
    const order = await database.query<{ name: string }>(
      `select review_id || ':' || seq as name from audit_entries order by position`,
    );

    await migrate(database);
    const lines = await database.query<{ name: string; place: number }>(
      `select review_id || ':' || seq as name, place::int as place from audit_lines order by place`,
    );
    expect(lines).toEqual(order.map((each, at) => ({ ...each, place: at + 1 })));
    const columns = await database.query(
      `select from information_schema.columns where table_name = 'audit_entries' and column_name = 'body'`,
    );
    expect(columns).toEqual([]);
    const entries = await readEntries(database);
    for (const { review, entries: written } of all) {
      const own = entries.filter(({ reviewId }) => reviewId === review.id);
      const [stored] = await database.query<{ body: Review }>('select body from reviews where id = $1', [review.id]);
      expect(replay(own)).toEqual(stored?.body);
      if (review === gone.review) expect(JSON.stringify(own)).not.toContain('Wendelin');
      else if (review === halved.review) expect(own.at(-1)?.command).toMatchObject({ note: 'a\ufffdb' });
      else {
        expect(own).toEqual(written);
        expect(stored?.body).toEqual(review);
      }
    }
    const keys = await database.query<{ key: string; review_id: string | null }>(
      'select key, review_id from idempotency_keys order by key',
    );
    expect(keys).toEqual([
      { key: 'one', review_id: 'OLD-half' },
      { key: 'three', review_id: null },
      { key: 'two', review_id: null },
    ]);

    const host = await bench.start(database, { queueSize: 0 });
    try {
      const lena = await signIn(host.url, 'lena');
      const text = await (await lena.request('/api/log/export')).text();
      expect(verifyWhole(text)).toMatchObject({ faults: [], lines: order.length, signed: order.length });
      expect(readLogFile(text).end).toBeDefined();
    } finally {
      await host.stop();
    }
  });

  it('loses what an erasure of today takes where one of an earlier version left it, and nothing that was said since', async () => {
    await makeOld(FINISHED);
    const message = 'Wendelin should send the newer payslip.';
    const why = ['Wendelin’s file is the largest of the week.'];
    const proposal = { ...sampleProposals.refund, id: 'LEFT', why, createdAt: '2026-11-01T08:00:00Z' };
    const since = { codes: ['other'], text: 'The receipt was found after all.' };
    const { review, entries } = live(
      'LEFT',
      [
        { type: 'claim' },
        { type: 'respond', message },
        { type: 'erase', reason: 'Asked to' },
        { type: 'reopen', reason: 'A receipt came.' },
        { type: 'claim' },
        { type: 'reject', reason: since },
      ],
      proposal,
    );
    const { fingerprint } = sawOf(proposal);
    // A line of that version: the three stand in it in the open, the rest behind commitments that stand for nothing any more.
    const open = (entry: AuditEntry): AuditEntry => {
      const { command, saw } = entry;
      const { entry: sealed } = sealEntry(tools, entry, () => new Uint8Array(16));
      const told = command.type === 'respond' ? { message } : {};
      const inside =
        command.type === 'propose' ? { proposal: { ...(sealed.command as typeof command).proposal, why } } : {};
      return { ...sealed, command: { ...sealed.command, ...told, ...inside }, ...(saw && { saw }) } as AuditEntry;
    };
    const erased = entries.find(({ type }) => type === 'erased') as AuditEntry;
    const left: Review = { ...review, proposal: { ...review.proposal, why } };
    await store(left, entries);
    for (const { seq, at, type, by } of entries) {
      await database.query(
        'insert into audit_entries (review_id, seq, at, type, actor_id) values ($1, $2, $3, $4, $5)',
        ['LEFT', seq, at, type, by.id],
      );
    }
    let prevHash: string | undefined;
    for (const entry of entries) {
      const { entry: sealed, disclosed } = sealEntry(tools, entry, () => new Uint8Array(16));
      const line = entry.seq < erased.seq ? open(entry) : sealed;
      const made = hashedText({ ...line, position: entry.seq, ...(prevHash !== undefined && { prevHash }) });
      prevHash = made.hash;
      await database.query(
        'insert into audit_lines (place, review_id, seq, line, hash) values ($1::bigint, $2, $1::bigint::int, $3, $4)',
        [...[entry.seq, 'LEFT', made.line, made.hash]],
      );
      for (const [pointer, { salt, value }] of Object.entries(entry.seq < erased.seq ? {} : disclosed)) {
        await database.query(
          `insert into disclosures (review_id, seq, pointer, salt, value) values ('LEFT', $1, $2, $3, $4::json)`,
          [entry.seq, pointer, salt, JSON.stringify(value)],
        );
      }
    }
    const [, , responded] = entries;
    const before = {
      ...review.decision,
      verdict: { type: 'respond', message },
      saw: sawOf(proposal),
      seq: responded?.seq,
    };
    await database.query(
      `insert into idempotency_keys (person_id, key, request, answer, at, review_id)
       values ('amara', 'one', '', $1::json, now(), 'LEFT')`,
      [JSON.stringify({ outcome: 'accepted', review: { ...left, decision: before }, entry: responded })],
    );
    for (const [id, seq, decision] of [
      ['one', 3, before],
      ['two', 7, review.decision],
    ] as const) {
      await database.query(
        `insert into effects (id, review_id, seq, type, is_held, next_at, body) values ($1, 'LEFT', $2, 'x', false, now(), $3::json)`,
        [id, seq, JSON.stringify({ id, seq, proposal: { kind: 'refund', revision: 1 }, decision })],
      );
    }
    for (const [person, typedAt] of [
      ['amara', '2026-11-01T08:59:00Z'],
      ['priya', '2026-11-01T09:30:00Z'],
    ]) {
      await database.query('insert into drafts (person_id, review_id, body, typed_at) values ($1, $2, $3::json, $4)', [
        ...[person, 'LEFT', JSON.stringify({ note: person === 'amara' ? message : since.text }), typedAt],
      ]);
    }

    await migrate(database);
    const [stored] = await database.query<{ body: Review }>('select body from reviews');
    expect(stored?.body).toEqual(review);
    expect(replay(await readEntries(database))).toEqual(review);
    const rest = JSON.stringify([
      stored,
      await database.query('select answer from idempotency_keys'),
      await database.query('select body from effects'),
      await database.query('select body from drafts'),
    ]);
    for (const gone of ['Wendelin', fingerprint]) expect(rest).not.toContain(gone);
    expect(rest.match(/The receipt was found after all/g)).toHaveLength(6);
    const [answer] = await database.query<{ answer: { entry: AuditEntry } }>('select answer from idempotency_keys');
    expect(answer?.answer.entry.erased).toEqual(expect.arrayContaining(['/command/message', '/saw/fingerprint']));

    const host = await bench.start(database, { queueSize: 0 });
    try {
      const text = await (await (await signIn(host.url, 'lena')).request('/api/log/export')).text();
      expect(verifyWhole(text)).toMatchObject({ faults: [], lines: entries.length });
    } finally {
      await host.stop();
    }
  });

  it('that holds something which cannot be sealed stays as it was', async () => {
    await makeOld();
    const { review, entries } = live('OLD-1', [{ type: 'claim' }]);
    await store(review, entries);
    let deep: unknown = 1;
    for (let depth = 0; depth < 300; depth++) deep = [deep];
    await record(entries.map((entry) => ({ ...entry, oldValue: deep as never })));
    await expect(migrate(database)).rejects.toMatchObject({ code: 'value-not-canonical' });
    const [row] = await database.query<{ version: number; body: AuditEntry }>(
      'select (select max(version) from migrations)::int as version, body from audit_entries limit 1',
    );
    expect(row).toMatchObject({ version: BEFORE, body: { reviewId: 'OLD-1' } });
  });
});
