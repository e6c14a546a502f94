import type { ReviewBackend } from '../../review/backend.types.js';
import type { PresenceService, PresentPerson } from '../../review/presence.types.js';
import { samplePolicy, sampleReview } from '../sample-reviews.js';
import type { Cases, Stage } from './conformance.types.js';
import { accepted, expectSame, expectThat } from './expectations.js';
import { amara, claimed, historyOf, LOAN, mateo, queued, queueOf, send, wait } from './steps.js';

const presenceOf = (backend: ReviewBackend) => backend.presence as PresenceService;
const inName = ({ id, name }: PresentPerson): PresentPerson => ({ id, name });
const AMARA = inName(amara);
const MATEO = inName(mateo);

/** Somebody's page with a case open, and what it is told. */
function opened(backend: ReviewBackend, id = LOAN) {
  let told: readonly PresentPerson[] | undefined;
  const leave = presenceOf(backend).watch(id, (people) => {
    told = people;
  });
  return { told: () => told, leave };
}

/** What a page is told that opens the case now, once it is that or the patience is over. */
async function expectTold(
  stage: Stage,
  backend: ReviewBackend,
  wanted: readonly PresentPerson[],
  what: string,
  id = LOAN,
): Promise<void> {
  const end = Date.now() + stage.patience;
  for (;;) {
    const page = opened(backend, id);
    try {
      while (page.told() === undefined && Date.now() < end) await wait(5);
    } finally {
      page.leave();
    }
    const told = page.told();
    if (JSON.stringify(told?.map(inName)) === JSON.stringify(wanted)) return;
    if (Date.now() >= end) return expectSame(told?.map(inName) ?? null, wanted, what);
    await wait(20);
  }
}

/** Has a case open until the work is done. */
async function whileOpen<T>(stage: Stage, backend: ReviewBackend, work: () => Promise<T>, id = LOAN): Promise<T> {
  const page = opened(backend, id);
  try {
    const end = Date.now() + stage.patience;
    while (page.told() === undefined && Date.now() < end) await wait(5);
    expectThat(page.told() !== undefined, 'Whoever opens a case is told soon who else has it.', 'nothing');
    return await work();
  } finally {
    page.leave();
  }
}

export const presenceCases: Cases = {
  'tells two people who have one case open of each other, until one of them leaves': {
    why: 'Two read the same case without knowing, or one waits for somebody who has left long ago.',
    needs: ['presence'],
    async run(stage) {
      const { first, second, of } = stage;
      await whileOpen(stage, first, async () => {
        await whileOpen(stage, second, async () => {
          await expectTold(stage, await of(amara), [MATEO], 'While the other one has it open, the first is told of');
        });
        await expectTold(stage, second, [AMARA], 'Whoever opens it next is told of');
      });
      await expectTold(stage, second, [], 'Once the first has left, the second is told of');
    },
  },
  'leaves no trace of who had a case open, and changes nothing by it': {
    why: 'Who was where for how long would be on record for good, and measured.',
    needs: ['presence'],
    reviews: () => [sampleReview('loan', { ...samplePolicy, recordViews: true })],
    async run(stage) {
      const { first, second } = stage;
      const before = await first.load(LOAN);
      await whileOpen(stage, first, () => whileOpen(stage, second, () => wait(20)));
      expectSame(
        (await historyOf(first)).map(({ type }) => type),
        ['proposed'],
        'Afterwards the record has',
      );
      expectSame(await first.load(LOAN), before, 'Afterwards the case is');
    },
  },
  'tells nobody of who has a case open while two decide apart': {
    why: 'Whoever was there when the first decision was given is its signer: the second one would know whom to follow.',
    needs: ['presence'],
    reviews: () => [sampleReview('loan', { ...samplePolicy, secondReview: true })],
    async run(stage) {
      const { first, second } = stage;
      await whileOpen(stage, first, async () => {
        await expectTold(stage, second, [], 'Before anybody has decided, the second is told of');
        const mine = await claimed(first);
        accepted(await send(first, mine, { type: 'approve' }), 'The first decision');
        await whileOpen(stage, second, async () => {
          await expectTold(stage, second, [], 'After the first decision, the second is told of');
          const theirs = await claimed(second);
          await expectTold(stage, second, [], 'While they decide, the second is told of');
          accepted(await send(second, theirs, { type: 'approve' }), 'The second decision');
        });
        await expectTold(stage, second, [AMARA], 'Once both have decided, the second is told of');
      });
    },
  },
  'tells nobody before their own answer who else has the case open': {
    why: 'Somebody who knows the AI’s answer is one question away, and what comes first is no own answer any more.',
    needs: ['presence'],
    reviews: () => [sampleReview('loan', { ...samplePolicy, blindFirst: true })],
    async run(stage) {
      const { first, second } = stage;
      await whileOpen(stage, first, async () => {
        const mine = await claimed(second);
        await expectTold(stage, second, [], 'Before their answer, they are told of');
        accepted(await send(second, mine, { type: 'judge', value: 'approve', confidence: 0.8 }), 'An own answer');
        await expectTold(stage, second, [AMARA], 'After their answer, they are told of');
      });
    },
  },
  'tells nobody of who has a check open, and fails for nobody who asks': {
    why: 'A case that one colleague has open and another cannot is no ordinary case.',
    needs: ['presence', 'addCheck'],
    reviews: () => queueOf(1),
    async run(stage) {
      const { first, second, addCheck } = stage;
      const { id } = queued(2);
      await addCheck(queued(2), { personId: amara.id, truth: 'approve' });
      await whileOpen(stage, second, () => expectTold(stage, first, [], 'Its person is told of', id), id);
      await whileOpen(stage, first, () => expectTold(stage, second, [], 'Somebody else is told of', id), id);
      await expectTold(stage, first, [], 'At a case that is not there, they are told of', 'no-such-review');
    },
  },
};
