import { bandOf, calibratedShare, icd203, probabilityOfValue } from '../confidence/confidence.selectors.js';
import { ICD203_BANDS } from '../confidence/confidence.types.js';
import { drawIn } from '../internal/draw.js';
import { isRecord } from '../internal/is-record.js';
import { asksSecond, reasonDemand } from './policy.selectors.js';
import { unopenedEvidence } from './proposal.selectors.js';
import {
  type Actor,
  type AuditEntry,
  type Batch,
  type BatchProblem,
  type BatchSetting,
  type BatchShare,
  type Issue,
  type Policy,
  type Review,
  type ReviewFacts,
  VERDICTS,
} from './review.types.js';

/** Least cases of a batch: one alone is a decision like any other. */
export const BATCH_LEAST = 2;
/**
 * Most cases of a batch (B-18). Both allow what the requirement allows, ten of low risk that are very likely right; `limited` stays
 * within half of it, by our judgement.
 */
export const BATCH_MOST: Readonly<Record<BatchSetting, number>> = { off: 0, limited: 5, allowed: 10 };

/** Bands in which a proposed value may be approved together with others (B-18). */
const LIKELY_ENOUGH: readonly string[] = ICD203_BANDS.slice(ICD203_BANDS.indexOf('very-likely'));

/** How many cases these policies let somebody approve together: the strictest of them counts. */
export function batchMost(policies: readonly Pick<Policy, 'batchApprove'>[]): number {
  return Math.min(BATCH_MOST.allowed, ...policies.map(({ batchApprove = 'off' }) => BATCH_MOST[batchApprove] ?? 0));
}

/**
 * The case of a batch that its person has to open first: of ten or fewer, one. Drawn by the ids and the person, so that it is
 * the same however often a selection is made anew; and since each case has a place of its own in the draw, leaving others out does
 * not change it either. Only a batch without that case has another one.
 */
export function batchFirst(cases: readonly string[], personId: string): string | undefined {
  let first: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const id of [...cases].sort()) {
    const draw = drawIn(`batch:${personId}`, id);
    if (draw < least) [first, least] = [id, draw];
  }
  return first;
}

/**
 * Why a case may not be approved together with others, whoever does it and wherever it stands; nothing where it may. Of a case
 * that is answered first nothing else is said (B-1).
 *
 * @param now milliseconds since 1970: a calibration may be too old by then (B-4)
 */
export function batchRuleProblem(
  { id, policy, proposal, signatures }: Pick<ReviewFacts, 'id' | 'policy' | 'proposal' | 'signatures'>,
  now?: number,
): BatchProblem | undefined {
  if (policy.blindFirst) return 'answer-first';
  if (batchMost([policy]) === 0) return 'off';
  if (proposal.risk !== 'low') return 'risk';
  if (asksSecond(policy, id) || signatures.length > 0) return 'second-review';
  if (policy.signature) return 'signature';
  if (policy.evidenceGate && unopenedEvidence(proposal, []).length > 0) return 'evidence';
  if (policy.assumptionPrompt) return 'assumption';
  if (reasonDemand(policy, 'approve') !== 'none') return 'reason';
  if (policy.dwell) return 'dwell';
  if (!(policy.verdicts ?? VERDICTS).includes('approve')) return 'not-offered';
  if (!policy.recordViews) return 'views-unrecorded';
  const { confidence } = proposal;
  const probability = probabilityOfValue(confidence);
  if (calibratedShare(confidence && { ...confidence, value: probability }, now) === undefined) return 'uncalibrated';
  return LIKELY_ENOUGH.includes(bandOf(probability, icd203)?.id ?? '') ? undefined : 'unlikely';
}

/** What is wrong with the shape of a batch, whoever sends it. */
export function batchShapeIssues(batch: unknown): Issue[] {
  const unlike = (path: string, expected: string): Issue[] => [{ code: 'value-invalid', path, detail: { expected } }];
  if (batch === undefined) return [];
  if (!isRecord(batch)) return unlike('batch', 'object');
  const { id, cases, opened } = batch;
  const issues: Issue[] = [];
  if (typeof id !== 'string' || id.trim() === '') issues.push({ code: 'field-missing', path: 'batch.id' });
  const isList = Array.isArray(cases) && cases.every((each) => typeof each === 'string' && each !== '');
  if (!isList || new Set(cases).size !== cases.length) issues.push(...unlike('batch.cases', 'list of different ids'));
  if (opened !== undefined && typeof opened !== 'boolean') issues.push(...unlike('batch.opened', 'true or false'));
  return issues;
}

/** Why a batch may not be given for one of its cases, as far as that case can tell; nothing where it may. */
export function batchProblem(
  facts: Pick<ReviewFacts, 'id' | 'policy' | 'proposal' | 'signatures'>,
  { cases, opened }: Batch,
  by: Pick<Actor, 'id'>,
  now?: number,
): BatchProblem | undefined {
  const ofCase = batchRuleProblem(facts, now);
  if (ofCase) return ofCase;
  if (!cases.includes(facts.id)) return 'not-among';
  if (cases.length < BATCH_LEAST) return 'too-few';
  if (cases.length > batchMost([facts.policy])) return 'too-many';
  return batchFirst(cases, by.id) === facts.id && !opened ? 'unopened' : undefined;
}

/** A case that a batch names, as it is stored. */
export type BatchNamed = Pick<Review, 'id' | 'policy' | 'proposal' | 'signatures' | 'status' | 'decision'>;

/** What the other cases of a batch and the record say of it: what whoever stores reviews has to look up. */
export interface BatchReality {
  /** The case that is approved. */
  of: string;
  /** The cases that it names, that one included; nothing for one that does not exist or is not there for its person. */
  named: readonly (BatchNamed | undefined)[];
  /** Whether its person has opened the case that `batchFirst` names, by `hasOpened`. */
  isFirstOpened: boolean;
  /** What was given under its id before, if anything. */
  known?: { by: string; cases: readonly string[] };
  /** Milliseconds since 1970: a calibration may be too old by then (B-4). */
  now?: number;
}

/**
 * Whether a batch may begin with a case among those it names. What somebody else has decided since it was listed fails by itself; what
 * this person has decided elsewhere, or nobody will, was never one of them.
 */
function mayBeNamed(named: BatchNamed, batchId: string, by: Pick<Actor, 'id'>, now?: number): boolean {
  const { status, decision } = named;
  if (decision?.by.id === by.id) return decision.batch?.id === batchId;
  if (!decision && status !== 'pending' && status !== 'reviewing') return false;
  return batchRuleProblem(decision ? { ...named, signatures: [] } : named, now) === undefined;
}

/**
 * Why a batch does not fit what is stored, beyond the case it is given for; nothing where it does. A server asks with every
 * verdict of a batch, after the chart. A batch begins with the case that was drawn, which is used up by that: it opens no other one.
 * Once it has begun it is that of its cases, and what becomes of one of them does not hold up the others.
 */
export function batchRealityProblem(
  { id, cases }: Batch,
  by: Pick<Actor, 'id'>,
  { of, named, isFirstOpened, known, now }: BatchReality,
): BatchProblem | undefined {
  if (known) {
    const isSame =
      known.by === by.id && known.cases.length === cases.length && known.cases.every((each) => cases.includes(each));
    return isSame ? undefined : 'other-batch';
  }
  const found = named.filter((each) => each !== undefined);
  if (found.length < cases.length) return 'unknown-case';
  if (cases.length > batchMost(found.map(({ policy }) => policy))) return 'too-many';
  if (!found.every((each) => mayBeNamed(each, id, by, now))) return 'not-together';
  if (!isFirstOpened) return 'unopened';
  return batchFirst(cases, by.id) === of ? undefined : 'not-begun';
}

/** Entries after which a case has to be looked at anew: it proposes something else, or is to be decided once more. */
const ANEW: readonly string[] = ['proposed', 'revised', 'undone', 'reopened'];

/**
 * Whether a person has a case on record as looked at since its newest revision, and since a decision on it was last taken back: what
 * they saw before is not what is proposed now, and one look opens one batch.
 *
 * @param entries of one review, in any order
 */
export function hasOpened(entries: readonly Pick<AuditEntry, 'type' | 'seq' | 'by'>[], personId: string): boolean {
  const newest = Math.max(0, ...entries.filter(({ type }) => ANEW.includes(type)).map(({ seq }) => seq));
  return entries.some(({ type, seq, by }) => type === 'viewed' && seq > newest && by?.id === personId);
}

/** A problem as the answer to a command says it. */
export function batchIssue(problem: BatchProblem): Issue {
  return { code: 'batch-refused', path: 'batch', detail: { problem } };
}

/** What a decision, and the entry of it, say of a batch. */
export function batchShare(batch: Batch | undefined): { batch?: BatchShare } {
  return batch ? { batch: { id: batch.id, size: batch.cases.length, opened: batch.opened === true } } : {};
}
