import type { ReviewQuery } from '../../review/backend.types.js';
import { initialReview } from '../../review/lifecycle.selectors.js';
import { samplePolicy, sampleProposals, sampleReview } from '../sample-reviews.js';
import type { Cases, Stage } from './conformance.types.js';
import { expectRejection, expectSame, expectThat } from './expectations.js';
import { claimed, LOAN, mateo, pagesOf, queued, queueOf, released } from './steps.js';

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

/** Reads a list to its end while others work, and checks what has to hold whatever they do. */
async function readWhile(
  { first }: Stage,
  query: ReviewQuery & { limit: number },
  present: readonly string[],
  between: (pages: number) => Promise<unknown>,
) {
  const pages = await pagesOf((cursor) => first.list({ ...query, ...(cursor !== undefined && { cursor }) }), between);
  const ids = pages.flatMap(({ items }) => idsOf(items));
  expectSame(ids, [...new Set(ids)], 'No row is on two pages:');
  const missed = present.filter((id) => !ids.includes(id));
  expectSame(missed, [], 'No row that was there all along is missed:');
  const sizes = pages.slice(0, -1).map(({ items }) => items.length);
  expectSame(
    sizes,
    sizes.map(() => query.limit),
    'Every page but the last is full:',
  );
}

export const listCases: Cases = {
  'lists every review once, page by page': {
    why: 'A case that is on no page waits for ever, and one on two pages is worked on twice.',
    reviews: () => Object.values(sampleProposals).map((proposal) => initialReview(proposal, samplePolicy)),
    async run({ first }) {
      const pages = await pagesOf((cursor) => first.list({ limit: 2, ...(cursor !== undefined && { cursor }) }));
      const ids = pages.flatMap(({ items }) => idsOf(items)).sort();
      const expected: string[] = Object.values(sampleProposals).map(({ id }) => id);
      expectSame(ids, expected.sort(), 'Each review is on exactly one page:');
    },
  },
  'keeps the size of a page, and ends with the last row': {
    why: 'A last page that promises another one shows a button that leads nowhere; one that ends early hides cases.',
    reviews: () => queueOf(6),
    async run({ first, second }) {
      const sizes = async (limit: number) =>
        (await pagesOf((cursor) => first.list({ limit, ...(cursor !== undefined && { cursor }) }))).map(
          ({ items }) => items.length,
        );
      for (const [limit, expected] of [
        [1, [1, 1, 1, 1, 1, 1]],
        [2, [2, 2, 2]],
        [3, [3, 3]],
        [4, [4, 2]],
        [5, [5, 1]],
        [6, [6]],
        [7, [6]],
      ] as const) {
        expectSame(await sizes(limit), expected, `Six rows in pages of ${limit} have these sizes:`);
      }
      await claimed(second, 'R06');
      const none = await first.list({ status: ['approved'], limit: 2 });
      expectSame([none.items, none.next], [[], undefined], 'A list with nothing in it is one empty page:');
    },
  },
  'counts all rows that the filters let through, where it counts': {
    why: 'A person plans the day by that number.',
    reviews: () => queueOf(5),
    async run({ first }) {
      await claimed(first, 'R02');
      const { total } = await first.list({ status: ['pending'], limit: 2 });
      if (total !== undefined) expectSame(total, 4, 'Of five reviews with one claimed, so many are pending:');
    },
  },
  'orders the list as asked': {
    why: 'What is urgent would lie below what is not.',
    reviews: () => [
      queued(3, { risk: 'low', dueAt: '2026-11-23T08:00:00Z' }),
      queued(1, { risk: 'low', dueAt: '2026-11-24T08:00:00Z', confidence: { value: 0.5 } }),
      queued(2, { risk: 'critical', dueAt: '2026-11-22T08:00:00Z' }),
    ],
    async run({ first }) {
      for (const [order, expected] of [
        ['oldest', ['R01', 'R02', 'R03']],
        ['newest', ['R03', 'R02', 'R01']],
        ['due', ['R02', 'R03', 'R01']],
      ] as const) {
        expectSame(idsOf((await first.list({ order })).items), expected, `"${order}" lists in this order:`);
      }
      for (const [order, expected] of [
        ['risk', 'R02'],
        ['least-confident', 'R01'],
      ] as const) {
        expectSame((await first.list({ order })).items[0]?.id, expected, `"${order}" begins with:`);
      }
    },
  },
  'filters by status, risk, kind and words': {
    why: 'A filter that lets others through, or hides what was asked for, is worse than none.',
    reviews: () => [sampleReview('loan'), sampleReview('refund')],
    async run({ first }) {
      await claimed(first);
      const found = async (query: ReviewQuery) => idsOf((await first.list(query)).items);
      const refund = [sampleProposals.refund.id];
      expectSame(await found({ status: ['pending'] }), refund, 'Pending is:');
      expectSame(await found({ risk: ['medium'] }), refund, 'Of medium risk is:');
      expectSame(await found({ kind: 'refund' }), refund, 'Of the kind "refund" is:');
      expectSame(await found({ text: 'RENOVATION' }), [LOAN], 'The word is in the title of:');
      for (const text of ["' or '1'='1", '%', '_', '\\', '.*', '(']) {
        expectSame(await found({ text }), [], `The text ${JSON.stringify(text)} is a text and no pattern; it is in:`);
      }
    },
  },
  'misses no row and repeats none while others claim, release and add': {
    why: 'The list changes while it is read: counting rows to skip them then loses a case or shows it twice.',
    needs: ['add'],
    reviews: () => queueOf(12),
    async run(stage) {
      const { second, add } = stage;
      const ids = idsOf(queueOf(12));
      const except = (gone: readonly string[]) => ids.filter((id) => !gone.includes(id));
      const limit = 3;
      // Before the position, at it, and after it.
      await readWhile(stage, { limit, order: 'oldest' }, ids, async (pages) => {
        if (pages === 1) await add(queued(0));
        if (pages === 1) await add(queued(13));
        if (pages === 2) await claimed(second, 'R03');
      });
      await readWhile(stage, { limit, order: 'newest' }, ids, async (pages) => {
        if (pages === 1) await add(queued(14));
        if (pages === 2) await released(second, await second.load('R03'));
      });
      await readWhile(stage, { limit, order: 'risk' }, ids, async (pages) => {
        if (pages === 1) await add(queued(15, { risk: 'critical' }));
      });
      const leaving = ['R01', 'R02', 'R03', 'R08'];
      await readWhile(stage, { limit, status: ['pending'] }, except(leaving), async (pages) => {
        if (pages === 1) for (const id of leaving) await claimed(second, id);
      });
    },
  },
  'refuses a cursor that it did not give': {
    why: 'To begin again at the first page without a word repeats every row, and a loop over the pages never ends.',
    reviews: () => queueOf(3),
    async run({ first }) {
      for (const cursor of ['nowhere', '../..', '"', '0 or 1=1', 'WyJvbGRlc3QiLCI5OTk5Il0']) {
        await expectRejection(first.list({ cursor, limit: 1 }), `A list after the cursor ${JSON.stringify(cursor)}`);
      }
      expectSame((await first.list({ limit: 1 })).items.length, 1, 'The next list works; its first page has:');
    },
  },
  'says in the list who has a case': {
    why: 'Two people would open the same case, and one of them works in vain.',
    async run({ first, second }) {
      await claimed(second);
      const [row] = (await first.list({})).items;
      expectThat(row?.claimedBy?.id === mateo.id && row.status === 'reviewing', 'The row names who claimed.', row);
    },
  },
  'shows nothing of the AI in the list while the reviewer answers first': {
    why: 'Whoever has seen the AI’s answer cannot give one of their own any more.',
    reviews: () => [sampleReview('loan', { ...samplePolicy, blindFirst: true })],
    async run({ first }) {
      const [row] = (await first.list({})).items;
      expectThat(row !== undefined && row.confidence === undefined, 'The row holds no confidence.', row);
      expectThat(row.why.length === 0, 'The row says nothing of why the AI asks.', row);
      expectThat(row.answerFirst === true, 'The row says answerFirst.', row);
    },
  },
};
