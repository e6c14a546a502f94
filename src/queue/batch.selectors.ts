import { BATCH_PROBLEMS, type BatchProblem } from '../review/batch.types.js';
import type { Command, CommandResult, Refusal, Review } from '../review/review.types.js';
import type { BatchCase, BatchCaseStatus, BatchFailure, BatchFailureReason, BatchRemedy } from './batch.types.js';

const REMEDIES: Readonly<Record<BatchFailureReason, BatchRemedy>> = {
  taken: 'none',
  decided: 'open',
  changed: 'open',
  lost: 'retry',
  held: 'retry',
  forbidden: 'open',
  refused: 'open',
  gone: 'none',
  'signed-out': 'sign-in',
  unreachable: 'retry',
  'undo-over': 'open',
};

/** What can be done about a failure. */
export function batchRemedy({ why }: BatchFailure): BatchRemedy {
  return REMEDIES[why];
}

/** Whether trying again may help. */
export function isRetryable(failure: BatchFailure | undefined): boolean {
  const remedy = failure && batchRemedy(failure);
  return remedy === 'retry' || remedy === 'sign-in';
}

function problemIn(refusal: Refusal): BatchProblem | undefined {
  const issues = refusal.outcome === 'invalid' ? refusal.issues : [];
  const problem = issues.find(({ code }) => code === 'batch-refused')?.detail?.problem;
  return BATCH_PROBLEMS.find((known) => known === problem);
}

/** What a refusal means for a case of a batch. */
export function failureOf(refusal: Refusal, type: Command['type']): BatchFailure {
  switch (refusal.outcome) {
    case 'conflict':
      return { why: type === 'claim' && refusal.review.claim ? 'taken' : 'changed' };
    case 'claim-lost':
      return { why: 'lost' };
    case 'already-decided':
      return { why: 'decided' };
    case 'held':
      return { why: 'held', text: refusal.hold.reason };
    case 'forbidden': {
      const { code, text } = refusal.why;
      return { why: code === 'undo-over' ? 'undo-over' : 'forbidden', ...(text !== undefined && { text }) };
    }
    case 'invalid': {
      const problem = problemIn(refusal);
      return { why: 'refused', ...(problem && { problem }) };
    }
  }
}

/** What a rejection means: only an unreachable or broken backend rejects. */
export function failureOfError(error: unknown): BatchFailure {
  const { code } = (error ?? {}) as { code?: unknown };
  if (code === 'not-signed-in') return { why: 'signed-out' };
  if (code === 'review-unknown') return { why: 'gone' };
  return { why: 'unreachable' };
}

/** How many cases stand so. */
export function countOf(cases: readonly BatchCase[], ...statuses: BatchCaseStatus[]): number {
  return cases.filter(({ status }) => statuses.includes(status)).length;
}

/** Until when something of a batch can be taken back at the latest; nothing where nothing can. */
export function undoUntilOf(cases: readonly BatchCase[]): string | undefined {
  const ends = cases.flatMap(({ status, review }) =>
    status === 'approved' && review?.undo ? [review.undo.until] : [],
  );
  return ends.sort((a, b) => Date.parse(b) - Date.parse(a))[0];
}

/** The review that an answer has; the one known before where it has none. */
export function reviewIn(result: CommandResult, known: Review | undefined): Review | undefined {
  return 'review' in result ? result.review : known;
}
