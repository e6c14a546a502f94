import type { ReviewBackend } from '../../review/backend.types.js';
import type { CheckService } from '../../review/check.types.js';
import type { Command, Review } from '../../review/review.types.js';
import { samplePolicy } from '../sample-reviews.js';
import type { Cases, Stage } from './conformance.types.js';
import { accepted, answered, expectRejection, expectSame, expectThat } from './expectations.js';
import {
  amara,
  approved,
  claimed,
  expectSoundRecord,
  historyOf,
  newKey,
  override,
  queued,
  queueOf,
  send,
  wait,
} from './steps.js';

const checksOf = (backend: ReviewBackend) => backend.checks as CheckService;
const outcomeOf = (backend: ReviewBackend, id: string) => checksOf(backend).outcome(id);

/** The next case of the queue, as a check for Amara; what the AI proposes is not what is known. */
async function opened({ addCheck, first }: Stage, review: Review = queued(2)): Promise<Review> {
  await addCheck(review, { personId: amara.id, truth: 'approve' });
  return first.load(review.id);
}

const idsOf = async (backend: ReviewBackend) => (await backend.list({})).items.map(({ id }) => id);

export const checkCases: Cases = {
  'tells nothing of a case that was no check, decided or not': {
    why: 'An answer for some cases and an error for others would tell which ones are checks.',
    needs: ['checks'],
    reviews: () => queueOf(2),
    async run({ first }) {
      await approved(first, 'R01');
      for (const id of ['R01', 'R02']) expectSame((await outcomeOf(first, id)) ?? null, null, 'What is told is');
      await expectRejection(outcomeOf(first, 'no-such-review'), 'Asking about a review that is not there');
    },
  },
  'tells what was known of a check at once, but not before its person has decided': {
    why: 'Feedback that comes with the decision teaches; known beforehand, it is no check.',
    needs: ['checks', 'addCheck'],
    reviews: () => queueOf(1),
    async run(stage) {
      const { first } = stage;
      const check = await opened(stage);
      expectSame((await outcomeOf(first, check.id)) ?? null, null, 'Before it is claimed, what is told is');
      const mine = await claimed(first, check.id);
      expectSame((await outcomeOf(first, check.id)) ?? null, null, 'Before the decision, what is told is');
      accepted(await send(first, mine, override), 'An override of a check');
      const { truth, proposed, decided, isRight } = (await outcomeOf(first, check.id)) ?? {};
      expectSame(
        [truth, proposed, decided, isRight],
        ['approve', check.proposal.value, override.value, true],
        'After it, what is told is',
      );
    },
  },
  'shows a check to its person alone': {
    why: 'Whoever meets the check of somebody else spends their time on nothing, and hears of that person’s results.',
    needs: ['checks', 'addCheck', 'claims.next', 'subscribe'],
    reviews: () => queueOf(1),
    async run(stage) {
      const { first, second, patience } = stage;
      const heard: string[] = [];
      const heardByFirst: string[] = [];
      const leave = [
        second.subscribe?.(({ summary }) => heard.push(summary.id), { since: '0' }),
        first.subscribe?.(({ summary }) => heardByFirst.push(summary.id), { since: '0' }),
      ];
      try {
        const { id, version } = await opened(stage);
        expectSame(await idsOf(first), ['R01', id], 'Its person lists');
        expectSame(await idsOf(second), ['R01'], 'Somebody else lists');
        await expectRejection(second.load(id), 'Loading it by somebody else');
        await expectRejection(second.history(id), 'Reading its record by somebody else');
        await expectRejection(outcomeOf(second, id), 'Asking what it was by somebody else');
        const options = { idempotencyKey: newKey(), expectedVersion: version };
        await expectRejection(second.send(id, { type: 'claim' }, options), 'Claiming it by somebody else');
        await approved(first, id);
        const next = async () => (await second.claims?.next?.({}, { idempotencyKey: newKey() }))?.id;
        expectSame([await next(), (await next()) ?? null], ['R01', null], 'Somebody else is handed out');
        const end = Date.now() + patience;
        while (!(heard.includes('R01') && heardByFirst.includes(id)) && Date.now() < end) await wait(20);
        expectThat(heardByFirst.includes(id), 'Its person hears of it.', heardByFirst);
        expectThat(!heard.includes(id), 'Nobody else hears of it.', heard);
      } finally {
        for (const each of leave) each?.();
      }
    },
  },
  'says in the record of the decision that it was on a check': {
    why: 'An auditor who cannot tell checks from cases counts decisions that never were any.',
    needs: ['checks', 'addCheck'],
    reviews: () => queueOf(1),
    async run(stage) {
      const { id } = await opened(stage);
      for (const entry of await historyOf(stage.first, id)) {
        expectThat(entry.exposure?.seeded === undefined, 'Nothing says so before the decision.', entry);
      }
      await approved(stage.first, id);
      await approved(stage.first, 'R01');
      const entries = await expectSoundRecord(stage.first, id);
      const marked = entries.filter(({ exposure }) => exposure?.seeded === true).map(({ type }) => type);
      expectSame(marked, ['approved'], 'Marked is');
      const [ordinary] = await historyOf(stage.first, 'R01');
      expectThat(ordinary?.exposure?.seeded === undefined, 'An ordinary decision is not marked.', ordinary);
    },
  },
  'takes no decision on a check back': {
    why: 'Its answer has been told: a second decision would be copied from it.',
    needs: ['checks', 'addCheck'],
    reviews: () => queueOf(1),
    async run(stage) {
      const { first } = stage;
      const { id } = await opened(stage);
      const decided = await approved(first, id);
      expectThat(decided.undo === undefined, 'No undo is offered.', decided.undo);
      answered(await send(first, decided, { type: 'undo' }), 'forbidden', 'An undo of a check');
      const again = await send(first, decided, { type: 'reopen', reason: 'I should like to decide again.' });
      answered(again, 'forbidden', 'A reopening of a check');
    },
  },
  'brings a check before nobody else, whatever its policy asks or its person does': {
    why: 'A second signer, or whoever it is escalated to, would work on what nothing follows from.',
    needs: ['checks', 'addCheck'],
    reviews: () => queueOf(1),
    async run(stage) {
      const { first } = stage;
      const both = await opened(stage, queued(2, {}, { ...samplePolicy, secondReview: true }));
      const signed = await approved(first, both.id);
      expectSame(signed.state, 'closed.withdrawn', 'After the first of two signatures it is');
      expectThat((await outcomeOf(first, both.id)) !== undefined, 'Its person is told what it was.');
      await expectSoundRecord(first, both.id);
      const handed = await opened(stage, queued(3));
      const mine = await claimed(first, handed.id);
      const to = mine.policy.escalateTo?.[0] ?? 'A supervisor';
      const { review } = accepted(await send(first, mine, { type: 'escalate', to }), 'An escalation of a check');
      expectSame(review.state, 'closed.withdrawn', 'Once it was escalated it is');
      expectSame((await outcomeOf(first, handed.id)) ?? null, null, 'What is told of it without a decision is');
    },
  },
  'ends a check that its person gives back with a reason': {
    why: 'It would lie there as a case that is nobody’s, or go to a role once enough have skipped it.',
    needs: ['checks', 'addCheck'],
    reviews: () => queueOf(1),
    async run(stage) {
      const { first } = stage;
      const skips = { reasons: [{ code: 'field', label: 'Not my field' }] };
      const { id } = await opened(stage, queued(2, {}, { ...samplePolicy, skips }));
      const skip: Command = { type: 'skip', reason: { codes: ['field'] } };
      const { review } = accepted(await send(first, await claimed(first, id), skip), 'A skip of a check');
      expectSame(review.state, 'closed.withdrawn', 'Once it was given back it is');
      expectSame((await outcomeOf(first, id)) ?? null, null, 'What is told of it without a decision is');
      await expectSoundRecord(first, id);
    },
  },
};
