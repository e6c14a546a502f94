import { sawOf } from '../../review/proposal.selectors.js';
import type { Command } from '../../review/review.types.js';
import { samplePolicy, sampleProposals, sampleReview } from '../sample-reviews.js';
import type { Cases } from './conformance.types.js';
import { accepted, answered, expectRejection, expectSame, expectThat } from './expectations.js';
import { amara, approved, claimed, expectSoundRecord, LOAN, leavingUnchanged, override, priya, send } from './steps.js';

const stop: Command = { type: 'hold', reason: 'The model is being checked.', scope: 'review' };
const newLoan = { ...sampleProposals.loan, revision: 2, value: 'approve-with-conditions' };

/** Every result of the port, once on purpose, and what a verdict is given on. */
export const answerCases: Cases = {
  'loads what it was given': {
    why: 'A person decides on what they are shown: it has to be what the AI proposed.',
    async run({ first }) {
      const review = await first.load(LOAN);
      // A server may take the time from its own clock.
      const stored = { ...sampleReview('loan'), updatedAt: review.updatedAt };
      expectSame(review, stored, 'The review comes back as it was stored:');
    },
  },
  'rejects what is asked about a review it does not hold': {
    why: 'An answer about nothing would be shown as a case, or taken for an empty record.',
    async run({ first }) {
      const review = await first.load(LOAN);
      await expectRejection(first.load('nowhere'), 'Loading an unknown review');
      await expectRejection(first.history('nowhere'), 'The history of an unknown review');
      await expectRejection(
        send(first, { ...review, id: 'nowhere' }, { type: 'claim' }),
        'A command to an unknown review',
      );
    },
  },
  'answers "accepted" with the review and its one entry': {
    why: 'The interface shows what was answered: it has to be what is stored.',
    async run({ first }) {
      const before = await first.load(LOAN);
      const { review, entry } = accepted(await send(first, before, { type: 'claim' }), 'A claim of a free review');
      expectSame(review.version, before.version + 1, 'The version counts up by one, to');
      expectSame(
        [entry.seq, entry.type, entry.by.id],
        [review.version, 'claimed', amara.id],
        'The entry has this number, type and person:',
      );
      expectSame(await first.load(LOAN), review, 'What was answered is what is stored:');
    },
  },
  'answers "conflict" when the review moved on, and changes nothing': {
    why: 'Otherwise the last one to write wins, and somebody’s decision is gone without a word.',
    async run({ first }) {
      const review = await claimed(first);
      for (const expectedVersion of [review.version - 1, review.version + 1]) {
        await leavingUnchanged(first, LOAN, async () => {
          const answer = await send(first, review, { type: 'approve' }, { expectedVersion });
          const { review: theirs } = answered(answer, 'conflict', `An approval of version ${expectedVersion}`);
          expectSame(theirs.version, review.version, 'The conflict shows the review as it is, at version');
        });
      }
    },
  },
  'answers "conflict" when something else was on screen': {
    why: 'A person signs what they saw. Whatever else is stored, they did not decide on it.',
    async run({ first }) {
      const review = await claimed(first);
      const { revision, fingerprint } = sawOf(review.proposal);
      for (const saw of [
        { revision, fingerprint: 'not this' },
        { revision: revision + 1, fingerprint },
        { revision: revision - 1, fingerprint },
      ]) {
        await leavingUnchanged(first, LOAN, async () =>
          answered(
            await send(first, review, { type: 'approve' }, { saw }),
            'conflict',
            `An approval of ${JSON.stringify(saw)}`,
          ),
        );
      }
      await leavingUnchanged(first, LOAN, async () =>
        answered(
          await send(first, review, { type: 'approve' }, { saw: undefined }),
          'invalid',
          'An approval that does not say what was seen',
        ),
      );
    },
  },
  'answers "conflict" to a verdict on a proposal that was revised under the claim': {
    why: 'An old tab would approve a value that nobody has read.',
    reviews: () => [sampleReview('loan', { ...samplePolicy, roles: { propose: ['supervisor'] } })],
    async run({ first, of }) {
      const seen = await claimed(first);
      const revise: Command = { type: 'revise', proposal: newLoan };
      accepted(await send(await of(priya), seen, revise), 'A revision by who may propose');
      const now = await first.load(LOAN);
      expectThat(now.claim?.stale === true, 'The claim is stale after the revision.', now.claim);
      await leavingUnchanged(first, LOAN, async () =>
        answered(
          await send(first, now, { type: 'approve' }, { saw: sawOf(seen.proposal) }),
          'conflict',
          'An approval of the earlier revision with the version of now',
        ),
      );
      const { review } = accepted(await send(first, now, { type: 'approve' }), 'An approval of the new revision');
      expectSame(review.decision?.value, newLoan.value, 'The value in effect is the one that was read:');
      await expectSoundRecord(first);
    },
  },
  'answers "claim-lost" to a verdict of somebody who has not claimed': {
    why: 'Two people would decide one case.',
    async run({ first, second }) {
      const open = await second.load(LOAN);
      answered(await send(second, open, { type: 'approve' }), 'claim-lost', 'An approval of a review nobody has');
      const review = await claimed(first);
      await leavingUnchanged(first, LOAN, async () =>
        answered(await send(second, review, { type: 'approve' }), 'claim-lost', 'An approval by somebody else'),
      );
    },
  },
  'answers "already-decided" to a second verdict': {
    why: 'A second person has to learn what was decided, not undo it.',
    async run({ first, second }) {
      const decided = await approved(first);
      await leavingUnchanged(first, LOAN, async () => {
        const late = await second.load(LOAN);
        const answer = answered(await send(second, late, override), 'already-decided', 'A verdict on a decided review');
        expectSame(answer.review.decision, decided.decision, 'The answer shows what was decided:');
        answered(await send(second, late, { type: 'claim' }), 'already-decided', 'A claim of a decided review');
      });
    },
  },
  'answers "held" to a verdict while a stop holds the review': {
    why: 'A stop that lets a decision through stops nothing.',
    async run({ first, of }) {
      const review = await claimed(first);
      const held = accepted(await send(await of(priya), review, stop), 'A stop').review;
      await leavingUnchanged(first, LOAN, async () => {
        const { hold } = answered(await send(first, held, { type: 'approve' }), 'held', 'An approval of a held review');
        expectSame([hold.reason, hold.by.id], [stop.reason, priya.id], 'It says why, and who stopped it:');
      });
    },
  },
  'answers "forbidden" to whoever lacks the role': {
    why: 'A stop that everybody lifts protects nobody.',
    async run({ first, of }) {
      const held = accepted(await send(first, await claimed(first), stop), 'A stop').review;
      await leavingUnchanged(first, LOAN, async () =>
        answered(await send(first, held, { type: 'resume' }), 'forbidden', 'A reviewer’s lifting of the stop'),
      );
      accepted(await send(await of(priya), held, { type: 'resume' }), 'A supervisor’s lifting of the stop');
    },
  },
  'answers "forbidden" to a person’s command of the system': {
    why: 'Anybody could end the claim of somebody else, or let a case run out.',
    async run({ first, second }) {
      const review = await claimed(first);
      for (const type of ['lapse', 'expire'] as const) {
        await leavingUnchanged(first, LOAN, async () =>
          answered(await send(second, review, { type }), 'forbidden', `A person’s "${type}"`),
        );
      }
    },
  },
  'answers "invalid" to an override without a reason, naming what is missing': {
    why: 'A decision without the reason that the policy asks for cannot be explained later.',
    async run({ first }) {
      const review = await claimed(first);
      await leavingUnchanged(first, LOAN, async () => {
        const answer = answered(
          await send(first, review, { type: 'override', value: 'approve' }),
          'invalid',
          'An override without a reason',
        );
        const codes = answer.issues.map(({ code }) => code);
        expectThat(codes.includes('reason-missing'), 'The answer names "reason-missing".', answer.issues);
      });
    },
  },
  'answers "invalid" to a command it does not know': {
    why: 'A newer or a hostile client must not make an older server guess.',
    async run({ first }) {
      const review = await first.load(LOAN);
      await leavingUnchanged(first, LOAN, async () =>
        answered(await send(first, review, { type: 'rubber-stamp' } as never), 'invalid', 'An unknown command'),
      );
    },
  },
  'stores an override with the value, the reason and what was seen, as they were given': {
    why: 'The record is what an auditor has: a changed word is another reason.',
    async run({ first }) {
      const { review, entry } = accepted(await send(first, await claimed(first), override), 'An override');
      expectSame(review.status, 'overridden', 'The status is');
      expectSame(review.decision?.reason, override.reason, 'The reason is stored unchanged:');
      expectSame(entry.reason, override.reason, 'The entry has the reason unchanged:');
      expectSame(
        [entry.oldValue, entry.newValue],
        ['deny', 'approve'],
        'The entry has the AI’s value and the person’s:',
      );
      expectSame(review.decision?.saw, sawOf(review.proposal), 'The decision says what was seen:');
    },
  },
};
