import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { readEntries } from '../../example/server/log-lines.js';
import { policyFor } from '../../example/server/policy.js';
import { sampleProposals } from '../../src/backends/sample-reviews.js';
import { type Command, type Policy, type Proposal, type Review, replay, sawOf } from '../../src/core.js';
import { accept, commandOn, signIn, type Visitor } from './host.fixtures.js';
import { LOG_DATABASES, type LogBench, openLogBench, verifyWhole } from './log.fixtures.js';

/** In every text that somebody could have written: nothing may be left that holds it. */
const MARK = 'Zqwendelin';
let count = 0;
/** Another one each time, so that what is left can be told apart. */
const said = (what: string) => `${MARK} ${what} ${++count}`;

const policy: Policy = {
  ...policyFor('low'),
  ...{
    blindFirst: false,
    secondReview: false,
    signature: false,
    recordViews: true,
    evidenceGate: false,
    freshReviewer: false,
  },
  reasons: { override: 'code', reject: 'code', abstain: 'code' },
  roles: { erase: ['supervisor'], preserve: ['supervisor'], resume: ['supervisor'] },
};

/** A proposal with a mark in every text but its values, how they read, and the ids of what it is made of. */
const marked = (id: string, revision: number): Proposal => ({
  ...sampleProposals.loan,
  id,
  revision,
  subject: {
    ...{ title: said('title'), reference: said('reference'), area: said('area'), factsTitle: said('facts') },
    facts: [{ name: said('name'), value: said('value') }],
  },
  explanation: {
    summary: said('summary'),
    factors: [
      { id: 'area', name: said('factor'), value: said('value'), typical: said('typical'), contribution: revision },
    ],
    unit: said('unit'),
    counterEvidence: [{ text: said('counter') }],
    evidence: [{ id: 'letter', title: said('evidence'), note: said('note'), href: `https://bank.example/${MARK}` }],
    limits: [said('limit')],
    method: said('method'),
  },
  why: [said('why'), said('why')],
});

describe.each(LOG_DATABASES)('an erasure on %s', (name) => {
  let bench: LogBench;
  let database: Database;
  let host: Host;
  let people: Record<'amara' | 'mateo' | 'priya' | 'lena', Visitor>;

  beforeAll(async () => {
    bench = await openLogBench(name);
  }, 60_000);
  afterAll(() => bench?.close());
  afterEach(() => host?.stop());

  async function begin() {
    database = await bench.fresh();
    host = await bench.start(database);
    const names = ['amara', 'mateo', 'priya', 'lena'] as const;
    const visitors = await Promise.all(names.map((person) => signIn(host.url, person)));
    people = Object.fromEntries(names.map((person, at) => [person, visitors[at]])) as typeof people;
  }
  const load = (id: string) => people.amara.get<Review>(`/api/reviews/${id}`);
  async function tell(id: string, ...steps: [who: keyof typeof people, command: Command][]): Promise<Review> {
    let review = await load(id);
    for (const [who, command] of steps) review = await accept(people[who], review, command);
    return review;
  }

  /** Rows of every table there is that hold something. */
  async function found(what: RegExp): Promise<Record<string, string[]>> {
    const tables = await database.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    );
    const left: Record<string, string[]> = {};
    for (const { name: table } of tables) {
      const rows = await database.query<{ row: string }>(`select row_to_json(t)::text as row from "${table}" t`);
      const hits = rows.flatMap(({ row }) => row.match(what)?.[0] ?? []);
      if (hits.length > 0) left[table] = hits;
    }
    return left;
  }

  const reason = (what: string) => ({ codes: ['other'], text: said(what) });

  it('leaves no text of any command or proposal in any table, answer or export, and no fingerprint to try them out', async () => {
    await begin();
    const id = 'ERA-1';
    const [first, second] = [marked(id, 1), marked(id, 2)];
    await host.store.open([first], () => policy);
    const { mateo, priya, lena } = people;
    const early = await load(id);
    await mateo.backend.drafts?.save(id, { message: said('draft') });
    await tell(
      id,
      ...([
        ['amara', { type: 'claim' }],
        ['mateo', { type: 'view', of: 'case' }],
        ['amara', { type: 'ask', question: said('question'), to: 'Branch' }],
        ['mateo', { type: 'answer', answer: said('answer') }],
        ['amara', { type: 'claim' }],
        ['amara', { type: 'skip', reason: reason('skip') }],
        ['priya', { type: 'assign', to: { id: 'amara', name: 'Amara Osei' }, note: said('assign') }],
        ['amara', { type: 'claim' }],
        ['amara', { type: 'escalate', to: policy.escalateTo?.[0] ?? 'Branch', note: said('note') }],
        ['mateo', { type: 'hold', reason: said('hold'), scope: 'review' }],
        ['priya', { type: 'resume', reason: said('resume') }],
      ] as [keyof typeof people, Command][]),
    );
    const system = { kind: 'system', id: 'server', name: 'System' } as const;
    await database.transaction((tx) =>
      host.store.reviseOpen(tx, (review) => (review.id === id ? second : undefined), system),
    );
    const verdicts: Command[] = [
      { type: 'approve', reason: reason('approve') },
      { type: 'override', value: 'approve', reason: reason('override') },
      { type: 'reject', reason: reason('reject') },
      { type: 'abstain', reason: reason('abstain') },
      { type: 'respond', message: said('message'), reason: reason('respond') },
    ];
    for (const [at, verdict] of verdicts.entries()) {
      if (at > 0) await tell(id, ['priya', { type: 'reopen', reason: said('reopen') }]);
      await tell(id, ['amara', { type: 'claim' }], ['amara', verdict]);
    }
    const held = {
      command: { type: 'hold', reason: said('held'), scope: 'review' } as const,
      key: crypto.randomUUID(),
    };
    await mateo.post(id, commandOn(await load(id), held.command), held.key);
    const decided = await load(id);

    const outcome = { value: 'deny', knownAt: '2026-01-01T00:00:00Z', source: said('source') };
    const put = await priya.request(`/api/reviews/${id}/outcome`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(outcome),
    });
    expect(put.status).toBe(200);

    const prints = [first, second].map((proposal) => sawOf(proposal).fingerprint);
    const own = new RegExp([MARK, ...prints].join('|'));
    const before = await found(own);
    expect(Object.keys(before)).toEqual([
      'disclosures',
      'drafts',
      'effects',
      'idempotency_keys',
      'outcomes',
      'reviews',
    ]);

    const erased = await accept(priya, decided, { type: 'erase', reason: 'Article 17, file 12' });
    // Late, from a screen that was open all the time.
    await mateo.post(id, { ...commandOn(early, { type: 'view', of: 'case' }), expectedVersion: erased.version });
    expect(await found(new RegExp(`.{0,60}(${own.source}).{0,40}`))).toEqual({});

    const paths = ['history', 'export.csv', 'export.html', 'explanation'].map((what) => `reviews/${id}/${what}`);
    for (const path of [`reviews/${id}`, ...paths, `log?reviewId=${id}`, `log/export?reviewId=${id}`]) {
      const answer = await lena.request(`/api/${path}`);
      expect([path, answer.status]).toEqual([path, 200]);
      expect([path, (await answer.text()).match(own)?.[0]]).toEqual([path, undefined]);
    }
    const again = await mateo.post(id, commandOn(decided, held.command), held.key);
    expect(JSON.stringify(again.body)).not.toMatch(own);

    expect(await database.query('select value, source from outcomes')).toEqual([
      { value: 'deny', source: '[erased by law]' },
    ]);
    for (const change of [`source = 'Loan ledger'`, `value = '"approve"'`]) {
      await expect(database.query(`update outcomes set ${change}`)).rejects.toThrow('added and never changed');
    }
    const entries = await readEntries(database, [id]);
    const [stored] = await database.query<{ body: Review }>('select body from reviews where id = $1', [id]);
    expect(replay(entries)).toEqual(stored?.body);
    expect(verifyWhole(await (await lena.request('/api/log/export')).text())).toMatchObject({ faults: [] });
  }, 120_000);

  it('takes a draft that does not say when it was typed for one from before', async () => {
    await begin();
    await host.store.open([marked('ERA-1', 1)], () => policy);
    const review = await tell(
      'ERA-1',
      ['amara', { type: 'claim' }],
      ['amara', { type: 'reject', reason: reason('no') }],
    );
    await people.amara.backend.drafts?.save('ERA-1', { message: said('draft') });
    await accept(people.priya, review, { type: 'erase', reason: 'Article 17, file 12' });
    // Of two people: one had a draft when the words went, the other had none.
    for (const { backend } of [people.amara, people.mateo]) {
      await backend.drafts?.save('ERA-1', { message: said('late') });
      await backend.drafts?.save('ERA-1', { message: said('late'), typedAt: '2026-01-01T00:00:00Z' });
      expect(await backend.drafts?.load('ERA-1')).toBeUndefined();
    }
    expect(await found(new RegExp(`${MARK} late`))).toEqual({});
    await people.mateo.backend.drafts?.save('ERA-1', { message: 'New', typedAt: new Date().toISOString() });
    expect(await people.mateo.backend.drafts?.load('ERA-1')).toMatchObject({ message: 'New' });
  }, 60_000);
});
