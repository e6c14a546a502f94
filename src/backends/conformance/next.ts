import type { ReviewQuery } from '../../review/backend.types.js';
import type { Command } from '../../review/review.types.js';
import { samplePolicy } from '../sample-reviews.js';
import type { Cases, Stage } from './conformance.types.js';
import { accepted, expectSame, expectThat } from './expectations.js';
import {
  amara,
  approved,
  claimed,
  conformanceReviewers,
  historyOf,
  newKey,
  priya,
  queued,
  queueOf,
  send,
} from './steps.js';

const skips = { reasons: [{ code: 'conflict', label: 'Conflict of interest' }] };

const next = (backend: Stage['first'], query: Pick<ReviewQuery, 'order' | 'risk' | 'kind'> = {}, key = newKey()) =>
  backend.claims?.next?.(query, { idempotencyKey: key, holder: 'window-1' }) ?? Promise.resolve(undefined);

export const nextCases: Cases = {
  'gives ten people who ask at once ten different cases': {
    why: 'Two people would work on one case, or one of ten would be told that there is nothing to do.',
    needs: ['claims.next'],
    reviews: () => queueOf(12),
    async run({ of, first }) {
      const backends = await Promise.all(conformanceReviewers.map((person) => of(person)));
      const cases = await Promise.all(backends.map((backend) => next(backend)));
      const ids = cases.map((each) => each?.id);
      expectSame(new Set(ids).size, 10, `Of ${ids.join(', ')}, so many are different:`);
      for (const [index, given] of cases.entries()) {
        const person = conformanceReviewers[index]?.id;
        expectSame(given?.claim?.by.id, person, `What ${person} was given is claimed by`);
        const stored = await first.load(given?.id ?? '');
        expectSame([stored.claim?.by.id, stored.version], [person, 2], 'It is stored so, with one claim:');
      }
    },
  },
  'gives nobody a case that they may not have': {
    why: 'The second signature of the first signer is none, and a stopped case is not to be worked on.',
    needs: ['claims.next'],
    reviews: () => [
      queued(1),
      queued(2),
      queued(3, {}, { ...samplePolicy, secondReview: true }),
      queued(4),
      queued(5, { kind: 'refund' }),
    ],
    async run({ first, second, of }) {
      await claimed(second, 'R01');
      const stop: Command = { type: 'hold', reason: 'The model is being checked.', scope: 'review' };
      accepted(await send(await of(priya), await first.load('R02'), stop), 'A stop');
      expectSame((await approved(first, 'R03')).state, 'pending.awaitingSecond', 'After one of two signatures it is');
      const mine = await next(first);
      expectSame(mine?.id, 'R04', 'Past a claimed, a held and an own signed case, the next one is');
      expectSame(mine?.claim?.holder, 'window-1', 'The claim names the window that asked:');
      expectSame((await next(first))?.id, 'R05', 'The one after it is');
      expectThat((await next(first)) === undefined, 'After the last one there is nothing.', 'another case');
      const theirs = await next(second);
      expectSame([theirs?.id, theirs?.claim?.seat], ['R03', 'second'], 'The other signer is given, in this seat:');
      expectThat((await next(second)) === undefined, 'Then there is nothing for them either.', 'another case');
    },
  },
  'gives the next case in the order and of the sort that was asked for': {
    why: 'What is urgent would wait behind what is not.',
    needs: ['claims.next'],
    reviews: () => [
      queued(1, { risk: 'low' }),
      queued(2, { risk: 'critical' }),
      queued(3, { risk: 'low', kind: 'refund' }),
      queued(4, { risk: 'medium' }),
    ],
    async run({ first }) {
      expectSame((await next(first, { order: 'risk' }))?.id, 'R02', 'By risk, the first is');
      expectSame((await next(first, { kind: 'refund' }))?.id, 'R03', 'Of the kind "refund", the first is');
      expectSame((await next(first, { order: 'newest', risk: ['low', 'medium'] }))?.id, 'R04', 'The newest is');
      expectThat((await next(first, { risk: ['high'] })) === undefined, 'Of high risk there is nothing.', 'a case');
      expectSame((await first.load('R01')).status, 'pending', 'What was not asked for stays');
    },
  },
  'gives a case that somebody skipped to others, and to them no more until it is revised': {
    why: 'Who may not judge a case would be given it again and again, and nobody else would be.',
    needs: ['claims.next'],
    reviews: () => [queued(1, {}, { ...samplePolicy, skips, roles: { propose: ['supervisor'] } }), queued(2)],
    async run({ first, second, of }) {
      const mine = await claimed(first, 'R01');
      const skip: Command = { type: 'skip', reason: { codes: ['conflict'] } };
      const skipped = accepted(await send(first, mine, skip), 'A skip of one’s own case');
      expectSame([skipped.entry.type, skipped.review.state], ['skipped', 'pending.open'], 'It is on record, and back:');
      expectSame((await next(first))?.id, 'R02', 'Whoever skipped the first case is given');
      const theirs = await next(second);
      expectSame(theirs?.id, 'R01', 'Somebody else is given');
      const released = accepted(await send(second, theirs ?? mine, { type: 'release' }), 'A release').review;
      expectThat((await next(first)) === undefined, 'Whoever skipped it is given nothing else.', 'the case again');
      const proposal = { ...released.proposal, revision: released.proposal.revision + 1 };
      accepted(await send(await of(priya), released, { type: 'revise', proposal }), 'A new revision');
      expectSame((await next(first))?.id, 'R01', 'Once it is revised they are given');
    },
  },
  'gives a repeat of the key the same case': {
    why: 'After a lost answer a second case would be claimed, and the first one waits for somebody who knows nothing of it.',
    needs: ['claims.next'],
    reviews: () => queueOf(4),
    async run({ first, of }) {
      const key = newKey();
      const reloaded = await of(amara);
      const tries = await Promise.all([next(first, {}, key), next(reloaded, {}, key), next(first, {}, key)]);
      const ids = [...tries, await next(reloaded, {}, key)].map((each) => each?.id);
      expectSame(ids, ['R01', 'R01', 'R01', 'R01'], 'Four tries with one key are given');
      expectSame((await historyOf(first, 'R01')).length, 2, 'They leave one claim; with the proposal there are');
      expectSame((await next(first))?.id, 'R02', 'Another key is given the case after it:');
    },
  },
};
