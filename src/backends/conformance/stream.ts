import type { ReviewBackend, ReviewChange, SubscribeOptions } from '../../review/backend.types.js';
import type { Cases } from './conformance.types.js';
import { expectSame, expectThat } from './expectations.js';
import { amara, approved, claimed, mateo, pagesOf, queueOf, released, wait } from './steps.js';

/** How long a stream is given to open, in milliseconds: it says where it begins, but not to whom it is not yet open. */
const OPENING = 300;
/** How long to listen for what must not come, in milliseconds. */
const SILENCE = 100;

interface Followed {
  heard: readonly ReviewChange[];
  gaps(): number;
  stop(): void;
  /** Waits for what must be heard. */
  hears(holds: (heard: readonly ReviewChange[]) => boolean, what: string): Promise<void>;
}

/** Listens, and gives the stream the time to open. */
async function follow(backend: ReviewBackend, patience: number, options: SubscribeOptions = {}): Promise<Followed> {
  const heard: ReviewChange[] = [];
  let gaps = 0;
  const stop = backend.subscribe?.((change) => heard.push(change), { ...options, onGapFind: () => gaps++ });
  if (options.since === undefined) await wait(OPENING);
  return {
    heard,
    gaps: () => gaps,
    stop: () => stop?.(),
    async hears(holds, what) {
      const end = Date.now() + patience;
      while (!holds(heard) && Date.now() < end) await wait(20);
      const told = heard.map(({ cursor, summary }) => `${cursor}: ${summary.id} version ${summary.version}`);
      expectThat(holds(heard), what, told.join(', ') || undefined);
    },
  };
}

const newestOf = (heard: readonly ReviewChange[], id: string) =>
  heard.filter(({ summary }) => summary.id === id).at(-1)?.summary.version;

/** Versions of one review only grow. The same change may come twice. */
function expectOrder(heard: readonly ReviewChange[]) {
  const newest = new Map<string, number>();
  const cursors = new Set<string>();
  for (const { cursor, summary } of heard) {
    if (cursors.has(cursor)) continue;
    cursors.add(cursor);
    const before = newest.get(summary.id) ?? 0;
    expectThat(
      summary.version >= before,
      `The versions of ${summary.id} are told in their order, after ${before} a later one.`,
      summary.version,
    );
    newest.set(summary.id, summary.version);
  }
}

export const streamCases: Cases = {
  'pushes what others do': {
    why: 'A queue that stands still sends two people to one case.',
    needs: ['subscribe'],
    async run({ first, second, patience }) {
      const stream = await follow(first, patience);
      const review = await claimed(second);
      await stream.hears((heard) => heard.length > 0, 'The claim of somebody else is pushed.');
      const { summary } = stream.heard[0] as ReviewChange;
      expectSame([summary.id, summary.claimedBy?.id], [review.id, mateo.id], 'It says which case, and who has it:');
      stream.stop();
      const count = stream.heard.length;
      await released(second, review);
      await wait(SILENCE);
      expectSame(stream.heard.length, count, 'Nothing comes after unsubscribing; so many changes were heard:');
    },
  },
  'goes on after the position that it is given': {
    why: 'A laptop that slept would show the queue of an hour ago until somebody reloads.',
    needs: ['subscribe'],
    reviews: () => queueOf(3),
    async run({ first, second, of, patience }) {
      const before = await follow(first, patience);
      await claimed(second, 'R01');
      await before.hears((heard) => newestOf(heard, 'R01') === 2, 'The claim of R01 is pushed.');
      before.stop();
      await approved(second, 'R02');
      await released(second, await second.load('R01'));
      const since = (before.heard.at(-1) as ReviewChange).cursor;
      for (const [who, backend] of [
        ['The same page', first],
        ['A reloaded page', await of(amara)],
      ] as const) {
        const after = await follow(backend, patience, { since });
        await after.hears(
          (heard) => newestOf(heard, 'R01') === 3 && newestOf(heard, 'R02') === 3,
          `${who} is told everything that it missed.`,
        );
        await claimed(second, 'R03');
        await after.hears((heard) => newestOf(heard, 'R03') !== undefined, `${who} is told what happens from then on.`);
        after.stop();
        expectOrder(after.heard);
        expectSame(after.gaps(), 0, 'A position that is known is no gap; there were');
        await released(second, await second.load('R03'));
      }
    },
  },
  'loses nothing between the pages and the stream': {
    why: 'What happens while the list is loading is in neither, unless the stream begins first and misses nothing.',
    needs: ['subscribe'],
    reviews: () => queueOf(6),
    async run({ first, second, patience }) {
      const stream = await follow(first, patience);
      const work = async (id: string) => {
        for (let round = 0; round < 3; round++) await released(second, await claimed(second, id));
        await approved(second, id);
      };
      const working = Promise.all(['R01', 'R03', 'R06'].map(work));
      const pages = await pagesOf((cursor) => first.list({ limit: 2, ...(cursor !== undefined && { cursor }) }));
      await working;
      const listed = new Map(pages.flatMap(({ items }) => items.map(({ id, version }) => [id, version] as const)));
      const stored = (await first.list({})).items;
      // Whoever follows takes the list, and then whatever the stream says.
      const known = (heard: readonly ReviewChange[], id: string) => newestOf(heard, id) ?? listed.get(id);
      await stream.hears(
        (heard) => stored.every(({ id, version }) => known(heard, id) === version),
        `List and stream lead to ${stored.map(({ id, version }) => `${id} version ${version}`).join(', ')}.`,
      );
      await wait(SILENCE);
      stream.stop();
      expectOrder(stream.heard);
      expectSame(
        stored.map(({ id }) => known(stream.heard, id)),
        stored.map(({ version }) => version),
        'No version goes back afterwards:',
      );
    },
  },
  'says so when it does not know the position': {
    why: 'After a restored backup or a cleared log the stream goes on as if nothing were missing.',
    needs: ['subscribe'],
    async run({ first, second, patience }) {
      const before = await follow(first, patience);
      await claimed(second);
      await before.hears((heard) => heard.length > 0, 'The claim is pushed.');
      before.stop();
      // Of the form of a position, and further than any that was ever given.
      const since = `${before.heard[0]?.cursor}999999`;
      const after = await follow(first, patience, { since });
      await after.hears(() => after.gaps() > 0, `For the position "${since}" onGapFind is called.`);
      await released(second, await second.load('LN-20417'));
      await after.hears((heard) => heard.length > 0, 'The stream goes on from then.');
      after.stop();
    },
  },
};
