import type { ReviewBackend } from '../../review/backend.types.js';
import type { Command, Review } from '../../review/review.types.js';
import { UNDO_LEAST, UNDO_MOST } from '../../review/undo.selectors.js';
import { samplePolicy, sampleReview } from '../sample-reviews.js';
import type { Cases, Stage } from './conformance.types.js';
import { accepted, answered, expectSame, expectThat } from './expectations.js';
import {
  amara,
  approved,
  claimed,
  expectSoundRecord,
  historyOf,
  LOAN,
  leavingUnchanged,
  override,
  priya,
  queueOf,
  send,
} from './steps.js';

const undo: Command = { type: 'undo' };
const SECOND = 1_000;

/** A verdict that can be taken back; where none can, the case is over. */
async function decided(backend: ReviewBackend, { lacks }: Pick<Stage, 'lacks'>, id = LOAN): Promise<Review> {
  const review = await approved(backend, id);
  return review.undo ? review : lacks('undo');
}

async function expectOver(backend: ReviewBackend, id: string, when: string) {
  const now = await backend.load(id);
  expectThat(now.undo === undefined, `Nothing promises an undo ${when}.`, now.undo);
  await leavingUnchanged(backend, id, async () => {
    const { why } = answered(await send(backend, now, undo), 'forbidden', `An undo ${when}`);
    expectSame(why.code, 'undo-over', 'It says that the time is over:');
  });
}

export const undoCases: Cases = {
  'takes a verdict back for its signer, and gives them the case again': {
    why: 'A slip of the hand is noticed at once; without a way back it takes effect.',
    async run(stage) {
      const { first } = stage;
      const before = await decided(first, stage);
      expectSame(before.undo?.by, amara.id, 'The verdict can be taken back by');
      expectThat(Date.parse(before.undo?.until ?? '') > Date.parse(before.updatedAt), 'It has some time.', before.undo);
      const command: Command = { type: 'undo', holder: 'window-1' };
      const { review, entry } = accepted(await send(first, before, command), 'An undo by the signer');
      expectSame([entry.type, entry.supersedes], ['undone', before.version], 'The entry says what it takes back:');
      expectSame([review.status, review.decision], ['reviewing', undefined], 'Status and decision are');
      expectSame(
        [review.claim?.by.id, review.claim?.holder, review.claim?.fence],
        [amara.id, 'window-1', entry.seq],
        'The case is claimed again, with a new token:',
      );
      const old = await send(first, review, override, { fence: before.version - 1 });
      answered(old, 'claim-lost', 'An override with the token of the first claim');
      accepted(await send(first, review, override), 'Another verdict');
      await expectSoundRecord(first);
    },
  },
  'lets nobody but the signer take a verdict back': {
    why: 'Anybody could undo what somebody else has signed.',
    async run(stage) {
      const { first, second, of } = stage;
      await decided(first, stage);
      for (const other of [second, await of(priya)]) {
        const seen = await other.load(LOAN);
        expectThat(seen.undo === undefined, 'Nobody else is offered the undo.', seen.undo);
        await leavingUnchanged(first, LOAN, async () => {
          const { why } = answered(await send(other, seen, undo), 'forbidden', 'An undo by somebody else');
          expectSame(why.code, 'not-signer', 'It says why:');
        });
      }
      expectSame((await first.load(LOAN)).undo?.by, amara.id, 'The signer still can:');
    },
  },
  'takes back the first of two signatures': {
    why: 'The second signer would confirm what the first did not mean.',
    reviews: () => [sampleReview('loan', { ...samplePolicy, secondReview: true })],
    async run(stage) {
      const { first, second } = stage;
      const before = await decided(first, stage);
      expectSame(before.state, 'pending.awaitingSecond', 'After one of two signatures it is');
      const { review } = accepted(await send(first, before, undo), 'An undo of the first signature');
      expectSame([review.state, review.signatures], ['reviewing.revealed', []], 'State and signatures are');
      const theirs = await second.load(LOAN);
      answered(await send(second, theirs, { type: 'claim' }), 'conflict', 'A claim of the second signer meanwhile');
    },
  },
  'lets no undo through while a stop holds the review': {
    why: 'What was decided is what the stop is about: it must stay to be looked at.',
    async run(stage) {
      const { first, of } = stage;
      const before = await decided(first, stage);
      const stop: Command = { type: 'hold', reason: 'The letter is being checked.', scope: 'review' };
      const held = accepted(await send(await of(priya), before, stop), 'A stop').review;
      await leavingUnchanged(first, LOAN, async () =>
        answered(await send(first, held, undo), 'held', 'An undo of a held review'),
      );
    },
  },
  'closes an undo with the next verdict, but not within 30 seconds': {
    why: 'Closed too soon, the person has no way back; left open, what was decided never takes effect.',
    needs: ['advance'],
    reviews: () => queueOf(3),
    async run(stage) {
      const { first, advance } = stage;
      await decided(first, stage, 'R01');
      await advance(UNDO_LEAST + 5 * SECOND);
      expectThat(
        (await first.load('R01')).undo !== undefined,
        'Without a next verdict the undo stays beyond 30 seconds.',
      );
      await decided(first, stage, 'R02');
      await expectOver(first, 'R01', 'after 30 seconds and the next verdict');
      await decided(first, stage, 'R03');
      await advance(UNDO_LEAST - 10 * SECOND);
      const early = await first.load('R02');
      expectThat(early.undo !== undefined, 'Within 30 seconds the undo stays, whatever is decided next.');
      await advance(15 * SECOND);
      await expectOver(first, 'R02', 'when the 30 seconds are over as well');
      accepted(await send(first, await first.load('R03'), undo), 'An undo of the last verdict');
    },
  },
  'leaves the undo of one person alone when somebody else decides': {
    why: 'In a busy team nobody could ever take anything back.',
    needs: ['advance'],
    reviews: () => queueOf(2),
    async run(stage) {
      const { first, second, advance } = stage;
      await decided(first, stage, 'R01');
      await advance(UNDO_LEAST + 5 * SECOND);
      await decided(second, stage, 'R02');
      accepted(await send(first, await first.load('R01'), undo), 'An undo after somebody else’s verdict');
    },
  },
  'closes every undo after ten minutes, and reopens instead': {
    why: 'What was decided must take effect some day; after that, the way back is a new decision on the record.',
    needs: ['advance'],
    async run(stage) {
      const { first, advance } = stage;
      const before = await decided(first, stage);
      await advance(UNDO_MOST + SECOND);
      await expectOver(first, LOAN, 'after ten minutes');
      const reopen: Command = { type: 'reopen', reason: 'The letter came in late.' };
      const { review, entry } = accepted(await send(first, await first.load(LOAN), reopen), 'A reopening');
      expectSame(
        [review.status, entry.type, entry.supersedes],
        ['pending', 'reopened', before.version],
        'Status, entry and what it takes back are',
      );
      expectSame((await historyOf(first))[1]?.type, 'approved', 'The verdict stays on the record:');
      await claimed(first);
      await expectSoundRecord(first);
    },
  },
};
