import type { AuditEntry, Policy, Reason, ValueSchema } from '../review/review.types.js';
import type { Checkpoint } from './chain.types.js';

/** Entries in the order in which they are to stand; at best one after the other, so that nobody holds all of them. */
export type ExportEntries = Iterable<AuditEntry> | AsyncIterable<AuditEntry>;

/** Which entries an export is limited to, said on its face (T-8). */
export interface ExportFilter {
  /** "Amara Osei; decisions only", as the reader reads it. */
  description: string;
  matches(entry: AuditEntry): boolean;
}

export const EXPORT_KINDS = ['log', 'csv', 'html', 'person'] as const;
/**
 * The record with its digests and proofs · a table for calculating · a document to read and print, all three for whoever
 * supervises · the explanation for the affected person, which has nothing of them (L-35).
 */
export type ExportKind = (typeof EXPORT_KINDS)[number];

export const EXPORT_SCOPES = ['review', 'period', 'all'] as const;
/** This review · everything of some days · everything. */
export type ExportScope = (typeof EXPORT_SCOPES)[number];

/** How the entries of one review read: the schema and the policy that were in force. */
export interface ExportFacts {
  schema?: ValueSchema;
  policy?: Pick<Policy, 'reasonCodes' | 'checks' | 'assumptions'>;
  /** What its evidence is called. */
  evidence?: readonly { readonly id: string; readonly title: string }[];
}

/** What a check of the whole record came to, as a document says it. */
export interface ExportVerification {
  isIntact: boolean;
  /** When it was checked, ISO 8601. */
  at?: string;
  /** What is wrong, one sentence each, in the reader's language. */
  faults?: readonly string[];
  /** The newest checkpoint that was signed. */
  checkpoint?: Checkpoint;
}

export const PERSON_OUTCOMES = [
  'approved',
  'overridden',
  'rejected',
  'responded',
  'abstained',
  'pending',
  'withdrawn',
  'expired',
  'automated',
] as const;
/** What became of a case, as the affected person is told. */
export type PersonOutcome = (typeof PERSON_OUTCOMES)[number];

export const PERSON_REFUSALS = ['seeded', 'incomplete', 'withheld'] as const;
/**
 * Why there is no explanation: the case was a check that nothing follows from · not every entry was given, so that nobody
 * knows whether it was one · entries are kept from whoever asks.
 */
export type PersonRefusal = (typeof PERSON_REFUSALS)[number];

/** How a decision can be contested, in the host's words. */
export interface Contest {
  /** "Write to us within four weeks. Somebody who had no part in this decision looks at it again." */
  text: string;
  /** Where it is done: an address that begins with `https:`, `http:`, `mailto:` or `tel:`. */
  href?: string;
  /** How the address reads; the address itself when absent. */
  label?: string;
}

/** Whose decision it was, in the host's words. */
export interface Organisation {
  name: string;
  /** Where questions go: an address, a telephone number. */
  contact?: string;
}

/** What a reason means to the affected person. */
export interface PersonReason {
  /** What the affected person reads; what reviewers read is not told. Without it there is a reason that can be asked for. */
  text?: string;
  /** Ids of the factors that it rests on: those that the explanation of this case has are named (L-22). */
  factors?: readonly string[];
}

/**
 * What the host says in an explanation for the affected person. Nothing of the record gets in that is not named here or in
 * docs/exports.md.
 */
export interface PersonExportOptions {
  organisation: Organisation;
  contest: Contest;
  /** When it is made, ISO 8601. */
  madeAt: string;
  /** What the case is about, as this reader may read it. Without it there is its reference alone. */
  title?: string;
  /** How a role reads to somebody outside, by its id: "a senior underwriter". Names are never told. */
  roles?: { readonly [role: string]: string };
  /**
   * What reason codes mean. Of one without words here the person is told that there is a reason, and that they can ask for it:
   * the policy's labels are written for reviewers.
   */
  reasons?: { readonly [code: string]: PersonReason };
  /**
   * Which fields of an answer that has several are told, by name, and what they are called: "Amount". None without it: the
   * person is told that the answer has more, and that they can ask for it.
   */
  fields?: { readonly [name: string]: string };
  /** What factors are called, by id: "How long you have had credit". One without a name here is not told. */
  factors?: { readonly [id: string]: string };
  /** What played no part, one sentence each: "Your nationality". */
  notUsed?: readonly string[];
  /** Whether the words that a reviewer added to their reason were written for the affected person. @default never */
  isForPerson?: (reason: Reason) => boolean;
  /** Whether this outcome is to the person's disadvantage, where the host knows. @default unknown */
  isAdverse?: (decided: { outcome: PersonOutcome; value: unknown }) => boolean;
  /** Days in which an adverse decision has to be explained (L-20). @default 30 */
  explainWithin?: number;
  /** Whether the host knows the case as a check that nothing follows from; entries say so only once it is decided. */
  isSeeded?: boolean;
}

/** One reason of a decision, with what it rests on. */
export interface ExplainedReason {
  text: string;
  /** In the host's words. */
  factors: readonly string[];
}

/** Everything that the affected person is told. Plain data: the host may show it in its own way. */
export interface PersonExplanation {
  outcome: PersonOutcome;
  organisation: Organisation;
  contest: Contest;
  /** ISO 8601. */
  madeAt: string;
  /** What the case is about, in the host's words. */
  title?: string;
  reference?: string;
  /** When it was decided, ISO 8601; only of a decision. */
  decidedAt?: string;
  /** Which role decided, in the host's words; absent where the host has none for it. */
  role?: string;
  /** What takes effect, with the schema it reads by. */
  result?: { value: unknown; schema?: ValueSchema };
  reasons: readonly ExplainedReason[];
  /** Whether what takes effect has fields that the host did not release. */
  hasOtherFields: boolean;
  /** Whether a reason was given in words that are not told here. */
  hasOtherReason: boolean;
  /** What weighed most in the suggestion that was followed, strongest first, in the host's words. */
  factors: readonly string[];
  notUsed: readonly string[];
  /** When parts of the record were erased as the law asks, ISO 8601. */
  erasedAt?: string;
  /** Set where the host called the outcome adverse: until when it has to be explained (L-20). */
  adverse?: { explainBy: string };
}

export type PersonExport =
  | { outcome: 'made'; explanation: PersonExplanation }
  | { outcome: 'refused'; why: PersonRefusal };

/** One piece of an explanation, to be laid out by whoever shows it. */
export type PersonBlock =
  | { kind: 'title' | 'heading' | 'paragraph'; text: string }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'link'; text: string; href: string };
