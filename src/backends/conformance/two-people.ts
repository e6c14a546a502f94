import type { ReviewBackend, ReviewChange } from '../../review/backend.types.js';
import { type Command, type Policy, type Reviewer, VERDICTS } from '../../review/review.types.js';
import { samplePolicy, sampleReview } from '../sample-reviews.js';
import type { Cases, Stage } from './conformance.types.js';
import { accepted, answered, expectSame, expectThat } from './expectations.js';
import { amara, claimed, historyOf, LOAN, mateo, override, send } from './steps.js';

/** Two people decide on one loan. */
const twoPeople: Policy = { ...samplePolicy, secondReview: true };

/** Words that are nowhere else: wherever they are found, the first decision was told. */
const SECRET = 'The salary letter of the first signer says otherwise.';
const first: Command = { ...override, reason: { codes: ['income-covers'], checks: ['statements'], text: SECRET } };

/** What must not be found in anything that the second signer is sent. */
const TRACES = [SECRET, amara.id, amara.name, 'income-covers', '"overridden"', '"override",'];

/** Everything of a review that a backend shows to somebody. */
async function everythingOf(backend: ReviewBackend): Promise<unknown> {
  const { items } = await backend.list({ limit: 200 });
  const rows = items.filter(({ id }) => id === LOAN);
  return { review: await backend.load(LOAN), entries: await historyOf(backend), rows };
}

/** The policy names its codes to everybody: what it offers gives nothing away. */
function expectNothingOf(told: unknown, where: string): void {
  const text = JSON.stringify(told, (name, value) => (name === 'policy' || name === 'proposal' ? undefined : value));
  const found = TRACES.filter((trace) => text.includes(trace));
  expectSame(found, [], `Traces of the first decision ${where}:`);
}

async function signedOnce({ first: backend }: Stage) {
  const review = accepted(await send(backend, await claimed(backend), first), 'The first decision').review;
  expectSame(review.state, 'pending.awaitingSecond', 'After the first of two decisions the review stands at');
  return review;
}

export const twoPeopleCases: Cases = {
  'lets a second signer learn nothing of the first decision before they submit': {
    why: 'Who has seen the first decision confirms it: the second one finds nothing that the first one missed.',
    reviews: () => [sampleReview('loan', twoPeople)],
    async run(stage) {
      const { second } = stage;
      const pushed: ReviewChange[] = [];
      const stop = second.subscribe?.((change) => pushed.push(change));
      const begun = await claimed(stage.first);
      expectNothingOf(await everythingOf(second), 'while the first signer is at work');
      accepted(await send(stage.first, begun, { type: 'release' }), 'A release');
      await signedOnce(stage);
      expectNothingOf(await everythingOf(second), 'before the second signer claims');
      const stale = await send(second, begun, { type: 'claim' });
      expectNothingOf(answered(stale, 'conflict', 'A claim on an old version'), 'in a refusal');
      const review = await claimed(second);
      expectNothingOf(review, 'in the answer to a claim');
      expectNothingOf(await everythingOf(second), 'while the second signer decides');
      expectNothingOf(pushed, 'in what is pushed');
      stop?.();
      const after = accepted(await send(second, review, { type: 'approve' }), 'The second decision');
      expectSame(after.review.state, 'pending.adjudicating', 'Where the two differ the review stands at');
      const shown = JSON.stringify([after.review, await historyOf(second)]);
      for (const what of [SECRET, amara.id]) {
        expectThat(shown.includes(what), 'Once both have decided, each is shown the other’s decision.', after.review);
      }
    },
  },
  'keeps a decision that was taken back from whoever signs instead': {
    why: 'A decision that does not count any more would still be repeated.',
    reviews: () => [sampleReview('loan', twoPeople)],
    async run(stage) {
      const review = await signedOnce(stage);
      if ((await stage.first.load(LOAN)).undo === undefined) stage.lacks('undo');
      const undone = accepted(await send(stage.first, review, { type: 'undo' }), 'An undo of one’s own decision');
      accepted(await send(stage.first, undone.review, { type: 'release' }), 'A release');
      expectNothingOf(await everythingOf(stage.second), 'that was taken back');
      await claimed(stage.second);
      expectNothingOf(await everythingOf(stage.second), 'that was taken back, while somebody else decides');
    },
  },
  'takes the second decision from nobody who gave the first': {
    why: 'Two signatures of one person are one opinion.',
    reviews: () => [sampleReview('loan', twoPeople)],
    async run(stage) {
      const review = await signedOnce(stage);
      const windows: [string, ReviewBackend][] = [
        ['The same window', stage.first],
        ['Another window', await stage.of(amara as Reviewer)],
      ];
      for (const [window, backend] of windows) {
        const claim = await send(backend, review, { type: 'claim', holder: window });
        const { why } = answered(claim, 'forbidden', `A second claim by the first signer (${window})`);
        expectSame(why.code, 'same-person', 'It says why:');
        for (const type of VERDICTS) {
          const given = type === 'override' ? first : type === 'respond' ? { type, message: 'x' } : { type };
          const result = await send(backend, review, given as Command, { fence: review.version });
          expectThat(result.outcome !== 'accepted', `${type} of the first signer is refused.`, result);
        }
      }
      const done = accepted(await send(stage.second, await claimed(stage.second), first), 'The same by somebody else');
      expectSame(
        [done.review.status, done.review.signatures.map(({ by }) => by.id)],
        ['overridden', [amara.id, mateo.id]],
        'Status and signers are',
      );
    },
  },
};
