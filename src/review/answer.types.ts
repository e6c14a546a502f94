import type { Assignee } from './command.types.js';
import type { AuditEntry } from './entry.types.js';
import type { Json } from './json.types.js';
import type { Hold, Review } from './review.types.js';

export const ISSUE_CODES = [
  'command-unknown',
  'command-illegal',
  'field-missing',
  'verdict-not-offered',
  'value-invalid',
  'value-unchanged',
  'number-out-of-range',
  'number-off-step',
  'choice-unknown',
  'text-too-long',
  'text-reserved',
  'date-invalid',
  'date-ahead',
  'probability-invalid',
  'revision-not-newer',
  'reason-missing',
  'reason-unknown',
  'reason-text-too-short',
  'check-missing',
  'assumption-missing',
  'dwell-short',
  'evidence-unopened',
  'signature-missing',
  'saw-missing',
  'batch-refused',
] as const;
export type IssueCode = (typeof ISSUE_CODES)[number];

/** One thing that is wrong with a command or a proposal. */
export interface Issue {
  code: IssueCode;
  /** Where: `reason.text`, `value.amount`. */
  path?: string;
  /** Facts for the sentence: `{ min: 0, max: 40 }`. */
  detail?: { readonly [key: string]: Json };
}

export const FORBIDDEN_CODES = [
  'cannot-decide',
  'not-a-person',
  'same-person',
  'not-fresh',
  'not-independent',
  'not-adjudicator',
  'assigned',
  'assignee-signed',
  'role-missing',
  'system-only',
  'not-signer',
  'undo-over',
  'first-shown',
  'legal-hold',
  'signature-unproved',
] as const;
export type ForbiddenCode = (typeof FORBIDDEN_CODES)[number];

/** Why somebody may not. */
export interface Forbidden {
  code: ForbiddenCode;
  /** The host's own words, from `canDecide`. */
  text?: string;
  /** Roles that would be allowed. */
  roles?: readonly string[];
  /** Whom the case is assigned to; withheld from whoever may not know it yet. */
  to?: Assignee;
}

/** Every answer a command gets. Only an unreachable or broken backend rejects. */
export type CommandResult =
  | { outcome: 'accepted'; review: Review; entry: AuditEntry }
  | { outcome: 'conflict'; review: Review }
  | { outcome: 'claim-lost'; review: Review }
  | { outcome: 'already-decided'; review: Review }
  | { outcome: 'held'; hold: Hold }
  | { outcome: 'forbidden'; why: Forbidden }
  | { outcome: 'invalid'; issues: readonly Issue[] };
export const COMMAND_OUTCOMES = [
  'accepted',
  'conflict',
  'claim-lost',
  'already-decided',
  'held',
  'forbidden',
  'invalid',
] as const satisfies readonly CommandResult['outcome'][];
export type CommandOutcome = CommandResult['outcome'];
/** A typed refusal: any result but `accepted`. */
export type Refusal = Exclude<CommandResult, { outcome: 'accepted' }>;
