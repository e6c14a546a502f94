import { canonicalJson, sameJson } from '../internal/canonical-json.js';
import { drawOf } from '../internal/draw.js';
import { errorFor } from '../internal/errors.js';
import { notifyAll } from '../internal/notify.js';
import { type IsRight, practiceProblem, shuffledCases } from '../oversight/practice.selectors.js';
import type {
  Practice,
  PracticeCase,
  PracticeDemand,
  PracticeResult,
  PracticeSnapshot,
} from '../oversight/practice.types.js';
import type { Draft, DraftStore, ReviewBackend } from '../review/backend.types.js';
import { isHandedOn } from '../review/check.selectors.js';
import { initialReview } from '../review/lifecycle.selectors.js';
import type { AuditEntry, Decision, Json, Policy, Review, Reviewer } from '../review/review.types.js';
import { isVerdict } from '../review/verdict.selectors.js';
import { createMemoryStore, type MemoryStore } from './memory-backend.js';

export interface PracticeOptions {
  cases: readonly PracticeCase[];
  /** Who practises. */
  reviewer: Reviewer;
  /** The policy of the work that is practised for; a second person and signatures are left out. */
  policy: Policy;
  /** How many cases there must be, and in how many the AI must be wrong. @default ONBOARDING_SET: 20 and 5 (B-22) */
  demand?: PracticeDemand;
  /** Whether an answer counts as the known one. @default the same value */
  isRight?: IsRight;
  /** Where answers and drafts are kept, so that a reload loses nothing; `null` is nowhere. @default the browser's local storage */
  storage?: Pick<Storage, 'getItem' | 'setItem'> | null;
  /** Milliseconds since 1970. @default Date.now */
  clock?: () => number;
}

/** What is kept of a practice. */
interface Kept {
  results: readonly PracticeResult[];
  currentId?: string;
  /** The case at hand as it stands. */
  current?: { review: Review; entries: readonly AuditEntry[] };
  drafts: Record<string, Draft>;
}

/** What a verdict answered; nothing where it left the case open. */
function answerOf({ verdict, value }: Decision): Json | undefined {
  return verdict.type === 'abstain' || verdict.type === 'respond' ? undefined : value;
}

/** Nobody else is there to decide, a practice is nothing to sign, and what has been shown its answer stays answered. */
function practicePolicy({ secondReview: _second, signature: _signature, ...policy }: Policy): Policy {
  return { ...policy, roles: { ...policy.roles, reopen: [] } };
}

function localStorageOrNone(): Pick<Storage, 'getItem' | 'setItem'> | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    // A browser that keeps nothing for this page throws at the mere name.
    return undefined;
  }
}

/**
 * Makes a practice of cases whose answer is known. It belongs outside the component that shows it.
 *
 * @throws {CountersignError} `practice-invalid` where the set cannot be used or is too small; `proposal-invalid` and
 * `policy-invalid` as `initialReview` does
 */
export function createPractice({
  cases,
  reviewer,
  policy,
  demand = { cases: 20, aiWrong: 5 },
  isRight = sameJson,
  storage = localStorageOrNone(),
  clock = Date.now,
}: PracticeOptions): Practice {
  const problem = practiceProblem(cases, demand, isRight);
  if (problem !== undefined) throw errorFor('practice-invalid', problem);
  const order = shuffledCases(cases, reviewer.id);
  const known = new Map(order.map((each) => [each.proposal.id, each]));
  // By what is asked and known: another version of a model that says the same of a case is the same practice.
  const asked = canonicalJson(order.map(({ proposal, truth }) => [proposal.id, proposal.value, truth]));
  const key = `countersign:practice:${reviewer.id}:${drawOf(asked).toString(36).slice(2)}`;
  const listeners = new Set<() => void>();
  const reviewOf = ({ proposal, policy: own = policy }: PracticeCase) => initialReview(proposal, practicePolicy(own));

  let kept = read();
  let isKept = storage !== undefined && storage !== null;
  let memory = open();
  let snapshot = look();
  const begun: PracticeSnapshot = { count: order.length, ...atFirst(), results: [], isKept: true };

  /** The case that a practice begins with. */
  function atFirst() {
    return order[0] && { currentId: order[0].proposal.id };
  }

  function fresh(): Kept {
    return { results: [], drafts: {}, ...atFirst() };
  }

  /** What was kept of this very set; nothing where it cannot be read. */
  function read(): Kept {
    try {
      const found = JSON.parse(storage?.getItem(key) ?? 'null') as Kept | null;
      if (!found || !Array.isArray(found.results) || typeof found.drafts !== 'object') return fresh();
      const isKnown = (id: string | undefined) => id === undefined || known.has(id);
      const isOfThisSet =
        found.results.every(({ reviewId }) => isKnown(reviewId)) &&
        isKnown(found.currentId) &&
        (!found.current || (known.has(found.current.review.id) && Array.isArray(found.current.entries)));
      return isOfThisSet ? found : fresh();
    } catch {
      return fresh();
    }
  }

  function open(): MemoryStore {
    const { current } = kept;
    const untouched = order.filter(({ proposal }) => proposal.id !== current?.review.id).map(reviewOf);
    return createMemoryStore({
      reviews: current ? [...untouched, current.review] : untouched,
      ...(current && { history: { [current.review.id]: current.entries } }),
      clock,
    });
  }

  function look(): PracticeSnapshot {
    const { currentId, results } = kept;
    const result = results.find(({ reviewId }) => reviewId === currentId);
    return {
      count: order.length,
      ...(currentId !== undefined && { currentId }),
      ...(result && { result }),
      results,
      isKept,
    };
  }

  function set(next: Kept) {
    kept = next;
    try {
      storage?.setItem(key, JSON.stringify(kept));
    } catch {
      isKept = false;
    }
    snapshot = look();
    notifyAll(listeners);
  }

  /** Takes in what came of a case, once: a decision, or that it was given to somebody else. */
  function note(review: Review, decision: Decision | undefined): void {
    const practised = known.get(review.id);
    if (!practised || kept.results.some(({ reviewId }) => reviewId === review.id)) return;
    const { proposal, truth, because } = practised;
    const decided = decision && answerOf(decision);
    const result: PracticeResult = {
      reviewId: review.id,
      ...(proposal.subject.reference !== undefined && { reference: proposal.subject.reference }),
      truth,
      proposed: proposal.value,
      ...(decided !== undefined && { decided }),
      isRight: decided !== undefined && isRight(decided, truth),
      isAiRight: isRight(proposal.value, truth),
      ...(because !== undefined && { because }),
      decidedAt: review.updatedAt,
    };
    const { [review.id]: _done, ...drafts } = kept.drafts;
    kept = { ...kept, results: [...kept.results, result], drafts };
  }

  const drafts: DraftStore = {
    async save(id, draft) {
      set({ ...kept, drafts: { ...kept.drafts, [id]: draft } });
    },
    load: async (id) => kept.drafts[id],
    async clear(id, { typedUntil } = {}) {
      const { [id]: draft, ...rest } = kept.drafts;
      const isLater = typedUntil !== undefined && draft?.typedAt !== undefined && draft.typedAt > typedUntil;
      if (draft && !isLater) set({ ...kept, drafts: rest });
    },
  };

  /** What was answered has been shown its answer: it cannot be taken back. */
  const final = <Result extends { review?: Review }>(result: Result): Result => {
    if (!result.review?.undo) return result;
    const { undo: _undo, ...review } = result.review;
    return { ...result, review };
  };

  /** The port of what is in memory now; a practice that begins anew has a new one, so that nothing of the old one is kept. */
  function openBackend(): ReviewBackend {
    const { list, load, send, history } = memory.backendFor(reviewer);
    return {
      list,
      load: async (id) => final({ review: await load(id) }).review,
      async send(id, command, options) {
        if (command.type === 'undo') return { outcome: 'forbidden', why: { code: 'undo-over' } };
        const result = await send(id, command, options);
        if (result.outcome === 'accepted') {
          const review = memory.get(id);
          if (isVerdict(command.type)) note(review, review.decision ?? review.signatures.at(-1));
          else if (isHandedOn(command, reviewer)) note(review, undefined);
          set(id === kept.currentId ? { ...kept, current: { review, entries: memory.entries(id) } } : kept);
        }
        return 'review' in result ? final(result) : result;
      },
      history,
      drafts,
      checks: { outcome: async (id) => kept.results.find(({ reviewId }) => reviewId === id) },
      now: clock,
    };
  }
  let backend = openBackend();

  return {
    reviewer,
    get backend() {
      return backend;
    },
    schemaOf: (id) => known.get(id)?.proposal.schema,
    getSnapshot: () => snapshot,
    getServerSnapshot: () => begun,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    next() {
      const { results, drafts: typed, currentId } = kept;
      if (currentId === undefined || !snapshot.result) return;
      const done = new Set(results.map(({ reviewId }) => reviewId));
      const left = order.find(({ proposal }) => !done.has(proposal.id));
      set({ results, drafts: typed, ...(left && { currentId: left.proposal.id }) });
    },
    restart() {
      kept = fresh();
      memory = open();
      backend = openBackend();
      set(kept);
    },
  };
}
