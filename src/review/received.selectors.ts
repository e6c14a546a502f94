import type { Explanation } from '../explanation/explanation.types.js';
import { isRecord } from '../internal/is-record.js';
import type { MachineActor, Proposal, Review, ValueSchema } from './review.types.js';

type Loose = { readonly [key: string]: unknown };

const isText = (value: unknown) => typeof value === 'string';

/** Records whose named fields are texts. */
const withTexts =
  (...fields: readonly string[]) =>
  (value: unknown) =>
    isRecord(value) && fields.every((field) => isText(value[field]));

/** The items of a list that can be shown; nothing where there is no list; the same list where all can. */
function shown<T>(list: readonly T[] | undefined, isShown: (item: unknown) => boolean): readonly T[] | undefined {
  if (!Array.isArray(list)) return undefined;
  return list.every(isShown) ? list : list.filter(isShown);
}

/** Replaces what changed, and answers the same object where nothing did. */
function replaced<T extends object>(whole: T, parts: Partial<T>): T {
  const names = Object.keys(parts) as (keyof T)[];
  return names.every((name) => whole[name] === parts[name]) ? whole : { ...whole, ...parts };
}

function isSchema(schema: unknown): boolean {
  if (!isRecord(schema) || !isText(schema.type)) return false;
  if (schema.type === 'choice')
    return Array.isArray(schema.options) && schema.options.every(withTexts('value', 'label'));
  if (schema.type !== 'record') return true;
  const isField = (field: unknown) => withTexts('name', 'label')(field) && isSchema((field as Loose).schema);
  return Array.isArray(schema.fields) && schema.fields.every(isField);
}

function readableExplanation(explanation: Explanation): Explanation {
  return replaced(explanation, {
    factors: shown(explanation.factors, withTexts('name')),
    counterEvidence: shown(explanation.counterEvidence, withTexts('text')),
    evidence: shown(explanation.evidence, withTexts('id', 'title')),
    limits: shown(explanation.limits, isText),
    trackRecord: isRecord(explanation.trackRecord) ? explanation.trackRecord : undefined,
  });
}

function readableProposal(proposal: Proposal): Proposal {
  const { subject, explanation, confidence, schema } = proposal;
  const title = isText(subject?.title) ? subject.title : proposal.id;
  return replaced(proposal, {
    subject: isRecord(subject)
      ? replaced(subject as Proposal['subject'], { title, facts: shown(subject.facts, withTexts('name', 'value')) })
      : { title },
    explanation: isRecord(explanation) ? readableExplanation(explanation as Explanation) : undefined,
    confidence: isRecord(confidence) ? confidence : undefined,
    schema: isSchema(schema) ? (schema as ValueSchema) : undefined,
    alternatives: shown(proposal.alternatives, isRecord),
    why: shown(proposal.why, isText),
  });
}

const NOBODY: MachineActor = { kind: 'system', id: '', name: '?' };

/**
 * A review as it can be shown, whatever a server sent: lists lose the items that nobody could read, and what is no list
 * or no record is left out, so that it reads "Not provided". The same object where nothing is amiss. Where a proposal
 * had to be mended, no verdict fits it any more: nobody signs what they were not shown.
 *
 * @throws {Error} where it is not a review at all
 */
export function readableReview(review: Review): Review {
  const isReview =
    isRecord(review) && review.id && isRecord(review.proposal) && isRecord(review.policy) && isText(review.state);
  if (!isReview) throw new Error('The backend answered with something that is not a review.');
  const isDecision = (decision: unknown) => isRecord(decision) && isRecord(decision.verdict) && isRecord(decision.by);
  if (review.decision && !isDecision(review.decision))
    throw new Error('The backend answered with a decision without a verdict.');
  const { hold, alsoHeld, claim, question, escalation } = review;
  return replaced(review, {
    proposal: readableProposal(review.proposal),
    signatures: shown(review.signatures, isDecision) ?? [],
    hold: isRecord(hold)
      ? replaced(hold as NonNullable<Review['hold']>, { by: isRecord(hold.by) ? hold.by : NOBODY })
      : undefined,
    alsoHeld: shown(alsoHeld, (each) => isRecord(each) && isRecord(each.by)),
    claim: isRecord(claim) && isRecord(claim.by) ? claim : undefined,
    question: isRecord(question) ? question : undefined,
    escalation: isRecord(escalation) ? escalation : undefined,
  });
}
