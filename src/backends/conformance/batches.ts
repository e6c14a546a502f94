import type { ReviewBackend } from '../../review/backend.types.js';
import { batchFirst } from '../../review/batch.selectors.js';
import type { Command, CommandResult, Policy, Review } from '../../review/review.types.js';
import { UNDO_LEAST } from '../../review/undo.selectors.js';
import { samplePolicy, sampleProposals } from '../sample-reviews.js';
import type { Cases, Stage } from './conformance.types.js';
import { accepted, answered, expectSame, expectThat } from './expectations.js';
import { amara, claimed, expectSoundRecord, historyOf, leavingUnchanged, mateo, queued, send } from './steps.js';

const together: Policy = { ...samplePolicy, batchApprove: 'allowed', recordViews: true };
const calibration = {
  method: 'isotonic',
  n: 2_140,
  // A calibration may not be older than 90 days.
  asOf: new Date().toISOString(),
  error: 0.03,
};
const small = {
  risk: 'low',
  confidence: { value: 0.95, calibration },
  alternatives: undefined,
  explanation: sampleProposals.reply.explanation,
} as const;
const reviewsWith = (policies: readonly Policy[]) => policies.map((policy, index) => queued(index + 1, small, policy));
const idsOf = (count: number) => reviewsWith(Array.from({ length: count }, () => together)).map(({ id }) => id);

const CASES = idsOf(3);
const FIRST = batchFirst(CASES, amara.id) as string;
const OTHERS = CASES.filter((id) => id !== FIRST);
const [OTHER = '', LAST = ''] = OTHERS;

const approval = (id: string, cases: readonly string[]): Command => ({ type: 'approve', batch: { id, cases } });
const view: Command = { type: 'view', of: 'case' };

async function opened(backend: ReviewBackend, id: string): Promise<Review> {
  return accepted(await send(backend, await backend.load(id), view), 'A view of the case that is opened first').review;
}

/** One case of a batch, claimed and approved. */
async function approvedIn(backend: ReviewBackend, id: string, batch: string, cases = CASES): Promise<CommandResult> {
  return send(backend, await claimed(backend, id), approval(batch, cases));
}

/** The same, where the backend takes batches at all: to take none is nobody's harm. */
async function approvedTogether({ lacks }: Stage, ...sent: Parameters<typeof approvedIn>): Promise<Review> {
  const answer = await approvedIn(...sent);
  if (answer.outcome === 'invalid' && answer.issues.some(({ code }) => code === 'batch-refused')) lacks('batches');
  return accepted(answer, 'An approval in a batch whose first case was opened').review;
}

function refused(result: CommandResult, problem: string, what: string) {
  const { issues } = answered(result, 'invalid', what);
  expectSame([issues[0]?.code, issues[0]?.detail?.problem], ['batch-refused', problem], 'It says why:');
}

export const batchCases: Cases = {
  'approves cases together only once the one that was drawn is on record as opened': {
    why: 'Cases would be approved by the ten that nobody has looked at.',
    reviews: () => reviewsWith([together, together, together]),
    async run(stage) {
      const { first } = stage;
      const mine = await claimed(first, OTHER);
      await leavingUnchanged(first, OTHER, async () => {
        // Whatever the sender says of it.
        const lie = { type: 'approve', batch: { id: 'early', cases: CASES, opened: true } } as Command;
        answered(await send(first, mine, lie), 'invalid', 'An approval with others before one was opened');
      });
      await opened(first, FIRST);
      await approvedTogether(stage, first, FIRST, 'batch');
      accepted(await send(first, await first.load(OTHER), approval('batch', CASES)), 'The next one of the batch');
      const told = (id: string) => historyOf(first, id).then((entries) => entries[0]?.exposure?.batch);
      expectSame(
        [await told(FIRST), await told(OTHER)],
        [
          { id: 'batch', size: 3, opened: true },
          { id: 'batch', size: 3, opened: false },
        ],
        'The record says of each how many they were, and whether it had been opened:',
      );
      await expectSoundRecord(first, FIRST);
      await expectSoundRecord(first, OTHER);
    },
  },
  'takes a look by nobody else for one’s own': {
    why: 'One person would approve what another one has seen.',
    reviews: () => reviewsWith([together, together, together]),
    async run(stage) {
      const { first, second } = stage;
      await opened(second, FIRST);
      refused(await approvedIn(first, OTHER, 'batch'), 'unopened', 'An approval after somebody else’s look');
    },
  },
  'opens with one look no more than one batch': {
    why: 'One case that is looked at once, and named each time, would open any number of them.',
    reviews: () => reviewsWith([together, together, together, together]),
    async run(stage) {
      const { first } = stage;
      const four = idsOf(4);
      const drawn = batchFirst(four, amara.id) as string;
      const [one = '', two = '', three = ''] = four.filter((id) => id !== drawn);
      await opened(first, drawn);
      const begun = await approvedTogether(stage, first, drawn, 'first', [drawn, two]);
      const again = await approvedIn(first, one, 'second', [drawn, one, three]);
      refused(again, 'not-together', 'One that names a case of the batch before');
      if (begun.undo === undefined) stage.lacks('undo');
      accepted(await send(first, await first.load(drawn), { type: 'undo' }), 'An undo of the case that was opened');
      const anew = await send(first, await first.load(drawn), approval('third', [drawn, one]));
      refused(anew, 'unopened', 'One with the look from before it was taken back');
      await opened(first, drawn);
      // Named, and never approved.
      const without = await send(first, await first.load(one), approval('without', [drawn, one]));
      refused(without, 'not-begun', 'One that begins with another case');
    },
  },
  'names in a batch nothing that could be no part of one': {
    why: 'A case that asks for more, or was decided alone, would stand for having opened one of them.',
    reviews: () => reviewsWith([together, together, { ...together, assumptionPrompt: true }, together, together]),
    async run(stage) {
      const { first } = stage;
      const [one = '', two = '', asking = '', ...good] = idsOf(5);
      const drawn = batchFirst(good, amara.id) as string;
      await opened(first, drawn);
      await approvedTogether(stage, first, drawn, 'good', good);
      for (const id of [one, two, asking]) await opened(first, id);
      refused(
        await approvedIn(first, one, 'asking', [one, asking]),
        'not-together',
        'One with a case that asks for more',
      );
      accepted(await send(first, await claimed(first, two), { type: 'approve' }), 'An approval of one case alone');
      const mine = await first.load(one);
      refused(await send(first, mine, approval('alone', [one, two])), 'not-together', 'One with a case decided alone');
    },
  },
  'lets a batch be one person’s, of the cases that it began with': {
    why: 'Ten at a time would be any number at a time, each of them called one of ten.',
    reviews: () => reviewsWith([together, together, together]),
    async run(stage) {
      const { first, second } = stage;
      await opened(first, FIRST);
      await approvedTogether(stage, first, FIRST, 'batch');
      const cases = [OTHER, LAST];
      for (const id of cases) {
        await opened(first, id);
        await opened(second, id);
      }
      refused(await approvedIn(first, OTHER, 'batch', cases), 'other-batch', 'The same id with other cases');
      refused(await approvedIn(second, LAST, 'batch', CASES), 'other-batch', 'Somebody else’s batch');
      const mine = await first.load(OTHER);
      const made = await send(first, mine, approval('another', [OTHER, 'no such case']));
      refused(made, 'unknown-case', 'A batch with a case that does not exist');
    },
  },
  'answers to a batch with a check of somebody else as to one with a case that does not exist': {
    why: 'Whoever names ids in a batch would learn which of them are checks of others.',
    needs: ['checks', 'addCheck'],
    reviews: () => reviewsWith([together, together]),
    async run({ first, addCheck }) {
      const [own = ''] = idsOf(1);
      const theirs = queued(3, small, together);
      await addCheck(theirs, { personId: mateo.id, truth: 'approve' });
      await opened(first, own);
      const mine = await claimed(first, own);
      const answerTo = (id: string) => send(first, mine, approval(`with ${id}`, [own, id]));
      const unknown = await answerTo('no such case');
      answered(unknown, 'invalid', 'A batch with a case that does not exist');
      expectSame(await answerTo(theirs.id), unknown, 'A batch with a check of somebody else is answered with');
    },
  },
  'counts by the strictest policy of the cases': {
    why: 'One case of a careful policy would be approved among many, by the rules of the others.',
    reviews: () =>
      reviewsWith([...Array.from({ length: 6 }, () => together), { ...together, batchApprove: 'limited' }]),
    async run(stage) {
      const { first } = stage;
      const seven = idsOf(7);
      for (const id of seven) await opened(first, id);
      const six = seven.slice(0, 6);
      const one = batchFirst(six, amara.id) as string;
      await approvedTogether(stage, first, one, 'six', six);
      const [two = ''] = six.filter((id) => id !== one);
      refused(await approvedIn(first, two, 'seven', seven), 'too-many', 'Seven, one of which may be of five at most');
    },
  },
  'keeps the undo of every case of a batch until the next decision after it': {
    why: 'The first of ten could not be taken back before the last one is approved.',
    needs: ['advance'],
    reviews: () => reviewsWith([together, together, together]),
    async run(stage) {
      const { first, advance, lacks } = stage;
      await opened(first, FIRST);
      const before = await approvedTogether(stage, first, FIRST, 'batch');
      if (before.undo === undefined) lacks('undo');
      await advance(UNDO_LEAST + 5_000);
      await approvedTogether(stage, first, OTHER, 'batch');
      expectThat(
        (await first.load(FIRST)).undo !== undefined,
        'The first of a batch can be taken back after the second.',
      );
      accepted(await send(first, await first.load(FIRST), { type: 'undo' }), 'An undo of the first');
      accepted(await send(first, await claimed(first, LAST), { type: 'approve' }), 'A decision after the batch');
      await advance(UNDO_LEAST + 5_000);
      expectSame((await first.load(OTHER)).undo, undefined, 'After the next decision, and 30 seconds, the undo is');
    },
  },
};
