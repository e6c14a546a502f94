import { existsSync, readFileSync, statSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { historyOf } from '../../example/server/audit-log.js';
import type { Database, Queryable } from '../../example/server/database.js';
import type { Effect } from '../../example/server/effects.js';
import type { Host } from '../../example/server/host.js';
import { ExportOvertakenError, exportLog, exportState } from '../../example/server/log-export.js';
import { LogKeyError, openLogKeys } from '../../example/server/log-keys.js';
import { readEntries } from '../../example/server/log-lines.js';
import { hashedText, tools } from '../../example/server/log-tools.js';
import { policyFor } from '../../example/server/policy.js';
import {
  type AuditEntry,
  type Checkpoint,
  ERASED,
  fromHex,
  type LogKey,
  leafOf,
  type Page,
  type Policy,
  type Proposal,
  type RecordedEntry,
  type RecordService,
  type Review,
  type Reviewer,
  type ReviewSummary,
  replay,
  verifyInclusion,
  verifyMulti,
} from '../../src/core.js';
import { isContinued } from '../../src/verify/index.js';
import { calculates, readCsv } from '../audit/export.fixtures.js';
import { accept, commandOn, sightOf, signIn, type Visitor } from './host.fixtures.js';
import { isGenuine, LOG_DATABASES, type LogBench, openLogBench, readLogFile, verifyWhole } from './log.fixtures.js';

interface CheckpointAnswer {
  checkpoint: Checkpoint;
  fault?: string;
}

describe.each(LOG_DATABASES)('the record of the reference host on %s', (name) => {
  let bench: LogBench;
  let database: Database;
  let host: Host;
  const visitors = new Map<string, Visitor>();

  beforeAll(async () => {
    bench = await openLogBench(name);
  });
  afterAll(() => bench?.close());
  afterEach(async () => {
    await host?.stop();
    visitors.clear();
  });

  async function begin(options = {}) {
    database = await bench.fresh();
    host = await bench.start(database, options);
  }
  async function as(person: string): Promise<Visitor> {
    const known = visitors.get(person) ?? (await signIn(host.url, person));
    visitors.set(person, known);
    return known;
  }
  async function restart(options = {}) {
    await host.stop();
    visitors.clear();
    host = await bench.start(database, options);
  }
  const load = async (id: string) => (await as('amara')).get<Review>(`/api/reviews/${id}`);
  async function fresh(search = 'risk=low&risk=medium'): Promise<Review> {
    const { items } = await (await as('amara')).get<Page<ReviewSummary>>(
      `/api/reviews?status=pending&${search}&limit=1`,
    );
    return load(items[0]?.id as string);
  }
  async function decide(person = 'amara', text = 'The applicant moved abroad.'): Promise<Review> {
    const visitor = await as(person);
    const mine = await accept(visitor, await fresh(), { type: 'claim' });
    return accept(visitor, mine, { type: 'reject', reason: { codes: ['other'], text } });
  }
  const exported = async (search = '') => (await (await as('lena')).request(`/api/log/export${search}`)).text();
  const newest = async () => (await as('lena')).get<CheckpointAnswer>('/api/log/checkpoint');
  const log = async (search: string) => (await as('lena')).get<Page<RecordedEntry>>(`/api/log?${search}`);

  it('is for auditors and supervisors, who are told so in words', async () => {
    await begin();
    for (const path of [
      '',
      '/export',
      '/export.csv',
      '/export.html',
      '/state',
      '/keys',
      '/checkpoint',
      '/consistency?from=1',
      '/inclusion?position=1',
    ]) {
      for (const person of ['amara', 'jonas']) {
        const answer = await (await as(person)).request(`/api/log${path}`);
        expect([path, person, answer.status]).toEqual([path, person, 403]);
        expect(await answer.json()).toMatchObject({
          error: { code: 'role-missing', message: expect.stringContaining('auditors and supervisors') },
        });
      }
      for (const person of ['lena', 'priya']) {
        const answer = await (await as(person)).request(`/api/log${path}`);
        expect([path, person, answer.status]).toEqual([path, person, 200]);
        await answer.arrayBuffer();
      }
      expect((await fetch(`${host.url}/api/log${path}`)).status).toBe(401);
    }
  });

  it('tells whoever may still decide nothing that they are to find out for themselves', async () => {
    await begin();
    const first = await as('amara');
    const mine = await accept(first, await fresh('risk=critical'), { type: 'claim' });
    const signed = await accept(first, mine, {
      type: 'reject',
      reason: { codes: ['other'], text: 'Seven letters came back.' },
    });
    expect(signed.state).toBe('pending.awaitingSecond');
    const priya = await as('priya');
    for (const path of [
      '/export',
      `/export?reviewId=${mine.id}`,
      '/export.csv',
      `/export.csv?reviewId=${mine.id}`,
      '/export.html?lang=de',
      '/state',
      '/inclusion?position=1',
      '/consistency?from=1',
    ]) {
      const answer = await priya.request(`/api/log${path}`);
      expect([path, answer.status]).toEqual([path, 403]);
      expect(await answer.json()).toMatchObject({ error: { code: 'record-withheld' } });
    }
    const other = await fresh();
    expect((await priya.request(`/api/log/export?reviewId=${other.id}`)).status).toBe(200);
    const page = await priya.get<Page<RecordedEntry>>(`/api/log?reviewId=${mine.id}`);
    expect(JSON.stringify(page.items.slice(0, 2))).not.toMatch(/Seven letters|Amara|reject/);
    expect(page.items[0]).toMatchObject({ type: 'withheld' });
    expect(page.items.map(({ proof }) => proof !== undefined)).toEqual([false, false, true]);
    expect((await priya.get<Page<RecordedEntry>>('/api/log?text=seven%20letters')).items).toEqual([]);
    const history = await priya.get<Page<RecordedEntry>>(`/api/reviews/${mine.id}/history`);
    expect(history.items[0]).not.toHaveProperty('proof');
    expect(history.items.at(-1)).toHaveProperty('proof');

    // Once the second decision is in, it is everybody's to read.
    const second = await accept(priya, await priya.get<Review>(`/api/reviews/${mine.id}`), { type: 'claim' });
    const done = await accept(priya, second, {
      type: 'reject',
      reason: { codes: ['other'], text: 'The letters came back.' },
    });
    // Nor can they look at it and think again.
    expect(done.undo).toBeUndefined();
    expect((await priya.post(done.id, commandOn(done, { type: 'undo' }))).body).toMatchObject({
      outcome: 'forbidden',
      why: { code: 'first-shown' },
    });
    expect(await database.query('select * from undo_windows where review_id = $1', [done.id])).toEqual([]);
    expect(await (await priya.request(`/api/log/export?reviewId=${mine.id}`)).text()).toContain('Seven letters');
  });

  it('tells nobody who guesses an entry that is kept from them whether they guessed right', async () => {
    await begin();
    const [amara, priya] = [await as('amara'), await as('priya')];
    // Handed out, and not asked for with what was on a screen: everything in such an entry can be guessed.
    const given = await amara.backend.claims?.next?.({ risk: ['critical'] }, { idempotencyKey: 'one' });
    if (!given) throw new Error('There is no critical case.');
    const [claim] = await readEntries(database, [given.id]).then((entries) => entries.slice(-1));
    expect(claim).toMatchObject({ type: 'claimed', by: { id: 'amara' } });
    await accept(amara, given, { type: 'approve' });
    const lines = await database.query<{ place: number; review_id: string; hash: string }>(
      'select place::int as place, review_id, hash from audit_lines order by place',
    );
    const kept = lines.filter(({ review_id }) => review_id === given.id).slice(1);
    expect(kept).toHaveLength(2);
    // What the extract of another case and a checkpoint have, seen by whoever knows every other line.
    const next = await fresh();
    await accept(amara, next, { type: 'claim' });
    const file = readLogFile(await (await priya.request(`/api/log/export?reviewId=${next.id}`)).text());
    const { size = 0, nodes = [] } = file.proof ?? {};
    expect(size).toBe(lines.length + 1);
    expect(nodes.length).toBeGreaterThan(0);
    const known = lines.filter(({ review_id }) => review_id === given.id);
    const { hash: guess } = hashedText({
      ...(claim as AuditEntry),
      position: kept[0]?.place as number,
      prevHash: known[0]?.hash as string,
    });
    expect(guess).not.toBe(kept[0]?.hash);
  });

  it('tells by no filter who signed first, what they decided and when', async () => {
    let now = Date.parse('2026-11-29T10:00:00Z');
    await begin({ clock: () => now });
    const [amara, priya] = [await as('amara'), await as('priya')];
    now += 60_000;
    const { id, ...open } = await fresh('risk=critical');
    const mine = await accept(amara, { id, ...open }, { type: 'claim' });
    const claimedAt = now;
    now += 60_000;
    await accept(amara, mine, { type: 'reject', reason: { codes: ['other'], text: 'Seven letters came back.' } });
    const signedAt = now;
    now += 60_000;
    const found = async (search: string) => {
      const { items, total } = await priya.get<Page<RecordedEntry>>(`/api/log?reviewId=${id}&${search}`);
      expect(items.length).toBe(total);
      return total;
    };
    const verdicts = ['approved', 'overridden', 'rejected', 'responded', 'abstained'];
    for (const type of verdicts) expect([type, await found(`types=${type}`)]).toEqual([type, 0]);
    for (const person of ['amara', 'mateo', 'jonas']) {
      expect([person, await found(`actor=${person}`)]).toEqual([person, 0]);
      expect((await priya.get<Page<RecordedEntry>>(`/api/log?actor=${person}`)).total).toBe(0);
    }
    // By the times that are shown: both are when a second signer began to be waited for.
    const iso = (time: number) => new Date(time).toISOString();
    for (const time of [claimedAt - 1, claimedAt + 1, signedAt]) {
      expect([await found(`types=claimed&to=${iso(time)}`), await found(`types=claimed&from=${iso(time)}`)]).toEqual([
        0, 1,
      ]);
      const whole = await priya.request(`/api/log/export?reviewId=${id}&to=${iso(time)}`);
      const early = await priya.request(`/api/log/export?reviewId=${id}&from=2026-11-29T00:00:00Z&to=${iso(time)}`);
      expect([whole.status, early.status]).toEqual([403, 403]);
    }
    expect(await found(`from=${iso(signedAt)}&to=${iso(signedAt + 1)}`)).toBe(2);
    expect(await found('types=claimed')).toBe(1);
    expect(await found('limit=200')).toBe(3);
    // Other cases are found as they are, and all of them are counted.
    now += 60_000;
    const other = await decide();
    const { total, items } = await priya.get<Page<RecordedEntry>>('/api/log?types=rejected&types=claimed');
    expect([total, items.map(({ reviewId }) => reviewId)]).toEqual([3, [other.id, other.id, id]]);
    // Once both have signed, so is this one.
    const second = await accept(priya, await priya.get<Review>(`/api/reviews/${id}`), { type: 'claim' });
    await accept(priya, second, { type: 'reject', reason: { codes: ['other'], text: 'The letters came back.' } });
    expect([await found('types=rejected'), await found('actor=amara')]).toEqual([2, 2]);
  });

  it('keeps a period before a revision from whoever may still sign, whose case looks younger by it', async () => {
    let now = Date.parse('2026-11-29T10:00:00Z');
    await begin({ clock: () => now });
    const [amara, priya] = [await as('amara'), await as('priya')];
    const mine = await accept(amara, await fresh('risk=critical'), { type: 'claim' });
    const words = { codes: ['other'], text: 'Seven letters came back.' };
    const signed = await accept(amara, mine, { type: 'reject', reason: words });
    const { id } = await accept(amara, await accept(amara, signed, { type: 'undo' }), { type: 'release' });
    now += 60_000;
    const to = new Date(now).toISOString();
    now += 60_000;
    const system = { kind: 'system', id: 'trainer', name: 'Trainer' } as const;
    await host.store.reviseOpen(
      database,
      ({ id: each, proposal }) =>
        each === id ? { ...proposal, revision: 2, createdAt: new Date(now).toISOString() } : undefined,
      system,
    );
    for (const file of ['export', 'export.csv', 'export.html']) {
      const answer = await priya.request(`/api/log/${file}?to=${to}`);
      expect([file, answer.status]).toEqual([file, 403]);
      expect(await answer.text()).not.toContain('Seven letters');
    }
  });

  it('gives nobody the digest of an entry that follows one that is kept from them', async () => {
    await begin();
    const [amara, priya] = [await as('amara'), await as('priya')];
    const mine = await accept(amara, await fresh('risk=critical'), { type: 'claim' });
    const { id } = await accept(amara, mine, { type: 'approve' });
    const second = await accept(priya, await priya.get<Review>(`/api/reviews/${id}`), { type: 'claim' });
    const proofs = async () => {
      const [history, page] = [
        await priya.get<Page<RecordedEntry>>(`/api/reviews/${id}/history`),
        await priya.get<Page<RecordedEntry>>(`/api/log?reviewId=${id}`),
      ];
      expect(page.items).toEqual(history.items);
      return history.items.map(({ by, proof }) => [by.id, proof !== undefined]);
    };
    const [proposed] = (await proofs()).slice(-1);
    expect(await proofs()).toEqual([['priya', false], ['withheld', false], ['withheld', false], proposed]);
    expect(proposed?.[1]).toBe(true);
    const table = await (await priya.request(`/api/reviews/${id}/export.csv`)).text();
    await accept(priya, second, { type: 'approve' });
    expect((await proofs()).map(([, isProved]) => isProved)).toEqual([true, true, true, true, true]);
    const { items } = await priya.get<Page<RecordedEntry>>(`/api/reviews/${id}/history`);
    const told = items.filter(({ proof }) => table.includes(proof?.hash as string));
    expect(told.map(({ seq }) => seq)).toEqual([1]);
  });

  it('is a table and a document of some days, with places and digests, and says on its face which days', async () => {
    let now = Date.parse('2026-11-29T10:00:00Z');
    await begin({ clock: () => now });
    await openMany(600);
    now += 60_000;
    const from = new Date(now).toISOString();
    const { id } = await decide('amara', '=1+1, as the letter says');
    now += 60_000;
    const to = new Date(now).toISOString();
    await decide();
    const lena = await as('lena');
    const lines = async (search: string) => readLogFile(await exported(search)).records;
    const table = async (search: string) => {
      const answer = await lena.request(`/api/log/export.csv${search}`);
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      const [head = [], ...rows] = readCsv(await answer.text());
      return { head, rows, column: (name: string) => rows.map((row) => row[head.indexOf(name)]), answer };
    };
    const period = `?from=${from}&to=${to}`;
    const { answer, column, rows } = await table(period);
    expect(answer.headers.get('content-disposition')).toMatch(
      /filename="record-2026-11-29T10-01-to-2026-11-29T10-02-2/,
    );
    expect(column('type')).toEqual(['claimed', 'rejected']);
    expect(column('review')).toEqual([id, id]);
    expect(column('period')).toEqual(Array(2).fill(`from ${from} before ${to}`));
    expect(rows.flat().filter(calculates)).toEqual([]);
    const records = await lines(period);
    expect(column('position')).toEqual(records.map(({ entry }) => String(entry.position)));
    expect(column('hash')).toEqual(records.map(({ hash }) => hash));
    // More than is read at a time.
    const whole = await table('');
    expect(whole.column('hash')).toEqual((await lines('')).map(({ hash }) => hash));
    expect(whole.head).not.toContain('period');

    const document = await lena.request(`/api/log/export.html${period}&lang=de`);
    expect(document.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await document.text();
    expect(html).toContain('Alle Fälle');
    expect(html).toContain('29. Nov. 2026');
    expect(html).toContain('Ende des Dokuments: 2 Einträge.');
    expect(records.filter(({ hash }) => !html.includes(hash))).toEqual([]);
    for (const search of ['export.html?lang=xx', 'export.csv?lang=de', 'export.csv?from=yesterday']) {
      expect([search, (await lena.request(`/api/log/${search}`)).status]).toEqual([search, 400]);
    }
  });

  it('reads no more of a long record than a page of it needs', async () => {
    await begin();
    const [amara, priya] = [await as('amara'), await as('priya')];
    let review = await fresh('risk=critical');
    for (let count = 0; count < 70; count++) {
      review = await accept(amara, review, { type: 'claim' });
      review = await accept(amara, review, { type: 'release' });
    }
    const { reviewer } = await priya.get<{ reviewer: Reviewer }>('/api/session');
    let rows = 0;
    const counting = (on: Queryable): Queryable => ({
      ...on,
      query: async <Row>(text: string, values?: readonly unknown[]) => {
        const read = await on.query<Row>(text, values);
        rows += read.length;
        return read;
      },
    });
    const page = await historyOf(
      { ...database, transaction: (work) => database.transaction((tx) => work(counting(tx))) },
      ...([review.id, await sightOf(database, reviewer)] as const),
    );
    expect(page?.total).toBe(141);
    expect(page?.items.filter(({ proof }) => proof)).toEqual([]);
    expect(rows).toBeLessThan(100);
  });

  it('goes on with no state of the cases once something in it is kept from its reader', async () => {
    await begin();
    await openMany(600);
    const { proposal } = await fresh();
    await host.store.open([{ ...proposal, id: 'ZZ-TWO' }], () => policyFor('critical'));
    const { reviewer } = await (await as('priya')).get<{ reviewer: Reviewer }>('/api/session');
    const pieces = exportState(database, await sightOf(database, reviewer));
    expect((await pieces.next()).done).toBe(false);
    await accept(await as('amara'), await load('ZZ-TWO'), { type: 'claim' });
    await expect(pieces.next()).rejects.toMatchObject({ code: 'record-withheld' });
    expect((await pieces.next()).done).toBe(true);
    const lena = exportState(database, await sightOf(database, { id: 'lena', name: 'Lena Vogt', roles: ['auditor'] }));
    let text = '';
    for await (const piece of lena) text += piece;
    expect(text).toContain('"id":"ZZ-TWO"');
  });

  it('is exported twice at a time by one person, and not for long by who does not read', async () => {
    await begin({ exportIdle: 2_000 });
    const { proposal } = await fresh();
    const facts = Array.from({ length: 4 }, (_, at) => ({ name: `Fact ${at}`, value: 'y'.repeat(7_000) }));
    const proposals = Array.from(
      { length: 600 },
      (_, at): Proposal => ({ ...proposal, id: `LONG-${at}`, subject: { title: `Case ${at}`, facts } }),
    );
    await openAll(proposals);
    const [lena, priya] = [await as('lena'), await as('priya')];
    const state = (visitor: Visitor) => visitor.request('/api/log/state');
    const stalled = [await state(lena), await state(lena)];
    expect(stalled.map(({ status }) => status)).toEqual([200, 200]);
    const third = await state(lena);
    expect([third.status, await third.json()]).toMatchObject([429, { error: { code: 'too-many-requests' } }]);
    // Somebody else is not kept waiting, and reads all of it.
    expect((await (await state(priya)).text()).split('\n').length).toBeGreaterThan(600);
    await expect
      .poll(
        async () => {
          const answer = await state(lena);
          await answer.body?.cancel();
          return answer.status;
        },
        { timeout: 20_000, interval: 500 },
      )
      .toBe(200);
    for (const response of stalled) await expect(response.text()).rejects.toThrow();
  }, 60_000);

  it('is read newest first, by case, time, person, type and words', async () => {
    await begin();
    const one = await decide('amara', 'He has a "second" income.');
    const two = await decide('mateo');
    const all = await log('limit=200');
    expect(all.total).toBe(all.items.length);
    expect(all.items.map(({ proof }) => proof?.position)).toEqual(all.items.map((_, at) => all.items.length - at));
    expect(all.items[0]).toMatchObject({
      reviewId: two.id,
      type: 'rejected',
      reason: { text: 'The applicant moved abroad.' },
    });
    expect((await log(`reviewId=${one.id}`)).items.map(({ type }) => type)).toEqual([
      'rejected',
      'claimed',
      'proposed',
    ]);
    expect((await log('actor=mateo')).items.map(({ reviewId }) => reviewId)).toEqual([two.id, two.id]);
    expect((await log('types=rejected&types=claimed')).total).toBe(4);
    const words = await log(`text=${encodeURIComponent('a "SECOND" income')}`);
    expect(words.items.map(({ id }) => id)).toEqual([`${one.id}:3`]);
    const numbered = await log(`text=${one.proposal.subject.reference ?? one.id}`);
    expect(numbered.items.map(({ reviewId }) => reviewId)).toEqual([one.id, one.id, one.id]);
    expect((await log('text=reasoncodes')).items).toEqual([]);
    const at = all.items[2]?.at as string;
    const [before, after] = [await log(`to=${at}&limit=200`), await log(`from=${at}&limit=200`)];
    expect([...after.items, ...before.items].map(({ id }) => id)).toEqual(all.items.map(({ id }) => id));

    const seen: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page: Page<RecordedEntry> = await log(`limit=7${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(seen).toEqual(all.items.map(({ id }) => id));
  });

  it('refuses what it cannot answer', async () => {
    await begin();
    const lena = await as('lena');
    for (const [search, code] of [
      ['cursor=x', 'cursor-invalid'],
      ['cursor=0', 'cursor-invalid'],
      ['cursor=1234567890123456789', 'cursor-invalid'],
      ['limit=0', 'query-invalid'],
      ['limit=201', 'query-invalid'],
      ['types=decided', 'query-invalid'],
      ['from=yesterday', 'query-invalid'],
      ['text=%00', 'query-invalid'],
      ['color=blue', 'query-invalid'],
    ]) {
      const answer = await lena.request(`/api/log?${search}`);
      expect([search, answer.status, await answer.json()]).toMatchObject([search, 400, { error: { code } }]);
    }
    for (const path of [
      'export?to=soon',
      'consistency?from=x',
      'consistency?from=9999',
      'consistency',
      'inclusion?position=9999',
      'inclusion',
    ]) {
      expect([path, (await lena.request(`/api/log/${path}`)).status]).toEqual([path, 400]);
    }
    expect((await lena.request('/api/log/inclusion?position=0')).status).toBe(404);
  });

  it('is exported whole, or a part of it with its proof, and verifies with nothing but the key', async () => {
    await begin();
    const { id } = await decide();
    await decide('mateo');
    const { keys } = await (await as('lena')).get<{ keys: LogKey[] }>('/api/log/keys');
    const answer = await (await as('lena')).request('/api/log/export');
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="countersign-log-\d+T\d+\.jsonl"$/,
    );
    const text = await answer.text();
    const whole = readLogFile(text);
    expect(verifyWhole(text, keys)).toMatchObject({
      faults: [],
      signed: whole.header.entries,
      lines: whole.header.entries,
    });
    expect(whole.end).toEqual({ entries: whole.header.entries, disclosures: whole.disclosures.length });

    for (const [search, count] of [
      [`?reviewId=${id}`, 3],
      [`?from=2026-01-01T00:00:00Z&reviewId=${id}`, 3],
      ['?from=2099-01-01T00:00:00%2B01:00', 0],
    ] as const) {
      const part = readLogFile(await exported(search));
      expect(part.records).toHaveLength(count);
      expect(part.header.scope).toBeDefined();
      const last = part.header.checkpoints.at(-1) as Checkpoint;
      expect(isGenuine(last, keys)).toBe(true);
      const claim = {
        indices: part.records.map(({ entry }) => entry.position - 1),
        leaves: part.records.map(({ hash }) => leafOf(tools, hash)),
        size: last.size,
        nodes: (part.proof?.nodes ?? []).map(fromHex),
        root: fromHex(last.root),
      };
      expect(verifyMulti(tools.hash, claim)).toBe(true);
      expect(part.end?.entries).toBe(count);
    }
  });

  it('proves one entry, and that it has only grown', async () => {
    await begin();
    await decide();
    const before = (await newest()).checkpoint;
    const { items } = await log('limit=1');
    const [{ proof: place } = {}] = items;
    const { position, hash } = place as NonNullable<RecordedEntry['proof']>;
    await decide('mateo');
    const lena = await as('lena');
    const answer = await lena.get<{ hash: string; checkpoint: Checkpoint; proof: string[] }>(
      `/api/log/inclusion?position=${position}`,
    );
    const { checkpoint } = answer;
    expect(answer.hash).toBe(hash);
    const claim = {
      leaf: leafOf(tools, hash),
      index: position - 1,
      size: checkpoint.size,
      proof: answer.proof.map(fromHex),
      root: fromHex(checkpoint.root),
    };
    expect(verifyInclusion(tools.hash, claim)).toBe(true);
    expect(verifyInclusion(tools.hash, { ...claim, index: position - 2 })).toBe(false);
    const { proof } = await lena.get<{ proof: string[] }>(
      `/api/log/consistency?from=${before.size}&to=${checkpoint.size}`,
    );
    expect(isContinued(before, checkpoint, proof)).toBe(true);
    expect(isContinued({ ...before, root: checkpoint.root }, checkpoint, proof)).toBe(false);
  });

  it('is signed after so many lines, after a while, and at the end', async () => {
    await begin({ checkpointTimes: { lines: 3, wait: 300 } });
    const sizes = async () =>
      (await database.query<{ size: number }>('select size::int as size from checkpoints order by size')).map(
        ({ size }) => size,
      );
    await expect.poll(sizes).toEqual([20]);
    await accept(await as('amara'), await fresh(), { type: 'claim' });
    await expect.poll(sizes, { timeout: 5_000 }).toEqual([20, 21]);
    const size = async () => (await sizes()).at(-1) ?? 0;
    for (let at = 0; at < 2; at++) await decide('mateo');
    await expect.poll(size, { timeout: 5_000 }).toBeGreaterThanOrEqual(24);
    await host.stop();
    expect(await size()).toBe(25);
    await bench.start(database).then((next) => {
      host = next;
    });
    visitors.clear();
    expect(verifyWhole(await exported())).toMatchObject({ faults: [], signed: 25 });
  });

  it('is exported as it stood when it was asked for, while commands come in', async () => {
    await begin();
    await openMany(1_200);
    const { checkpoint } = await newest();
    const response = await (await as('lena')).request('/api/log/export');
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const decoder = new TextDecoder();
    let text = decoder.decode((await reader.read()).value, { stream: true });
    await decide();
    await decide('mateo');
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
    expect(verifyWhole(text)).toMatchObject({ faults: [], lines: checkpoint.size, signed: checkpoint.size });
    expect(readLogFile(text).end).toBeDefined();
  });

  /** Reviews of the host's own system, as many as there may be. */
  async function openMany(count: number) {
    const { proposal } = await fresh();
    const proposals = Array.from(
      { length: count },
      (_, at): Proposal => ({ ...proposal, id: `MANY-${at}`, subject: { ...proposal.subject, title: `Case ${at}` } }),
    );
    await openAll(proposals);
  }

  async function openAll(proposals: readonly Proposal[]) {
    for (let at = 0; at < proposals.length; at += 100) {
      await host.store.open(proposals.slice(at, at + 100), ({ risk }) => policyFor(risk));
      // The database stands in the way of everything else: connections that were idle for too long go now, not under a request.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it('stops an export once its reader has gone', async () => {
    await begin();
    await openMany(1_500);
    const statements: string[] = [];
    const { query } = database;
    const record = (await as('lena')).backend.record as RecordService;
    let count = 0;
    for await (const bytes of record.export({})) {
      count += bytes.length;
      break;
    }
    expect(count).toBeGreaterThan(0);
    database.query = ((sql: string, parameters?: readonly unknown[]) => {
      statements.push(sql);
      return query(sql, parameters);
    }) as Database['query'];
    try {
      await expect
        .poll(async () => {
          statements.length = 0;
          await new Promise((resolve) => setTimeout(resolve, 300));
          return statements.filter((sql) => sql.includes('audit_lines')).length;
        })
        .toBe(0);
      // Its place is free again, as soon as the server has heard of it.
      for (let at = 0; at < 5; at++) {
        const begin = async () => {
          for await (const _ of record.export({})) return true;
        };
        await expect.poll(() => begin().catch(() => false), { timeout: 5_000 }).toBe(true);
      }
      await expect
        .poll(async () => (await exported('?reviewId=MANY-1')).includes('"end"'), { timeout: 5_000 })
        .toBe(true);
    } finally {
      database.query = query;
    }
  });

  it('reaches the page through the backend', async () => {
    await begin();
    const { id } = await decide();
    const { backend } = await as('lena');
    const record = backend.record as RecordService;
    expect((await record.log({ reviewId: id, types: ['rejected', 'claimed'], limit: 1 })).items).toMatchObject([
      { type: 'rejected', proof: { position: expect.any(Number), hash: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    ]);
    const chunks: Uint8Array[] = [];
    for await (const bytes of record.export({ reviewId: id })) chunks.push(bytes);
    expect(readLogFile(Buffer.concat(chunks).toString()).records).toHaveLength(3);
    expect(await record.keys()).toEqual([
      { id: expect.any(String), publicKey: expect.any(String), from: expect.any(String) },
    ]);
    const refused = (await as('amara')).backend.record as RecordService;
    await expect(refused.log({})).rejects.toMatchObject({
      code: 'request-refused',
      status: 403,
      reason: 'role-missing',
    });
    await expect(refused.export({})[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'request-refused',
      reason: 'role-missing',
    });
  });

  describe('an erasure', () => {
    const WORDS = /Wendelin|moved to Oslo|net income|Oslo branch|hospital/;
    const policy: Policy = {
      ...policyFor('low'),
      roles: { ...policyFor('low').roles, erase: ['supervisor'], preserve: ['supervisor'] },
    };

    async function openCase(id: string): Promise<Review> {
      const { proposal } = await fresh();
      const subject = { title: 'Loan for Wendelin', reference: `Wendelin-${id}` };
      await host.store.open([{ ...proposal, id, subject }], () => policy);
      return load(id);
    }

    /** A case with words in every place that keeps some. */
    async function talkOver(id: string) {
      const [amara, mateo] = [await as('amara'), await as('mateo')];
      let review = await openCase(id);
      await mateo.backend.drafts?.save(id, { message: 'Wendelin moved to Oslo.' });
      review = await accept(amara, review, { type: 'claim' });
      review = await accept(amara, review, { type: 'ask', question: 'Is it the net income?', to: 'Branch' });
      review = await accept(mateo, review, { type: 'answer', answer: 'The Oslo branch says so.' });
      review = await accept(mateo, review, { type: 'hold', reason: 'He is in hospital.', scope: 'review' });
      const key = crypto.randomUUID();
      await amara.post(id, commandOn(review, { type: 'claim' }), key);
      review = await accept(await as('priya'), review, { type: 'resume' });
      review = await accept(amara, review, { type: 'claim' });
      const last = {
        key: crypto.randomUUID(),
        request: commandOn(review, { type: 'reject', reason: { codes: ['other'], text: 'Wendelin moved to Oslo.' } }),
      };
      const { body } = await amara.post(id, last.request, last.key);
      return { review: (body as { review: Review }).review, last };
    }

    const tables = async () => {
      const names = await database.query<{ name: string }>(
        `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
      );
      const found: Record<string, string[]> = {};
      for (const { name: table } of names) {
        const rows = await database
          .query<{ row: string }>(`select row_to_json(t)::text as row from "${table}" t`)
          .catch(() => []);
        const with_ = rows.map(({ row }) => row).filter((row) => WORDS.test(row));
        if (with_.length > 0) found[table] = with_;
      }
      return found;
    };

    it('leaves the words in no table, the record in one piece, and says who and why', async () => {
      await begin();
      const { review, last } = await talkOver('ERA-1');
      const other = await talkOver('ERA-2');
      expect(Object.keys(await tables())).toEqual(['disclosures', 'drafts', 'effects', 'idempotency_keys', 'reviews']);
      const before = await exported();
      const priya = await as('priya');
      const erased = await accept(priya, review, { type: 'erase', reason: 'Article 17, file 12' });
      expect(erased.proposal.subject).toEqual({ title: ERASED });
      const left = await tables();
      expect(
        Object.values(left)
          .flat()
          .filter((row) => row.includes('ERA-1')),
      ).toEqual([]);
      expect(Object.keys(left)).toContain('disclosures');

      // The record verifies, before and after; what was said reads as erased, and by whom.
      const after = await exported();
      expect(verifyWhole(before)).toMatchObject({ faults: [] });
      expect(verifyWhole(after)).toMatchObject({ faults: [] });
      expect(after).not.toMatch(/Wendelin-ERA-1/);
      expect(after).toMatch(/Wendelin-ERA-2/);
      const { items } = await log('reviewId=ERA-1');
      expect(items[0]).toMatchObject({
        type: 'erased',
        by: { id: 'priya' },
        command: { reason: 'Article 17, file 12' },
      });
      expect(items[1]).toMatchObject({ type: 'rejected', reason: { codes: ['other'], text: ERASED } });
      expect((await log('text=wendelin-era-1')).items).toEqual([]);
      const entries = await readEntries(database, ['ERA-1']);
      const [stored] = await database.query<{ body: Review }>('select body from reviews where id = $1', ['ERA-1']);
      expect(replay(entries)).toEqual(stored?.body);

      // A repeat is answered as it was, without the words; a draft that comes late does not bring them back.
      const again = await (await as('amara')).post('ERA-1', last.request, last.key);
      expect(again.body).toMatchObject({ outcome: 'accepted', entry: { type: 'rejected', reason: { text: ERASED } } });
      expect(JSON.stringify(again.body)).not.toMatch(WORDS);
      await (await as('mateo')).backend.drafts?.save('ERA-1', {
        message: 'Wendelin moved to Oslo.',
        typedAt: '2026-01-01T00:00:00Z',
      });
      expect(await (await as('mateo')).backend.drafts?.load('ERA-1')).toBeUndefined();
      const [effect] = await database.query<{ body: Effect }>('select body from effects where review_id = $1', [
        'ERA-1',
      ]);
      expect(effect?.body).toMatchObject({ decision: { verdict: { type: 'reject' }, reason: { text: ERASED } } });
      expect((await load(other.review.id)).proposal.subject.title).toContain('Wendelin');
    });

    it('is refused under a legal hold, to whoever may not, and then erases nothing', async () => {
      await begin();
      const { review } = await talkOver('ERA-1');
      const count = async () =>
        (
          await database.query<{ count: number }>(
            `select count(*)::int as count from disclosures
             where review_id = 'ERA-1' and pointer <> '/saw/fingerprint'`,
          )
        )[0]?.count;
      const before = await count();
      const amara = await as('amara');
      expect((await amara.post('ERA-1', commandOn(review, { type: 'erase', reason: 'Asked to' }))).body.outcome).toBe(
        'forbidden',
      );
      const priya = await as('priya');
      const kept = await accept(priya, review, { type: 'preserve', reason: 'Case 4 O 12/26' });
      expect((await priya.post('ERA-1', commandOn(kept, { type: 'erase', reason: 'Asked to' }))).body).toMatchObject({
        outcome: 'forbidden',
        why: { code: 'legal-hold' },
      });
      expect(await count()).toBe(before);
      const lifted = await accept(priya, kept, { type: 'lift', reason: 'Settled' });
      await accept(priya, lifted, { type: 'erase', reason: 'Asked to' });
      expect(await count()).toBe(0);
    });

    it('that comes in while the log is exported leaves the file without an end', async () => {
      await begin();
      const { review } = await talkOver('ERA-1');
      await openMany(1_200);
      const response = await (await as('lena')).request('/api/log/export');
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      let text = new TextDecoder().decode((await reader.read()).value);
      await accept(await as('priya'), review, { type: 'erase', reason: 'Asked to' });
      const rest = async () => {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return;
          text += new TextDecoder().decode(value);
        }
      };
      await expect(rest()).rejects.toThrow();
      expect(text).not.toContain('"end"');
      expect(verifyWhole(await exported())).toMatchObject({ faults: [] });
    });
  });

  it('of one case is exported to its end, whatever is erased of another one meanwhile', async () => {
    await begin();
    await openMany(2);
    const [one, other] = ['MANY-0', 'MANY-1'];
    const amara = await as('amara');
    for (const id of [one, other]) {
      await accept(amara, await accept(amara, await load(id), { type: 'claim' }), { type: 'approve' });
    }
    const keys = openLogKeys({ path: bench.keyFile(), isNew: false, at: new Date().toISOString(), newest: undefined });
    const write = (reviewId: string) =>
      exportLog({ database, checkpoints: host.checkpoints, keys, clock: Date.now }, { reviewId });
    const files = [write(one), write(other)];
    for (const file of files) await file.next();
    const erase = { type: 'erase', reason: 'Article 17, file 12' } as const;
    await accept(await as('priya'), await load(other), erase);
    const rest = async (file: AsyncGenerator<string>) => {
      let text = '';
      for await (const piece of file) text += piece;
      return text;
    };
    expect(await rest(files[0] as AsyncGenerator<string>)).toContain('"end"');
    await expect(rest(files[1] as AsyncGenerator<string>)).rejects.toThrow(ExportOvertakenError);
  });

  describe('the key', () => {
    it('is kept outside the database, for its owner alone', async () => {
      await begin();
      const { mode } = statSync(bench.keyFile());
      expect((mode & 0o777).toString(8)).toBe('600');
      const { current } = JSON.parse(readFileSync(bench.keyFile(), 'utf8'));
      const { keys } = await (await as('lena')).get<{ keys: LogKey[] }>('/api/log/keys');
      expect(keys).toEqual([{ id: current.id, publicKey: current.publicKey, from: current.from }]);
      const secret = current.privateKey.split('\n')[1];
      expect(secret).toMatch(/.{20}/);
      expect(await exported()).not.toContain(secret);
    });

    it('is renewed, and what the old one signed still verifies', async () => {
      await begin();
      await decide();
      const before = (await newest()).checkpoint;
      await restart({ isNewLogKey: true });
      const { keys } = await (await as('lena')).get<{ keys: LogKey[] }>('/api/log/keys');
      expect(keys).toHaveLength(2);
      expect(keys[0]).toMatchObject({ id: before.keyId, until: keys[1]?.from });
      expect(readFileSync(bench.keyFile(), 'utf8').match(/PRIVATE KEY/g)).toHaveLength(2);
      await decide('mateo');
      const after = (await newest()).checkpoint;
      expect(after.keyId).toBe(keys[1]?.id);
      const text = await exported();
      expect(verifyWhole(text)).toMatchObject({ faults: [], signed: after.size });
      expect(verifyWhole(text, keys.slice(1)).faults).toContainEqual({ kind: 'key-unknown', position: before.size });
      await restart();
      expect((await newest()).fault).toBeUndefined();
    });

    it('has to be the one that signed before: a server with another one does not start', async () => {
      await begin();
      await decide();
      await newest();
      await host.stop();
      bench.forgetKeys();
      await expect(bench.start(database)).rejects.toThrow(LogKeyError);
      await expect(bench.start(database)).rejects.toThrow(/there is no key in .*log-key\.json.*--new-log-key/);
      expect(existsSync(bench.keyFile())).toBe(false);
      // Said to be lost, it is begun anew; what it signed cannot be verified any more, and what follows can.
      host = await bench.start(database, { isNewLogKey: true });
      visitors.clear();
      await decide('mateo');
      expect((await newest()).fault).toBeUndefined();
      await restart();
      expect((await newest()).fault).toBeUndefined();
    });
  });

  it('is one log for two servers, which sign it in turn and never twice', async () => {
    await begin({ checkpointTimes: { lines: 2, wait: 100 } });
    const other = await bench.start(
      { ...database, close: async () => {} },
      { checkpointTimes: { lines: 2, wait: 100 } },
    );
    try {
      await openMany(40);
      const [amara, mateo] = [await as('amara'), await signIn(other.url, 'mateo')];
      await Promise.all(
        Array.from({ length: 40 }, async (_, at) => {
          const visitor = at % 2 === 0 ? amara : mateo;
          const mine = await accept(visitor, await visitor.get<Review>(`/api/reviews/MANY-${at}`), { type: 'claim' });
          await accept(visitor, mine, { type: 'release' });
          await (at % 4 === 0 ? host : other).checkpoints.take();
        }),
      );
      const lena = await signIn(other.url, 'lena');
      const [one, two] = [await exported(), await (await lena.request('/api/log/export')).text()];
      for (const text of [one, two]) expect(verifyWhole(text)).toMatchObject({ faults: [] });
      const sizes = readLogFile(two).header.checkpoints.map(({ size }) => size);
      expect(sizes.length).toBeGreaterThan(3);
      expect(new Set(sizes).size).toBe(sizes.length);
      expect([host.checkpoints.fault, other.checkpoints.fault]).toEqual([undefined, undefined]);
      const [entries, lines] = [await readEntries(database), readLogFile(two).records];
      expect(lines.map(({ entry }) => entry.position)).toEqual(entries.map((_, at) => at + 1));
    } finally {
      await other.stop();
    }
  });
});
