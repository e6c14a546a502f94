import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  QUEUE_FACETS,
  QUEUE_GROUPINGS,
  QUEUE_ORDERS,
  type QueueFacet,
  type QueueFilter,
} from '../../src/queue/filter.types.js';
import { createLocalQueue } from '../../src/queue/local-queue.session.js';
import { isOrderByModel, rankingOf } from '../../src/queue/queue.selectors.js';
import { dueTime, rankRows } from '../../src/queue/rank.selectors.js';
import { columnsOf, facetValues, foldedText } from '../../src/queue/row-columns.selectors.js';
import { facetOptions, filterWords, matchRows } from '../../src/queue/row-filter.selectors.js';
import { lineAt, lineHeights, offsetOf } from '../../src/queue/row-heights.selectors.js';
import {
  compacted,
  linesOf,
  placedOrder,
  positionOfPlace,
  rowsInOrder,
  withoutPlace,
} from '../../src/queue/row-list.selectors.js';
import type { ReviewSummary } from '../../src/review/review.types.js';

const few = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const measure = fc.option(fc.oneof(few(0, 0.5, 1), fc.double()), { nil: undefined });
const shape = fc.record({
  title: few('Loan', 'ÉCOLE', 'E\u0301cole', 'İstanbul', 'ΟΔΟΣ', 'loan for a car', ''),
  reference: few(undefined, 'LN-1', 'ln-22'),
  area: few(undefined, 'Credit', 'Kraków', ''),
  kind: few('loan', 'invoice', '["a","b"]'),
  status: few('pending' as const, 'reviewing' as const, 'approved' as const),
  risk: few('low' as const, 'high' as const, 'critical' as const),
  why: fc.array(few('a', 'b', 'c', '["a","b"]'), { maxLength: 3 }),
  uncertainty: fc.option(
    fc.record({ leastConfidence: measure, margin: measure, entropy: measure, expectedCost: measure }),
    { nil: undefined },
  ),
  confidence: fc.option(fc.record({ value: few(0.1, 0.9) }), { nil: undefined }),
  answerFirst: fc.boolean(),
  claimedBy: few(undefined, { id: 'amara', name: 'Amara Osei' }, { id: 'mateo', name: 'Mateo Ruiz' }),
  createdAt: few('2026-11-01T08:00:00Z', '2026-11-02T08:00:00Z', 'no date'),
  dueAt: few(undefined, '2026-11-09T08:00:00Z', '2026-11-08T08:00:00Z'),
});
const toRow = (each: object, index: number) =>
  ({ state: 'pending.open', updatedAt: '', version: 1, id: `c${index}`, ...each }) as ReviewSummary;
const rowsShape = fc.array(shape, { maxLength: 40 }).map((shapes) => shapes.map(toRow));
const filterShape: fc.Arbitrary<QueueFilter> = fc.record(
  {
    text: few('', 'loan', 'école', 'LN', 'ist', 'οδοσ', 'car loan', '  credit  LN '),
    facets: fc.record(
      {
        status: few(['pending'], ['pending', 'approved'], []),
        risk: few(['high'], ['low', 'critical'], ['none such']),
        kind: few(['loan'], ['["a","b"]']),
        area: few(['Credit'], ['csn:none']),
        why: few(['a'], ['b', 'c'], ['csn:answer-first'], ['csn:none'], ['["a","b"]']),
        claimed: few(['amara'], ['csn:none']),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

/** What filtering means, without any column. */
function passes(row: ReviewSummary, filter: QueueFilter, but?: QueueFacet): boolean {
  const text = [row.title, row.reference ?? '', row.area ?? ''].map(foldedText).join('\n');
  return (
    filterWords(filter).every((word) => text.includes(word)) &&
    QUEUE_FACETS.every((facet) => {
      const wanted = filter.facets?.[facet] ?? [];
      return facet === but || wanted.length === 0 || facetValues(row, facet).some((value) => wanted.includes(value));
    })
  );
}

const listOf = (queue: ReturnType<typeof createLocalQueue>) => {
  const { rows } = queue.getSnapshot();
  return Array.from({ length: rows.length }, (_, position) => rows.at(position) as ReviewSummary);
};
const idsOf = (rows: readonly ReviewSummary[]) => rows.map(({ id }) => id);

describe('text that is looked for', () => {
  it('is the same composed or not, in capitals or not, and keeps its accents', () => {
    expect(foldedText('E\u0301COLE')).toBe('école');
    expect(foldedText('École')).not.toContain('ecole');
    expect(foldedText('İSTANBUL')).toBe('istanbul');
    expect(foldedText('ΟΔΟΣ')).toBe(foldedText('οδοσ'));
    expect(foldedText('STRASSE')).not.toBe(foldedText('Straße'));
  });

  it('is folded once: folding again changes nothing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => foldedText(foldedText(text)) === foldedText(text)));
  });
});

describe('a queue at hand', () => {
  it('shows what a plain filter and a plain sort would, and counts what each choice would show', () => {
    fc.assert(
      fc.property(rowsShape, filterShape, few(...QUEUE_ORDERS), (rows, filter, order) => {
        const queue = createLocalQueue({ rows, filter, order, seed: 'amara' });
        const matching = rows.filter((row) => passes(row, filter));
        const by = rankingOf(order);
        const hides = isOrderByModel(order) && rows.some((row) => row.answerFirst);
        const ranked = hides ? matching.filter((row) => !row.answerFirst) : matching;
        const expected = Array.from(rankRows(ranked, { by, seed: 'amara' }).order, (place) => ranked[place]?.id);
        const shown = idsOf(listOf(queue));
        expect(shown.slice(0, expected.length)).toEqual(expected);
        expect([...shown].sort()).toEqual([...idsOf(matching)].sort());
        for (const { facet, options } of queue.getSnapshot().facets())
          for (const { value, count } of options)
            expect([facet, value, count]).toEqual([
              facet,
              value,
              rows.filter((row) => passes(row, filter, facet) && facetValues(row, facet).includes(value)).length,
            ]);
      }),
    );
  });

  it('puts each row under its own heading, in the order that it had', () => {
    fc.assert(
      fc.property(rowsShape, few(...QUEUE_GROUPINGS), few(...QUEUE_ORDERS), (rows, groupBy, order) => {
        const queue = createLocalQueue({ rows, groupBy, order, seed: 'amara' });
        const shown = listOf(queue);
        const { groups = [] } = queue.getSnapshot().rows;
        expect(groups.reduce((sum, { length }) => sum + length, 0)).toBe(rows.length);
        const ranked = rankRows(rows, { by: rankingOf(order), seed: 'amara' }).order;
        for (const { value, start, length } of groups) {
          const own = Array.from(ranked, (place) => rows[place] as ReviewSummary).filter(
            (row) => facetValues(row, groupBy)[0] === value,
          );
          expect(idsOf(shown.slice(start, start + length))).toEqual(idsOf(own));
        }
      }),
    );
  });

  it('tells nothing of what the AI says of a case to be answered first: not by order, group, facet, count or words (B-1)', () => {
    // Every case with a measure, the half of them to be answered first: what leaks has something to leak.
    const measures = fc.record({
      leastConfidence: few(0.1, 0.5),
      margin: few(0.1, 0.5),
      entropy: few(0.1, 0.5),
      expectedCost: few(1, 9),
    });
    const measured = fc.tuple(shape, measures).map(([each, uncertainty]) => ({ ...each, uncertainty }));
    const world = fc.array(fc.tuple(measured, measured), { minLength: 6, maxLength: 30 });
    fc.assert(
      fc.property(
        world,
        fc.oneof(fc.constant({}), filterShape),
        few(...QUEUE_ORDERS),
        few(undefined, ...QUEUE_GROUPINGS),
        few(0, 0.3, 1),
        (pairs, filter, order, groupBy, randomShare) => {
          const one = pairs.map(([own], index) => toRow(own, index));
          // The same cases, of which the AI says something else where it may not be known.
          const other = pairs.map(([own, ai], index) => {
            const { why, uncertainty, confidence } = ai;
            return toRow(own.answerFirst ? { ...own, why, uncertainty, confidence } : own, index);
          });
          const seen = (rows: readonly ReviewSummary[]) => {
            const queue = createLocalQueue({
              rows,
              filter,
              order,
              randomShare,
              seed: 'amara',
              ...(groupBy && { groupBy }),
            });
            return {
              ids: idsOf(listOf(queue)),
              groups: queue.getSnapshot().rows.groups,
              facets: queue.getSnapshot().facets(),
            };
          };
          expect(seen(one)).toEqual(seen(other));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('orders what is to be answered first by deadline, and by chance where that is the same', () => {
    const rows = Array.from({ length: 60 }, (_, index) =>
      toRow({ answerFirst: true, risk: 'low', why: [], ...(index % 2 && { dueAt: '2026-11-08T08:00:00Z' }) }, index),
    );
    const of = (seed: string) => listOf(createLocalQueue({ rows, order: 'margin', seed }));
    expect(
      of('amara')
        .slice(0, 30)
        .every((row) => dueTime(row) < Number.POSITIVE_INFINITY),
    ).toBe(true);
    expect(idsOf(of('amara'))).not.toEqual(idsOf(of('mateo')));
    expect(idsOf(of('amara'))).toEqual(idsOf(of('amara')));
  });

  it('is, after any row changed, what a queue of the changed rows would count, with every other row in its place', () => {
    fc.assert(
      fc.property(
        rowsShape,
        fc.array(fc.tuple(fc.nat(39), shape), { maxLength: 12 }),
        filterShape,
        few(undefined, ...QUEUE_GROUPINGS),
        (rows, changes, filter, groupBy) => {
          const query = { status: ['pending' as const, 'reviewing' as const] };
          const given = { query, filter, seed: 'amara', ...(groupBy && { groupBy }) };
          const queue = createLocalQueue({ ...given, rows });
          const now = [...rows];
          for (const [at, next] of changes) {
            const before = idsOf(listOf(queue));
            const old = now[at];
            if (!old) continue;
            const row = { ...toRow(next, at), version: old.version + 1 };
            now[at] = row;
            queue.applyOwn(row);
            const stays = query.status.includes(row.status as 'pending') && passes(row, filter);
            const after = listOf(queue);
            if (stays && !before.includes(row.id)) {
              expect(idsOf(after).sort()).toEqual([...before, row.id].sort());
            } else expect(idsOf(after)).toEqual(before.filter((id) => id !== row.id || stays));
            if (stays) expect(after).toContainEqual(row);
            const { rows: list } = queue.getSnapshot();
            for (const [position, { id }] of after.entries()) expect(list.positionOf(id)).toBe(position);
          }
          const fresh = createLocalQueue({ ...given, rows: now }).getSnapshot();
          const counted = (facets: ReturnType<typeof fresh.facets>) =>
            facets.map(({ facet, options }) => [facet, options.filter(({ count }) => count).map((each) => each)]);
          expect(counted(queue.getSnapshot().facets())).toEqual(counted(fresh.facets()));
          expect(queue.getSnapshot().unfilteredCount).toBe(fresh.unfilteredCount);
        },
      ),
    );
  });

  it('takes a row that is wanted again back into its place, also after another filter', () => {
    const rows = [0, 1, 2].map((at) => toRow({ title: 'Loan', risk: 'low', why: [], status: 'pending' }, at));
    const ids = idsOf(rows);
    const [, second] = rows as [ReviewSummary, ReviewSummary, ReviewSummary];
    const query = { status: ['pending' as const, 'reviewing' as const] };
    const queue = createLocalQueue({ rows, query, seed: '', groupBy: 'risk' });
    const all = idsOf(listOf(queue));
    expect([...all].sort()).toEqual(ids);
    const approve = (version: number) => queue.applyOwn({ ...second, status: 'approved', version });
    const undo = (version: number) => queue.applyOwn({ ...second, version });
    approve(second.version + 1);
    const { rows: without } = queue.getSnapshot();
    expect(without.length).toBe(2);
    undo(second.version + 2);
    expect(idsOf(listOf(queue))).toEqual(all);
    expect(queue.getSnapshot().rows.positionOf(second.id)).toBe(all.indexOf(second.id));
    expect(queue.getSnapshot().rows.groups).toMatchObject([{ start: 0, length: 3 }]);
    // What was given out before does not change.
    expect(without.length).toBe(2);
    approve(second.version + 3);
    queue.setFilter({ text: 'loan' });
    undo(second.version + 4);
    expect(idsOf(listOf(queue))).toEqual(all);
  });

  it('keeps a newer row when an older word of it comes late', () => {
    const rows = [toRow({ title: 'Loan', risk: 'low', why: [], status: 'pending' }, 0)];
    const queue = createLocalQueue({ rows: [{ ...(rows[0] as ReviewSummary), version: 5 }], seed: '' });
    queue.applyOwn({ ...(rows[0] as ReviewSummary), title: 'Older', version: 4 });
    expect(queue.getSnapshot().rows.at(0)?.title).toBe('Loan');
  });
});

describe('rows that are looked up', () => {
  it('are those that are left, wherever some have gone', () => {
    const steps = fc.array(fc.nat(19), { maxLength: 25 });
    fc.assert(
      fc.property(fc.shuffledSubarray([...Array(20).keys()]), steps, fc.boolean(), (order, gone, isCompacted) => {
        let placed = placedOrder(Uint32Array.from(order), 20);
        for (const place of gone) placed = withoutPlace(placed, place);
        if (isCompacted) placed = compacted(placed);
        const left = order.filter((place) => !gone.includes(place));
        const rows = rowsInOrder(
          Array.from({ length: 20 }, (_, place) => toRow({}, place)),
          (id) => Number(id.slice(1)),
          placed,
          (place) => (place % 2 === 0 ? 'due' : 'random'),
        );
        expect(rows.length).toBe(left.length);
        expect(Array.from({ length: left.length }, (_, at) => rows.at(at)?.id)).toEqual(left.map((each) => `c${each}`));
        for (const [at, place] of left.entries()) expect(rows.reasonAt?.(at)).toBe(place % 2 === 0 ? 'due' : 'random');
        expect([rows.at(-1), rows.at(left.length)]).toEqual([undefined, undefined]);
        for (let place = 0; place < 20; place++) expect(positionOfPlace(placed, place)).toBe(left.indexOf(place));
      }),
    );
  });

  it('stand one below the other with their headings, each line known by its row and the reverse', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 6 }), (lengths) => {
        let start = 0;
        const groups = lengths.map((length, at) => {
          const group = { by: 'area' as const, value: `g${at}`, start, length };
          start += length;
          return group;
        });
        const lines = linesOf({ length: start, at: () => undefined, positionOf: () => -1, groups });
        const expected = groups.flatMap((group) => [
          { group },
          ...Array.from({ length: group.length }, (_, at) => ({ position: group.start + at })),
        ]);
        expect(Array.from({ length: lines.length }, (_, line) => lines.at(line))).toEqual(expected);
        for (let position = 0; position < start; position++)
          expect(lines.at(lines.lineOf(position))).toEqual({ position });
      }),
    );
  });
});

describe('heights of lines', () => {
  it('add up as those of every single line would, and every pixel has its line', () => {
    const seen = fc.uniqueArray(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 200 })), { selector: ([line]) => line });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), seen, (count, heights) => {
        const known = lineHeights(count, 60, heights);
        const each = Array.from({ length: count }, (_, line) => heights.find(([at]) => at === line)?.[1] ?? 60);
        let sum = 0;
        for (let line = 0; line < count; line++) {
          expect(offsetOf(known, line)).toBe(sum);
          expect(lineAt(known, sum)).toBe(line);
          sum += each[line] as number;
          expect(lineAt(known, sum - 1)).toBe(line);
        }
        expect(offsetOf(known, count)).toBe(sum);
        expect(lineAt(known, sum + 500)).toBe(count - 1);
        expect(lineAt(known, -5)).toBe(0);
      }),
    );
  });
});

it('reads a list of no rows', () => {
  expect(
    facetOptions(columnsOf([]), matchRows(columnsOf([]), {}).counts).every(({ options }) => options.length === 0),
  ).toBe(true);
  expect(createLocalQueue({ rows: [], seed: '' }).getSnapshot().rows.at(0)).toBeUndefined();
});
