import type { ReviewBackend } from '../../review/backend.types.js';
import type { Command, Review } from '../../review/review.types.js';
import { samplePolicy, sampleReview } from '../sample-reviews.js';
import type { Cases, Stage } from './conformance.types.js';
import { accepted, answered, expectSame, expectThat } from './expectations.js';
import {
  amara,
  claimed,
  expectSoundRecord,
  historyOf,
  LOAN,
  leavingUnchanged,
  mateo,
  override,
  released,
  send,
} from './steps.js';

const reason = { codes: ['newer-file'] };

/** Whatever only the holder of the claim may do. */
const UNDER_CLAIM: readonly Command[] = [
  { type: 'approve' },
  override,
  { type: 'reject', reason },
  { type: 'respond', message: 'Please ask for the employer letter.' },
  { type: 'abstain', reason },
  { type: 'release' },
  { type: 'escalate', to: 'Priya Nair' },
  { type: 'ask', question: 'Is the employer letter genuine?', to: 'Priya Nair' },
];

/** No command under a claim goes through with a token that is not the one in force. */
async function expectFenced(backend: ReviewBackend, now: Review, fence: number | undefined, whose: string) {
  await leavingUnchanged(backend, now.id, async () => {
    for (const command of UNDER_CLAIM) {
      const answer = await send(backend, now, command, { fence });
      answered(answer, 'claim-lost', `"${command.type}" with ${whose} and the version of now`);
    }
  });
}

/** How long the claim of a review lasts, in milliseconds. */
function leaseOf({ claim }: Review, { lacks }: Stage): number {
  if (claim?.until === undefined) return lacks('lease');
  const lease = Date.parse(claim.until) - Date.parse(claim.at);
  expectThat(lease > 0, 'A lease ends after it begins.', claim);
  return lease;
}

const fenceOf = (review: Review) => review.claim?.fence ?? 0;

export const claimCases: Cases = {
  'lets exactly one of two people who claim at once have the review': {
    why: 'Two people on one case is the waste that claims are there to end.',
    async run({ first, second }) {
      const review = await first.load(LOAN);
      const claim: Command = { type: 'claim' };
      const answers = await Promise.all([send(first, review, claim), send(second, review, claim)]);
      const outcomes = answers.map(({ outcome }) => outcome).sort();
      expectSame(outcomes, ['accepted', 'conflict'], 'One claim is accepted, and one is a conflict:');
      expectSame((await historyOf(first)).length, 2, 'One claim is written; with the proposal there are:');
    },
  },
  'gives every claim a token that is greater than the ones before': {
    why: 'Only an order of tokens tells a claim from an earlier one of the same person.',
    async run({ first, second }) {
      const tokens: number[] = [];
      for (const backend of [first, second, first]) {
        const mine = await claimed(backend);
        expectSame(fenceOf(mine), mine.version, 'The token is the number of the entry that gave the claim:');
        tokens.push(fenceOf(mine));
        await released(backend, mine);
      }
      const [one = 0, two = 0, three = 0] = tokens;
      expectThat(one < two && two < three, 'Later claims have greater tokens.', tokens);
    },
  },
  'refuses a command under a claim without its token': {
    why: 'Without a token nobody can tell the window that holds the claim from one that lost it.',
    async run({ first }) {
      const mine = await claimed(first);
      await expectFenced(first, mine, undefined, 'no token');
      await expectFenced(first, mine, fenceOf(mine) - 1, 'a token that is too small');
      await expectFenced(first, mine, fenceOf(mine) + 1, 'a token that is too great');
      accepted(await send(first, mine, override), 'The override with the token in force');
    },
  },
  'refuses the token of a claim that was released and taken again': {
    why: 'A command that was stuck on the way would act on a claim it does not belong to.',
    async run({ first }) {
      const old = await claimed(first);
      await released(first, old);
      const now = await claimed(first);
      await expectFenced(first, now, fenceOf(old), 'the token of the earlier claim');
      accepted(await send(first, now, override), 'The override with the token in force');
    },
  },
  'refuses a judgement with a token that is not in force': {
    why: 'A first answer is asked for once: an old window must not give it.',
    reviews: () => [sampleReview('loan', { ...samplePolicy, blindFirst: true })],
    async run({ first }) {
      const old = await claimed(first);
      await released(first, old);
      const now = await claimed(first);
      const judge: Command = { type: 'judge', value: 'approve', confidence: 0.7 };
      for (const fence of [fenceOf(old), undefined]) {
        await leavingUnchanged(first, LOAN, async () =>
          answered(await send(first, now, judge, { fence }), 'claim-lost', `A judgement with the token ${fence}`),
        );
      }
      accepted(await send(first, now, judge), 'The judgement with the token in force');
    },
  },
  'lets a second window of one person take the claim over, and the first one no more': {
    why: 'A forgotten tab would decide with what was on its screen an hour ago.',
    async run({ first, second, of }) {
      const old = await claimed(first, LOAN, 'window-1');
      expectSame(old.claim?.holder, 'window-1', 'The claim names its window:');
      await leavingUnchanged(first, LOAN, async () => {
        const again = await send(first, old, { type: 'claim', holder: 'window-1' });
        answered(again, 'conflict', 'A second claim of the same window');
        const theirs = await send(second, old, { type: 'claim', holder: 'window-2' });
        answered(theirs, 'conflict', 'A take-over by somebody else');
      });
      const other = await of(amara);
      const now = await claimed(other, LOAN, 'window-2');
      expectSame([now.claim?.by.id, now.claim?.holder], [amara.id, 'window-2'], 'The claim is now with');
      expectThat(fenceOf(now) > fenceOf(old), 'The second window has a greater token.', now.claim);
      await expectFenced(first, now, fenceOf(old), 'the token of the first window');
      accepted(await send(other, now, override), 'The override of the second window');
      await expectSoundRecord(first);
    },
  },
  'gives a case back when the lease has run out': {
    why: 'A case whose reviewer went home waits for ever; one that is decided after somebody else took it is decided twice.',
    needs: ['advance'],
    async run(stage) {
      const { first, second, advance } = stage;
      const mine = await claimed(first);
      await advance(leaseOf(mine, stage) + 1_000);
      const late = await send(first, mine, override);
      answered(late, 'claim-lost', 'An override after the lease has run out');
      const free = await second.load(LOAN);
      expectSame([free.status, free.claim], ['pending', undefined], 'The review is free again; status and claim are');
      const [entry] = await historyOf(second);
      expectSame([entry?.type, entry?.by.kind], ['lapsed', 'system'], 'The record says that time ran out:');
      expectSame((await claimed(second)).claim?.by.id, mateo.id, 'Somebody else may have it:');
      await expectSoundRecord(second);
    },
  },
  'refuses the token of a claim that lapsed and was taken again': {
    why: 'A laptop that wakes up would go on with a claim that ended while it slept.',
    needs: ['advance'],
    async run(stage) {
      const { first, advance } = stage;
      const old = await claimed(first);
      await advance(leaseOf(old, stage) + 1_000);
      const now = await claimed(first);
      await expectFenced(first, now, fenceOf(old), 'the token of the lapsed claim');
      accepted(await send(first, now, override), 'The override with the token in force');
    },
  },
  'keeps a claim that is renewed, and writes nothing': {
    why: 'Whoever reads a long file would lose the case in the middle of it, or fill the record with heartbeats.',
    needs: ['claims.renew', 'advance'],
    async run(stage) {
      const { first, advance } = stage;
      const mine = await claimed(first);
      const lease = leaseOf(mine, stage);
      const fence = fenceOf(mine);
      let end = Date.parse(mine.claim?.until ?? '');
      for (let heartbeat = 0; heartbeat < 3; heartbeat++) {
        await advance(lease * 0.6);
        const answer = await first.claims?.renew(LOAN, { fence });
        expectThat(answer?.outcome === 'renewed', 'A heartbeat in time is answered "renewed".', answer);
        expectThat(Date.parse(answer.until) > end, 'A heartbeat moves the end of the lease.', answer);
        end = Date.parse(answer.until);
        expectSame((await first.load(LOAN)).claim?.until, answer.until, 'The review says when the claim ends now:');
      }
      expectSame((await historyOf(first)).length, 2, 'Heartbeats leave no entry; there are');
      const { review } = accepted(await send(first, mine, override), 'An override under a renewed claim');
      expectSame(review.status, 'overridden', 'The status is');
      await expectSoundRecord(first);
    },
  },
  'lets a renewed claim end when the heartbeats end': {
    why: 'One heartbeat must not keep a case for ever.',
    needs: ['claims.renew', 'advance'],
    async run(stage) {
      const { first, advance } = stage;
      const mine = await claimed(first);
      const lease = leaseOf(mine, stage);
      await advance(lease * 0.6);
      await first.claims?.renew(LOAN, { fence: fenceOf(mine) });
      await advance(lease + 1_000);
      const answer = await first.claims?.renew(LOAN, { fence: fenceOf(mine) });
      expectThat(answer?.outcome === 'claim-lost', 'A heartbeat that is too late is answered "claim-lost".', answer);
      expectSame((await first.load(LOAN)).status, 'pending', 'The review is free again; its status is');
    },
  },
  'renews a claim only for who holds it, with the token in force': {
    why: 'An old window would keep the claim of the new one alive, and anybody that of somebody else.',
    needs: ['claims.renew'],
    async run({ first, second }) {
      const old = await claimed(first);
      await released(first, old);
      const now = await claimed(first);
      for (const [backend, fence, what] of [
        [first, fenceOf(old), 'A heartbeat with the token of the earlier claim'],
        [first, 0, 'A heartbeat without a token'],
        [second, fenceOf(now), 'Somebody else’s heartbeat with the token in force'],
      ] as const) {
        const answer = await backend.claims?.renew(LOAN, { fence });
        expectThat(answer?.outcome === 'claim-lost', `${what} is answered "claim-lost".`, answer);
      }
      const answer = await first.claims?.renew(LOAN, { fence: fenceOf(now) });
      expectThat(answer?.outcome === 'renewed', 'A heartbeat with the token in force is answered "renewed".', answer);
    },
  },
};
