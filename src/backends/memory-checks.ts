import { sameJson } from '../internal/canonical-json.js';
import { errorFor } from '../internal/errors.js';
import { isHandedOn } from '../review/check.selectors.js';
import type { CheckOutcome, CheckService } from '../review/check.types.js';
import { applyCommand } from '../review/lifecycle.selectors.js';
import type { Actor, AuditEntry, Json, Review, Reviewer } from '../review/review.types.js';
import { isVerdict } from '../review/verdict.selectors.js';

/** What is known beforehand of a case that comes to one person as a check (B-14). */
export interface MemoryCheck {
  /** Id of the person whose check it is: it is there for nobody else. */
  personId: string;
  /** The known answer. */
  truth: Json;
  /** What in the case tells it, in words. */
  because?: string;
}

const KEEPER: Actor = { kind: 'system', id: 'checks', name: 'Check cases' };
const IS_OVER = 'This was a check case: its answer was known, and nothing follows from what was decided.';

/** Checks of a store in memory, as a server has them. */
export function createMemoryChecks(checks: { readonly [reviewId: string]: MemoryCheck } = {}) {
  const known = new Map(Object.entries(checks));
  const ofReview = (id: string) => known.get(id);
  const isThereFor = (id: string, reader: Pick<Reviewer, 'id'>) => {
    const check = ofReview(id);
    return !check || check.personId === reader.id;
  };
  const decisionOf = ({ signatures, decision }: Review, personId: string) =>
    signatures.findLast(({ by }) => by.id === personId) ?? decision;

  return {
    isThereFor,
    add: (id: string, check: MemoryCheck) => void known.set(id, check),
    /** Whether its person has been told what it was. */
    isOver: ({ id, signatures, decision, status }: Review) =>
      ofReview(id) !== undefined && (signatures.length > 0 || decision !== undefined || status === 'closed'),
    /** What a command of its person leaves behind: its entry, marked, and what ends it where others would get it. */
    follow(review: Review, entry: AuditEntry): { review: Review; entries: readonly AuditEntry[] } {
      const { command } = entry;
      const isOver = isVerdict(command.type) || isHandedOn(command, entry.by);
      if (!ofReview(review.id) || !isOver) return { review, entries: [entry] };
      const marked = entry.exposure ? { ...entry, exposure: { ...entry.exposure, seeded: true as const } } : entry;
      if (review.status !== 'pending' && review.status !== 'reviewing') return { review, entries: [marked] };
      const end = applyCommand(review, { type: 'withdraw', reason: IS_OVER }, { by: KEEPER, at: entry.at });
      return end.outcome === 'accepted'
        ? { review: end.review, entries: [marked, end.entry] }
        : { review, entries: [marked] };
    },
    serviceFor: (reader: Reviewer, get: (id: string) => Review): CheckService => ({
      async outcome(id) {
        if (!isThereFor(id, reader)) throw errorFor('review-unknown', id);
        const review = get(id);
        const check = ofReview(id);
        const decision = check && decisionOf(review, reader.id);
        if (!check || !decision) return undefined;
        const { verdict, value } = decision;
        const isAnswer = verdict.type === 'approve' || verdict.type === 'override';
        const outcome: CheckOutcome = {
          truth: check.truth,
          proposed: review.proposal.value,
          ...(isAnswer && { decided: value }),
          isRight: isAnswer && sameJson(value, check.truth),
          ...(check.because !== undefined && { because: check.because }),
        };
        return structuredClone(outcome);
      },
    }),
  };
}
