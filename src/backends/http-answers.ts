import { isRecord } from '../internal/is-record.js';
import type {
  AssignablePerson,
  CheckOutcome,
  Draft,
  KnownOutcome,
  LogKey,
  OwnOutcome,
  Page,
  RenewResult,
  ReviewChange,
} from '../review/backend.types.js';
import {
  type AuditEntry,
  COMMAND_OUTCOMES,
  type CommandOutcome,
  type CommandResult,
  type Review,
  type ReviewSummary,
} from '../review/review.types.js';

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The value that a text holds; nothing where it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/* The least that the kit rests on. Words it does not know, of a newer server, pass: they are shown as they are. */

export function isReview(value: unknown): value is Review {
  return (
    isRecord(value) &&
    isText(value.id) &&
    isText(value.state) &&
    isText(value.status) &&
    typeof value.version === 'number' &&
    Array.isArray(value.signatures) &&
    isRecord(value.policy) &&
    isRecord(value.proposal) &&
    isRecord(value.proposal.subject)
  );
}

export function isSummary(value: unknown): value is ReviewSummary {
  return (
    isRecord(value) &&
    isText(value.id) &&
    typeof value.title === 'string' &&
    isText(value.status) &&
    typeof value.version === 'number' &&
    Array.isArray(value.why)
  );
}

export function isEntry(value: unknown): value is AuditEntry {
  return (
    isRecord(value) &&
    isText(value.id) &&
    typeof value.seq === 'number' &&
    isText(value.type) &&
    isRecord(value.by) &&
    isRecord(value.command)
  );
}

export function isPageOf<T>(isItem: (item: unknown) => item is T) {
  return (value: unknown): value is Page<T> =>
    isRecord(value) &&
    Array.isArray(value.items) &&
    value.items.every(isItem) &&
    (value.next === undefined || typeof value.next === 'string');
}

export function isResult(value: unknown): value is CommandResult {
  if (!isRecord(value) || !COMMAND_OUTCOMES.includes(value.outcome as CommandOutcome)) return false;
  switch (value.outcome as CommandOutcome) {
    case 'accepted':
      return isReview(value.review) && isEntry(value.entry);
    case 'conflict':
    case 'claim-lost':
    case 'already-decided':
      return isReview(value.review);
    case 'held':
      return isRecord(value.hold);
    case 'forbidden':
      return isRecord(value.why);
    case 'invalid':
      return Array.isArray(value.issues);
  }
}

export function isDraftAnswer(value: unknown): value is { draft: Draft | null } {
  return isRecord(value) && (value.draft === null || isRecord(value.draft));
}

export function isRenewResult(value: unknown): value is RenewResult {
  if (!isRecord(value)) return false;
  return value.outcome === 'renewed' ? isText(value.until) : value.outcome === 'claim-lost' && isReview(value.review);
}

export function isNextAnswer(value: unknown): value is { review: Review | null } {
  return isRecord(value) && (value.review === null || isReview(value.review));
}

function isChange(value: unknown): value is ReviewChange {
  return isRecord(value) && isText(value.cursor) && isSummary(value.summary);
}

/** What `GET /changes` answers with. */
export interface ChangesAnswer {
  changes: readonly ReviewChange[];
  /** Where the reader stands after these changes. */
  position: string;
  /** Whether the position asked for is unknown: what is on screen has to be loaded again. */
  reset?: boolean;
}

export function isChangesAnswer(value: unknown): value is ChangesAnswer {
  return isRecord(value) && isText(value.position) && Array.isArray(value.changes) && value.changes.every(isChange);
}

function isKey(value: unknown): value is LogKey {
  return isRecord(value) && isText(value.id) && isText(value.publicKey) && isText(value.from);
}

export function isKeysAnswer(value: unknown): value is { keys: readonly LogKey[] } {
  return isRecord(value) && Array.isArray(value.keys) && value.keys.every(isKey);
}

/** A check that was decided, or that there is nothing to tell. */
export function isCheckAnswer(value: unknown): value is { outcome: CheckOutcome | null } {
  if (!isRecord(value)) return false;
  const { outcome } = value;
  return (
    outcome === null ||
    (isRecord(outcome) &&
      outcome.truth !== undefined &&
      outcome.proposed !== undefined &&
      typeof outcome.isRight === 'boolean' &&
      (outcome.because === undefined || typeof outcome.because === 'string'))
  );
}

function isAssignablePerson(value: unknown): value is AssignablePerson {
  return (
    isRecord(value) &&
    isText(value.id) &&
    isText(value.name) &&
    (value.title === undefined || typeof value.title === 'string')
  );
}

export function isPeopleAnswer(value: unknown): value is { people: readonly AssignablePerson[] } {
  return isRecord(value) && Array.isArray(value.people) && value.people.every(isAssignablePerson);
}

export function isOutcomeAnswer(value: unknown): value is { outcome: KnownOutcome | null } {
  if (!isRecord(value)) return false;
  const { outcome } = value;
  return (
    outcome === null ||
    (isRecord(outcome) && outcome.value !== undefined && isText(outcome.knownAt) && isText(outcome.source))
  );
}

function isOwnOutcome(value: unknown): value is OwnOutcome {
  return (
    isRecord(value) &&
    isText(value.reviewId) &&
    isText(value.decidedAt) &&
    typeof value.isRight === 'boolean' &&
    (value.confidence === undefined || typeof value.confidence === 'number')
  );
}

export function isOwnOutcomesAnswer(value: unknown): value is { outcomes: readonly OwnOutcome[] } {
  return isRecord(value) && Array.isArray(value.outcomes) && value.outcomes.every(isOwnOutcome);
}
