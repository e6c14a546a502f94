import type { Cases } from './conformance.types.js';
import { accepted, expectRejection, expectSame, expectThat } from './expectations.js';
import { claimed, expectSoundRecord, historyOf, LOAN, override, pagesOf, released, send } from './steps.js';

/** More than a page of entries, whatever its size up to 52. */
const ROUNDS = 26;

export const historyCases: Cases = {
  'keeps every entry, newest first, and they replay to the stored review': {
    why: 'A record with a gap, or one that leads somewhere else, proves nothing.',
    async run({ first }) {
      for (let round = 0; round < ROUNDS; round++) {
        await released(first, await claimed(first));
        const pages = await pagesOf((cursor) => first.history(LOAN, cursor));
        const numbers = pages.flatMap(({ items }) => items.map(({ seq }) => seq));
        const count = 3 + 2 * round;
        expectSame(
          numbers,
          numbers.map((_, index) => count - index),
          'Entries are numbered without a gap, newest first:',
        );
        expectSame(numbers.length, count, 'There are so many entries:');
        expectThat(
          pages.every(({ items }) => items.length > 0),
          'A page that was promised holds an entry.',
          pages.map(({ items }) => items.length),
        );
      }
      const kept = await historyOf(first);
      accepted(await send(first, await claimed(first), override), 'An override');
      const entries = await expectSoundRecord(first);
      expectSame(entries.slice(2), kept, 'An entry that is written never changes:');
    },
  },
  'writes one entry for each accepted command, and none for a refused one': {
    why: 'What is not on the record did not happen, and what is on it did.',
    async run({ first, second }) {
      const open = await first.load(LOAN);
      const mine = await claimed(first);
      await send(second, open, { type: 'claim' });
      await send(second, mine, override);
      accepted(await send(first, mine, override), 'An override');
      const types = (await historyOf(second)).map(({ type, by }) => `${type} by ${by.id}`);
      expectSame(types.slice(0, 2), ['overridden by amara', 'claimed by amara'], 'The record says, newest first:');
      expectSame(types.length, 3, 'With the proposal there are so many entries:');
    },
  },
  'misses no entry and repeats none while others are written': {
    why: 'A record that changes while it is read is read with a hole in it.',
    async run({ first, second }) {
      for (let round = 0; round < ROUNDS + 4; round++) await released(first, await claimed(first));
      const before = (await historyOf(first)).map(({ id }) => id);
      const pages = await pagesOf(
        (cursor) => first.history(LOAN, cursor),
        async () => released(second, await claimed(second)),
      );
      const ids = pages.flatMap(({ items }) => items.map(({ id }) => id));
      expectSame(ids, [...new Set(ids)], 'No entry is on two pages:');
      expectSame(
        before.filter((id) => !ids.includes(id)),
        [],
        'No entry that was there all along is missed:',
      );
    },
  },
  'refuses a cursor of the record that it did not give': {
    why: 'To begin again without a word would show the record twice, and a loop over its pages never ends.',
    async run({ first }) {
      for (const cursor of ['nowhere', '1; drop table', '-1', '1.5', '99999999999999999999', '']) {
        await expectRejection(first.history(LOAN, cursor), `The history after the cursor ${JSON.stringify(cursor)}`);
      }
    },
  },
};
