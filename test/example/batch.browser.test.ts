import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '../../example/server/host.js';
import { policyFor } from '../../example/server/policy.js';
import {
  batchFirst,
  type CommandResult,
  type Page as ListPage,
  type RecordedEntry,
  type Review,
} from '../../src/core.js';
import { accept, commandOn, openReusable, signIn, startTestHost, type Visitor } from './host.fixtures.js';
import { hostPage, openBrowser, signedIn } from './page.fixtures.js';

const IDS = ['SMALL-1', 'SMALL-2', 'SMALL-3', 'SMALL-4'];
const FIRST = batchFirst(IDS, 'mateo') as string;
const OTHERS = IDS.filter((id) => id !== FIRST);
const [TAKEN = '', OTHER = ''] = OTHERS;

describe('several cases at once, in the browser of one person while another one works', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let files: Awaited<ReturnType<typeof hostPage>>;
  let host: Host;
  let browser: Browser;
  let page: Page;
  let amara: Visitor;
  let mateo: Visitor;

  beforeAll(async () => {
    engine = await openReusable();
    files = await hostPage();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await engine?.close();
  });
  beforeEach(async () => {
    host = await startTestHost({ database: await engine.fresh(), page: files, queueSize: 2 });
    [amara, mateo] = await Promise.all([signIn(host.url, 'amara'), signIn(host.url, 'mateo')]);
    const [row] = (await amara.get<ListPage<{ id: string }>>('/api/reviews')).items;
    const { proposal } = await amara.get<Review>(`/api/reviews/${row?.id}`);
    const proposals = IDS.map((id) => ({
      ...proposal,
      id,
      subject: { title: `A small credit, ${id}`, reference: id },
      value: 'approve',
      risk: 'low' as const,
      confidence: {
        value: 0.07,
        ofValue: 0.93,
        of: 'Default',
        calibration: { method: 'Platt scaling', n: 400, asOf: new Date().toISOString(), error: 0.03 },
      },
    }));
    await host.store.open(proposals, () => ({ ...policyFor('low'), batchApprove: 'allowed' }));
    page = await signedIn(browser, host.url, 'mateo');
    await page.getByRole('grid').waitFor();
  });
  afterEach(async () => {
    await page?.context().close();
    await host?.stop();
  });

  const panel = () => page.getByRole('region', { name: 'Approve together' });
  const load = (id: string) => amara.get<Review>(`/api/reviews/${id}`);
  async function select() {
    for (const id of IDS) await page.getByRole('row').filter({ hasText: id }).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Approve together…' }).click();
    await panel().getByText('All 4 selected can be approved together.').waitFor();
  }
  /** As a curious person would, in the console of their own browser. */
  const approveByHand = (id: string, batch: object, fence: number, version: number, saw: object) =>
    page.evaluate(
      async ([reviewId, given, claim, expectedVersion, seen]) => {
        const response = await fetch(`/api/reviews/${reviewId}/commands`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-requested-with': 'countersign',
            'idempotency-key': crypto.randomUUID(),
          },
          body: JSON.stringify({
            command: { type: 'approve', batch: given },
            expectedVersion,
            fence: claim,
            saw: seen,
          }),
        });
        return (await response.json()) as unknown;
      },
      [id, batch, fence, version, saw] as const,
    ) as Promise<CommandResult>;

  it('approves what it can once one was opened, and says by itself of the case that was taken in between', async () => {
    await select();
    const approve = panel().getByRole('button', { name: 'Approve 4 cases' });
    expect(await approve.getAttribute('aria-disabled')).toBe('true');
    await panel()
      .getByRole('button', { name: `Open ${FIRST}` })
      .first()
      .click();
    await page.getByRole('article').getByText(`A small credit, ${FIRST}`).waitFor();
    await expect.poll(() => approve.getAttribute('aria-disabled')).toBeNull();

    // Amara takes one after Mateo has approved, and before it is that one's turn.
    await page.route(
      '**/commands',
      async (route) => {
        await accept(amara, await load(TAKEN), { type: 'claim' });
        await route.continue();
      },
      { times: 1 },
    );
    await approve.click();
    await panel()
      .getByText(/^3 approved/)
      .waitFor();
    const theirs = panel().getByRole('listitem').filter({ hasText: TAKEN });
    expect(await theirs.textContent()).toContain('Somebody else is working on it.');
    expect(await load(TAKEN)).toMatchObject({ status: 'reviewing', claim: { by: { id: 'amara' } } });

    const approved = await Promise.all(IDS.filter((id) => id !== TAKEN).map(load));
    expect(approved.map(({ status, decision }) => [status, decision?.batch?.opened])).toEqual(
      approved.map(({ id }) => ['approved', id === FIRST]),
    );
    expect(new Set(approved.map(({ decision }) => decision?.batch?.id)).size).toBe(1);
    const { items } = await amara.get<ListPage<RecordedEntry>>(`/api/reviews/${OTHER}/history`);
    expect(items[0]).toMatchObject({ type: 'approved', exposure: { batch: { size: 4, opened: false } } });

    await panel().getByRole('button', { name: 'Take back 3 cases' }).click();
    await panel()
      .getByText(/^3 taken back/)
      .waitFor();
    for (const id of IDS.filter((each) => each !== TAKEN))
      expect(await load(id)).toMatchObject({ state: 'pending.open' });
  });

  it('is refused by the server where the page is gone around: without opening, for others, beyond the limit', async () => {
    const claimed = await accept(mateo, await load(OTHER), { type: 'claim' });
    const { saw } = commandOn(claimed, { type: 'approve' });
    const problemOf = async (batch: object) => {
      const answer = await approveByHand(OTHER, batch, claimed.claim?.fence as number, claimed.version, saw);
      return answer.outcome === 'invalid' ? answer.issues[0]?.detail?.problem : answer.outcome;
    };
    expect(await problemOf({ id: 'by-hand', cases: IDS, opened: true })).toBe('unopened');
    // Looked at by somebody else.
    await accept(amara, await load(FIRST), { type: 'view', of: 'case' });
    expect(await problemOf({ id: 'by-hand', cases: IDS })).toBe('unopened');
    await accept(mateo, await load(FIRST), { type: 'view', of: 'case' });
    expect(await problemOf({ id: 'by-hand', cases: [...IDS, 'NOBODY-1'] })).toBe('unknown-case');
    expect(await problemOf({ id: 'by-hand', cases: [...IDS, 'A', 'B', 'C', 'D', 'E', 'F', 'G'] })).toBe('too-many');
    expect(await problemOf({ id: 'by-hand', cases: [OTHER] })).toBe('too-few');
    expect(await load(OTHER)).toMatchObject({ status: 'reviewing' });
    // What was refused has begun no batch: the same id is free for the one that is right, which begins with the case that was opened.
    expect(await problemOf({ id: 'by-hand', cases: IDS })).toBe('not-begun');
    const begun = await accept(mateo, await load(FIRST), { type: 'claim' });
    const first = await approveByHand(
      FIRST,
      { id: 'by-hand', cases: IDS },
      begun.claim?.fence as number,
      begun.version,
      commandOn(begun, { type: 'approve' }).saw,
    );
    expect(first.outcome).toBe('accepted');
    expect(await problemOf({ id: 'by-hand', cases: IDS })).toBe('accepted');
  });
});
