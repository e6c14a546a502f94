import { canonicalJson, sameJson } from '../internal/canonical-json.js';
import type { Page, ReviewBackend, ReviewChange } from '../review/backend.types.js';
import { initialReview, replay } from '../review/lifecycle.selectors.js';
import { sawOf } from '../review/proposal.selectors.js';
import type { AuditEntry, Command, CommandOf, CommandResult, Review, Reviewer } from '../review/review.types.js';
import { samplePolicy, sampleProposals, sampleReview, sampleReviewers } from './sample-reviews.js';

/** A store under test, holding what the case asked for and nothing else. */
export interface ConformanceHost {
  /** What one person sees and may do: the backend that this person's browser would have. */
  backendFor(reviewer: Reviewer): ReviewBackend | Promise<ReviewBackend>;
  /** Called when the case is over, whatever came of it. */
  close?(): void | Promise<void>;
}

export interface ConformanceOptions {
  /** Makes a store that holds exactly these reviews, each new and with its first entry. */
  open(reviews: readonly Review[]): ConformanceHost | Promise<ConformanceHost>;
  /** How long a pushed change may take, in milliseconds. @default 5000 */
  patience?: number;
}

/** One promise of the port. */
export interface ConformanceCase {
  /** What a backend does, as the title of a test. */
  name: string;
  /** Resolves when the backend keeps the promise; rejects with an `Error` that says what was wrong. */
  run(): Promise<void>;
}

const { amara, mateo, priya } = sampleReviewers;
const LOAN = sampleProposals.loan.id;

function expectThat(holds: boolean, what: string, found?: unknown): asserts holds {
  if (!holds) throw new Error(found === undefined ? what : `${what} It was ${canonicalJson(found).slice(0, 400)}.`);
}

function accepted(result: CommandResult, what: string): Extract<CommandResult, { outcome: 'accepted' }> {
  expectThat(result.outcome === 'accepted', `${what} must be accepted.`, result);
  return result;
}

/** Follows the cursors to the end. */
async function everything<T>(first: Promise<Page<T>>, next: (cursor: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let page = await first;
  for (let pages = 0; pages < 1_000; pages++) {
    items.push(...page.items);
    if (page.next === undefined) return items;
    page = await next(page.next);
  }
  throw new Error('The pages must come to an end.');
}

const historyOf = (backend: ReviewBackend, id: string): Promise<AuditEntry[]> =>
  everything(backend.history(id), (cursor) => backend.history(id, cursor));

let keys = 0;
const newKey = () => `conformance-${Date.now().toString(36)}-${++keys}`;

const send = (backend: ReviewBackend, review: Review, command: Command, idempotencyKey = newKey()) =>
  backend.send(review.id, command, {
    idempotencyKey,
    expectedVersion: review.version,
    saw: sawOf(review.proposal),
    ...(review.claim && { fence: review.claim.fence }),
  });

/** A review as its entries tell it: how long a claim or an undo lasts is the server's word of the moment. */
function recorded(review: Review): Review {
  const { undo: _undo, ...kept } = review;
  return kept;
}

async function claimed(backend: ReviewBackend, id = LOAN): Promise<Review> {
  return accepted(await send(backend, await backend.load(id), { type: 'claim' }), 'A claim of an open review').review;
}

const override: CommandOf<'override'> = {
  type: 'override',
  value: 'approve',
  reason: {
    codes: ['income-covers'],
    checks: ['statements'],
    text: 'Ärger? "Quotes", emoji 🧾 and \u202ebidi\u202c stay.',
  },
};

/** What every test gets: backends of three people on one store. */
interface Stage {
  of(reviewer: Reviewer): Promise<ReviewBackend>;
  first: ReviewBackend;
  second: ReviewBackend;
}

const CASES: Record<string, { reviews?: () => readonly Review[]; run(stage: Stage, patience: number): Promise<void> }> =
  {
    'lists every review once, page by page': {
      reviews: () => Object.values(sampleProposals).map((proposal) => initialReview(proposal, samplePolicy)),
      async run({ first }) {
        const rows = await everything(first.list({ limit: 2 }), (cursor) => first.list({ limit: 2, cursor }));
        const ids = rows.map(({ id }) => id).sort();
        const expected = Object.values(sampleProposals)
          .map(({ id }) => id as string)
          .sort();
        expectThat(sameJson(ids, expected), 'Each review must be on exactly one page.', ids);
      },
    },
    'orders the list as asked': {
      reviews: () =>
        [3, 1, 2].map((hour) =>
          initialReview(
            {
              ...sampleProposals.loan,
              id: `H${hour}`,
              risk: hour === 2 ? 'critical' : 'low',
              createdAt: `2026-11-21T0${hour}:00:00Z`,
            },
            samplePolicy,
          ),
        ),
      async run({ first }) {
        const ids = async (order: 'oldest' | 'newest' | 'risk') =>
          (await first.list({ order })).items.map(({ id }) => id);
        expectThat(
          sameJson(await ids('oldest'), ['H1', 'H2', 'H3']),
          '"oldest" begins with the oldest.',
          await ids('oldest'),
        );
        expectThat(
          sameJson(await ids('newest'), ['H3', 'H2', 'H1']),
          '"newest" begins with the newest.',
          await ids('newest'),
        );
        expectThat((await ids('risk'))[0] === 'H2', '"risk" begins with the highest risk.', await ids('risk'));
      },
    },
    'filters by status and by words': {
      reviews: () => [sampleReview('loan'), sampleReview('refund')],
      async run({ first }) {
        await claimed(first);
        const pending = (await first.list({ status: ['pending'] })).items.map(({ id }) => id);
        expectThat(sameJson(pending, [sampleProposals.refund.id]), 'Only what is pending is asked for.', pending);
        const named = (await first.list({ text: 'renovation' })).items.map(({ id }) => id);
        expectThat(sameJson(named, [LOAN]), 'Only the title with the word is asked for.', named);
      },
    },
    'shows nothing of the AI in the list while the reviewer answers first': {
      reviews: () => [sampleReview('loan', { ...samplePolicy, blindFirst: true })],
      async run({ first }) {
        const [row] = (await first.list({})).items;
        expectThat(row !== undefined && row.confidence === undefined, 'The row must hold no confidence.', row);
        expectThat(row.answerFirst === true, 'The row must say answerFirst.', row);
      },
    },
    'loads what it was given': {
      async run({ first }) {
        const review = await first.load(LOAN);
        expectThat(sameJson(review, sampleReview('loan')), 'The review must come back as it was stored.', review);
      },
    },
    'rejects the load of a review it does not hold': {
      async run({ first }) {
        const answer = await first.load('nowhere').then(
          (review) => ({ review }),
          () => undefined,
        );
        expectThat(answer === undefined, 'load() must reject for an unknown id.', answer);
      },
    },
    'answers an accepted command with the review and its one entry': {
      async run({ first }) {
        const before = await first.load(LOAN);
        const { review, entry } = accepted(await send(first, before, { type: 'claim' }), 'A claim of an open review');
        expectThat(review.version === before.version + 1, 'The version must count up by one.', review.version);
        expectThat(
          entry.seq === review.version && entry.type === 'claimed',
          'The entry must be the one of the claim.',
          entry,
        );
        expectThat(entry.by.id === amara.id, 'The entry must name who is signed in.', entry.by);
        expectThat(sameJson(await first.load(LOAN), review), 'What was answered must be what is stored.');
      },
    },
    'answers a repeat of a key as it answered the first time': {
      async run({ first }) {
        const before = await first.load(LOAN);
        const key = newKey();
        const one = accepted(await send(first, before, { type: 'claim' }, key), 'The first try');
        const two = accepted(await send(first, before, { type: 'claim' }, key), 'The repeat');
        expectThat(sameJson(one, two), 'Both answers must be the same.', two);
        const entries = await historyOf(first, LOAN);
        expectThat(entries.length === 2, 'The repeat must leave no second entry.', entries.length);
      },
    },
    'refuses a key that was used for another command': {
      async run({ first }) {
        const key = newKey();
        const review = accepted(await send(first, await first.load(LOAN), { type: 'claim' }, key), 'The claim').review;
        const answer = await send(first, review, { type: 'release' }, key);
        expectThat(answer.outcome === 'invalid', 'The key belongs to the claim.', answer);
      },
    },
    'lets exactly one of two people who claim at once have the review': {
      async run({ first, second }) {
        const review = await first.load(LOAN);
        const answers = await Promise.all([
          send(first, review, { type: 'claim' }),
          send(second, review, { type: 'claim' }),
        ]);
        const outcomes = answers.map(({ outcome }) => outcome).sort();
        expectThat(sameJson(outcomes, ['accepted', 'conflict']), 'One claim is accepted, one is a conflict.', outcomes);
      },
    },
    'calls it a conflict when the review moved on, and changes nothing': {
      async run({ first }) {
        const review = await claimed(first);
        const answer = await send(first, { ...review, version: review.version - 1 }, { type: 'approve' });
        expectThat(answer.outcome === 'conflict', 'An old version is a conflict.', answer);
        expectThat((await first.load(LOAN)).status === 'reviewing', 'Nothing may have changed.');
      },
    },
    'calls it a conflict when something else was on screen': {
      async run({ first }) {
        const review = await claimed(first);
        const answer = await first.send(
          LOAN,
          { type: 'approve' },
          {
            idempotencyKey: newKey(),
            expectedVersion: review.version,
            saw: { revision: 1, fingerprint: 'not this' },
            ...(review.claim && { fence: review.claim.fence }),
          },
        );
        expectThat(answer.outcome === 'conflict', 'Another fingerprint is a conflict.', answer);
      },
    },
    'refuses a verdict of somebody who has not claimed': {
      async run({ first, second }) {
        const review = await claimed(first);
        const answer = await send(second, review, { type: 'approve' });
        expectThat(answer.outcome === 'claim-lost', 'Only who claimed may decide.', answer);
      },
    },
    'refuses an override without a reason, naming what is missing': {
      async run({ first }) {
        const answer = await send(first, await claimed(first), { type: 'override', value: 'approve' });
        expectThat(answer.outcome === 'invalid', 'The policy asks for a reason.', answer);
        expectThat(
          answer.issues.some(({ code }) => code === 'reason-missing'),
          'It must say so.',
          answer.issues,
        );
      },
    },
    'stores an override with the value, the reason and what was seen, as they were given': {
      async run({ first }) {
        const { review, entry } = accepted(await send(first, await claimed(first), override), 'The override');
        expectThat(review.status === 'overridden', 'The review must be overridden.', review.status);
        expectThat(
          sameJson(review.decision?.reason, override.reason),
          'The reason must be stored unchanged.',
          review.decision,
        );
        expectThat(entry.oldValue === 'deny' && entry.newValue === 'approve', 'The entry holds both values.', entry);
        expectThat(
          sameJson(review.decision?.saw, sawOf(review.proposal)),
          'The decision says what was seen.',
          review.decision,
        );
      },
    },
    'answers a second verdict with what was decided': {
      async run({ first, second }) {
        accepted(await send(first, await claimed(first), { type: 'approve' }), 'The approval');
        const answer = await send(second, await second.load(LOAN), override);
        expectThat(answer.outcome === 'already-decided', 'The case is decided.', answer);
      },
    },
    'lets no verdict through while a stop holds the review': {
      async run({ first, of }) {
        const review = await claimed(first);
        const supervisor = await of(priya);
        const stop: Command = { type: 'hold', reason: 'The model is being checked.', scope: 'review' };
        const held = accepted(await send(supervisor, review, stop), 'The stop').review;
        const answer = await send(first, held, { type: 'approve' });
        expectThat(answer.outcome === 'held', 'A held review takes no verdict.', answer);
      },
    },
    'lets only a named role lift a stop': {
      async run({ first, of }) {
        const stop: Command = { type: 'hold', reason: 'The model is being checked.', scope: 'review' };
        const held = accepted(await send(first, await claimed(first), stop), 'The stop').review;
        const refused = await send(first, held, { type: 'resume' });
        expectThat(refused.outcome === 'forbidden', 'A reviewer may not lift it.', refused);
        accepted(await send(await of(priya), held, { type: 'resume' }), 'A supervisor lifting it');
      },
    },
    'refuses a command it does not know': {
      async run({ first }) {
        const review = await first.load(LOAN);
        const answer = await send(first, review, { type: 'rubber-stamp' } as unknown as Command);
        expectThat(answer.outcome === 'invalid', 'An unknown command is invalid.', answer);
      },
    },
    'keeps every entry, newest first, and they replay to the stored review': {
      async run({ first }) {
        for (let round = 0; round < 26; round++) {
          const review = await claimed(first);
          accepted(await send(first, review, { type: 'release' }), 'A release');
        }
        const kept = await historyOf(first, LOAN);
        accepted(await send(first, await claimed(first), override), 'The override');
        const entries = await historyOf(first, LOAN);
        const gaps = entries.some(({ seq }, index) => seq !== entries.length - index);
        expectThat(
          !gaps,
          'Entries are numbered without a gap, newest first.',
          entries.map(({ seq }) => seq),
        );
        expectThat(sameJson(entries.slice(2), kept), 'An entry that is written never changes.');
        expectThat(
          sameJson(replay([...entries].reverse()), recorded(await first.load(LOAN))),
          'Replaying the entries must give the stored review.',
        );
      },
    },
    'pushes what others do, and what was missed, where it offers to': {
      async run({ first, second }, patience) {
        if (!first.subscribe) return;
        const heard: ReviewChange[] = [];
        const hears = async (count: number, what: string) => {
          const end = Date.now() + patience;
          while (heard.length < count && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
          expectThat(heard.length >= count, what, heard.length);
        };
        // A stream may take a moment to open: what happens meanwhile is missed only by who gives no position.
        const unsubscribe = first.subscribe((change) => heard.push(change));
        await new Promise((resolve) => setTimeout(resolve, 300));
        const review = await claimed(second);
        await hears(1, 'The claim of somebody else must be pushed.');
        expectThat(heard[0]?.summary.claimedBy?.id === mateo.id, 'It must say who claimed.', heard[0]);
        unsubscribe();
        accepted(await send(second, review, { type: 'release' }), 'The release');
        await new Promise((resolve) => setTimeout(resolve, 100));
        expectThat(heard.length === 1, 'Nothing may come after unsubscribing.', heard.length);
        const again = first.subscribe((change) => heard.push(change), { since: heard[0]?.cursor });
        await hears(2, 'What was missed must be pushed after the position given.');
        again();
        expectThat(heard[1]?.summary.status === 'pending', 'It must be the release.', heard[1]);
      },
    },
    'keeps drafts exactly, apart for each person, where it offers to': {
      async run({ first, second }) {
        if (!first.drafts || !second.drafts) return;
        const draft = { verdict: 'override', value: '', reason: { codes: [], text: ' half a sen' } } as const;
        await first.drafts.save(LOAN, draft);
        expectThat(sameJson(await first.drafts.load(LOAN), draft), 'A draft comes back exactly.');
        expectThat((await second.drafts.load(LOAN)) === undefined, 'Nobody sees the draft of somebody else.');
        await first.drafts.clear(LOAN);
        expectThat((await first.drafts.load(LOAN)) === undefined, 'A cleared draft is gone.');
      },
    },
  };

/**
 * The promises of the port as test cases, for a test runner of the host's choice.
 *
 * @example
 * for (const { name, run } of backendConformance({ open })) test(name, run);
 */
export function backendConformance({ open, patience = 5_000 }: ConformanceOptions): ConformanceCase[] {
  return Object.entries(CASES).map(([name, { reviews = () => [sampleReview('loan')], run }]) => ({
    name,
    async run() {
      const host = await open(reviews());
      try {
        const of = async (reviewer: Reviewer) => host.backendFor(reviewer);
        await run({ of, first: await of(amara), second: await of(mateo) }, patience);
      } finally {
        await host.close?.();
      }
    },
  }));
}
