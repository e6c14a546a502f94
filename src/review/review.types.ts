import type { Alternative, Confidence } from '../confidence/confidence.types.js';
import type { Explanation } from '../explanation/explanation.types.js';

/** Any value that survives JSON unchanged: what a model proposes and what a person enters. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/* What an AI recommends ------------------------------------------------------------------------------------------ */

export interface ChoiceOption {
  value: string;
  label: string;
  /** What choosing it causes, said above the decision buttons. */
  consequence?: string;
}

export interface ChoiceSchema {
  type: 'choice';
  options: readonly ChoiceOption[];
}

export interface NumberSchema {
  type: 'number';
  /** ISO 4217 currency code (`EUR`) or a unit as text (`mg`). */
  unit?: string;
  /** Least value allowed, inclusive, in `unit`. */
  min?: number;
  /** Greatest value allowed, inclusive, in `unit`. */
  max?: number;
  /** Step counted from `min` (or 0); `1` means whole numbers. */
  step?: number;
}

export interface TextSchema {
  type: 'text';
  /** Greatest length in UTF-16 code units. */
  maxLength?: number;
  multiline?: boolean;
}

export interface BooleanSchema {
  type: 'boolean';
  /** How `true` and `false` read; the catalogue's "Yes" and "No" otherwise. */
  trueLabel?: string;
  falseLabel?: string;
}

export type ScalarSchema = ChoiceSchema | NumberSchema | TextSchema | BooleanSchema;

export interface RecordField {
  name: string;
  label: string;
  schema: ScalarSchema;
  /** Whether the field may be left out (`null`). */
  optional?: boolean;
}

/** A flat record: what a form, a tool call or an extracted document holds. */
export interface RecordSchema {
  type: 'record';
  fields: readonly RecordField[];
}

/** The shape of a proposal's value: it picks the editor, checks the input and says how the value reads. */
export type ValueSchema = ScalarSchema | RecordSchema;

export const RISKS = ['low', 'medium', 'high', 'critical'] as const;
/** Declared by the host, never by the model, so it may be shown before the AI's answer. */
export type Risk = (typeof RISKS)[number];

/** One fact about the case, as the host wants it read: "Amount and term", "€18,000 over 48 months". */
export interface Fact {
  name: string;
  value: string;
}

/** What the case is about: never anything from the model. */
export interface Subject {
  /** "Home renovation loan: €18,000 for a skilled electrician". */
  title: string;
  /** The host's own number for the case: "LN-20417". */
  reference?: string;
  /** Where it belongs: "Consumer credit". */
  area?: string;
  facts?: readonly Fact[];
  /** Heading over the facts: "Application". */
  factsTitle?: string;
}

export interface ModelRef {
  id: string;
  version: string;
  /** ISO 8601 date. */
  releasedAt?: string;
}

/** What an AI recommends. Immutable: a changed recommendation is a new `revision`. */
export interface Proposal {
  id: string;
  /** Counts up from 1. */
  revision: number;
  /** What sort of case it is, in the host's words: `credit-application`. */
  kind: string;
  subject: Subject;
  value: Json;
  schema?: ValueSchema;
  alternatives?: readonly Alternative<Json>[];
  /** Share of similar cases whose true value is among value and alternatives, 0 to 1. */
  coverage?: number;
  confidence?: Confidence;
  explanation?: Explanation;
  risk: Risk;
  model: ModelRef;
  /** Why a person is asked, in words: "Score near the threshold". */
  why?: readonly string[];
  /** ISO 8601 with offset. */
  createdAt: string;
  /** ISO 8601 with offset. */
  dueAt?: string;
}

/* Who ------------------------------------------------------------------------------------------------------------- */

/** The principal who decides. */
export interface Reviewer {
  id: string;
  name: string;
  roles: readonly string[];
  /** How the role reads in a signature: "Senior underwriter". */
  title?: string;
}

export const ACTOR_KINDS = ['person', 'model', 'rule', 'system'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

export interface PersonActor extends Reviewer {
  kind: 'person';
}
export interface MachineActor {
  kind: 'model' | 'rule' | 'system';
  id: string;
  name: string;
}
/** Whoever sent a command. */
export type Actor = PersonActor | MachineActor;

/* What a person decides ------------------------------------------------------------------------------------------- */

export const VERDICTS = ['approve', 'override', 'reject', 'respond', 'abstain'] as const;
export type VerdictType = (typeof VERDICTS)[number];

export type Verdict =
  /** The AI's value takes effect. */
  | { type: 'approve' }
  /** The person's value takes effect. */
  | { type: 'override'; value: Json }
  /** Nothing takes effect. */
  | { type: 'reject' }
  /** An answer goes back to the agent. */
  | { type: 'respond'; message: string }
  /** The AI is not used for this case. */
  | { type: 'abstain' };

/** Why a person decided so, and how they checked (B-10). */
export interface Reason {
  /** Codes of `Policy.reasonCodes`, or `other`. */
  codes: readonly string[];
  text?: string;
  /** Codes of `Policy.checks`. */
  checks?: readonly string[];
}

export const SIGNATURE_MEANINGS = [
  'review',
  'approval',
  'responsibility',
  'authorship',
  'override',
  'abstain',
] as const;
export type SignatureMeaning = (typeof SIGNATURE_MEANINGS)[number];

/** A person's name under a decision (21 CFR 11.50). */
export interface Signature {
  printedName: string;
  meaning: SignatureMeaning;
}

/** What exactly was on screen: a mismatch with what is stored is a conflict, never a silent acceptance. */
export interface Saw {
  revision: number;
  /** `sawOf(proposal).fingerprint`. */
  fingerprint: string;
}

/** What stands behind a verdict. */
export interface Grounds {
  reason?: Reason;
  /** Ids of the evidence items the person opened. */
  evidenceOpened?: readonly string[];
  signature?: Signature;
  /** How the AI's confidence read on screen: "Likely (55–80%)"; absent where none was shown. */
  confidenceShown?: string;
  /** Milliseconds in which the case was visible and the page had focus. A fact, never a score of the person (L-34). */
  activeMs?: number;
}

/** A person's own answer before the AI's was shown (B-1). Never changed afterwards. */
export interface Judgement {
  value: Json;
  /** The person's own probability, 0 to 1. */
  confidence?: number;
  at: string;
}

/** A judgement with whose it is. */
export interface GivenJudgement extends Judgement {
  by: PersonActor;
}

export const SEATS = ['first', 'second', 'adjudicator'] as const;
/** In which seat somebody decides: the first signer, the second, or the one who settles a difference. */
export type Seat = (typeof SEATS)[number];

/** A verdict with who, when, why and what they had seen. */
export interface Decision extends Grounds {
  verdict: Verdict;
  by: PersonActor;
  at: string;
  seat: Seat;
  /** `seq` of its audit entry. */
  seq: number;
  /** The value this decision puts into effect; `null` for reject, respond and abstain. */
  value: Json;
  saw: Saw;
  judgement?: Judgement;
}

/* Commands -------------------------------------------------------------------------------------------------------- */

export const HOLD_SCOPES = ['review', 'model', 'all'] as const;
export type HoldScope = (typeof HOLD_SCOPES)[number];

export const VIEWED_PARTS = ['case', 'explanation', 'evidence'] as const;
/** What can be looked at; an evidence item by its id. */
export type ViewedPart = (typeof VIEWED_PARTS)[number];

/** An imperative sent to a review. */
export type Command =
  /**
   * `holder` names the sitting that claims: a second window of the same person is another holder and takes the claim
   * over. `until` is the end of the lease, ISO 8601; a server sets it, whatever the client sent.
   */
  | { type: 'claim'; holder?: string; until?: string }
  | { type: 'judge'; value: Json; confidence?: number }
  | ({ type: 'approve' } & Grounds)
  | ({ type: 'override'; value: Json } & Grounds)
  | ({ type: 'reject' } & Grounds)
  | ({ type: 'respond'; message: string } & Grounds)
  | ({ type: 'abstain' } & Grounds)
  | { type: 'release' }
  | { type: 'escalate'; to: string; note?: string }
  | { type: 'ask'; question: string; to: string }
  | { type: 'answer'; answer: string }
  /** Sent by the server when a lease ran out. */
  | { type: 'lapse' }
  /** Takes back one's own last verdict before it took effect, and claims the case again (B-24). */
  | { type: 'undo'; holder?: string; until?: string }
  | { type: 'reopen'; reason: string }
  | { type: 'revise'; proposal: Proposal }
  | { type: 'withdraw'; reason?: string }
  /** Sent by the server when the time ran out. Never approves anything. */
  | { type: 'expire' }
  | { type: 'hold'; reason: string; scope: HoldScope }
  | { type: 'resume'; reason?: string }
  /** Notes that something was looked at (L-31). Changes nothing, and stands in nobody's way. */
  | { type: 'view'; of: ViewedPart; id?: string }
  /** Keeps the record beyond its time: a legal hold. Nothing of it is erased until somebody lifts it. */
  | { type: 'preserve'; reason: string }
  | { type: 'lift'; reason: string }
  /**
   * Erases what the law asks to erase: who and what the case is about, why the AI said what it said, and what people wrote in
   * their own words. Which values were proposed and decided stays, by whom and when, and that something else stood there.
   */
  | { type: 'erase'; reason: string };
export type CommandType = Command['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

export const COMMANDS = [
  'claim',
  'judge',
  'approve',
  'override',
  'reject',
  'respond',
  'abstain',
  'release',
  'escalate',
  'ask',
  'answer',
  'lapse',
  'undo',
  'reopen',
  'revise',
  'withdraw',
  'expire',
  'hold',
  'resume',
  'view',
  'preserve',
  'lift',
  'erase',
] as const satisfies readonly CommandType[];

/* The review ------------------------------------------------------------------------------------------------------ */

export const REVIEW_STATUSES = ['pending', 'reviewing', 'approved', 'overridden', 'closed'] as const;
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

export const REVIEW_STATES = [
  'pending.open',
  'pending.escalated',
  'pending.awaitingInfo',
  'pending.awaitingSecond',
  'pending.adjudicating',
  'reviewing.blind',
  'reviewing.revealed',
  'approved',
  'overridden',
  'closed.withdrawn',
  'closed.expired',
] as const;
/** Status and nested state in one word, as stored and sent. */
export type ReviewState = (typeof REVIEW_STATES)[number];
export type PendingState = Extract<ReviewState, `pending.${string}`>;
/** The pending states a person can claim from. */
export type ClaimableState = Exclude<PendingState, 'pending.awaitingInfo'>;

export interface Claim {
  by: PersonActor;
  at: string;
  /** The sitting that holds it: one window of one person. */
  holder?: string;
  /**
   * Fencing token: `seq` of the entry that gave the claim, so a later claim of the same review has a greater one. Every
   * command under the claim carries it.
   */
  fence: number;
  /** End of the lease, ISO 8601. A server that renews leases answers with the present end; the record has the first. */
  until?: string;
  seat: Seat;
  /** Where the review goes back to on `release` and `lapse`. */
  from: ClaimableState;
  /** Set when the proposal was revised under the claim: it must be looked at again. */
  stale?: true;
  judgement?: Judgement;
}

export interface Hold {
  reason: string;
  scope: HoldScope;
  by: Actor;
  at: string;
}

/** Why the record of a review is kept beyond its time. */
export interface LegalHold {
  reason: string;
  by: Actor;
  at: string;
}

export interface Question {
  question: string;
  to: string;
  by: PersonActor;
  at: string;
  answer?: string;
  answeredBy?: Actor;
  answeredAt?: string;
}

export interface Escalation {
  to: string;
  note?: string;
  by: Actor;
  at: string;
}

/** Time in which a verdict has no effect yet and its signer may take it back (B-24). */
export interface UndoWindow {
  /** Id of the signer. */
  by: string;
  /** When it closes at the latest, ISO 8601; it may close sooner, with the signer's next verdict. */
  until: string;
}

/** The aggregate a person works on. Plain data: what a server stores and a wire carries. */
export interface Review {
  id: string;
  proposal: Proposal;
  policy: Policy;
  state: ReviewState;
  status: ReviewStatus;
  claim?: Claim;
  /** Decisions of the current round, first signer first; cleared by `reopen`. */
  signatures: readonly Decision[];
  /** The decision in effect; present exactly when the status is `approved` or `overridden`. */
  decision?: Decision;
  /** `seq` of the entry that holds `decision`. */
  decidedSeq?: number;
  /** What each person answered before the AI's answer was shown; kept through release, lapse and reopen (B-1). */
  judgements?: readonly GivenJudgement[];
  /** Ids of those whose decisions were reopened, where the policy wants somebody else then. */
  formerSigners?: readonly string[];
  hold?: Hold;
  legalHold?: LegalHold;
  question?: Question;
  escalation?: Escalation;
  /** How many of the newest entries only tell of viewing: a command sent before them is no conflict. */
  views?: number;
  /** Whether the last verdict can be taken back. The server's word of the moment, no part of the record. */
  undo?: UndoWindow;
  /** How many entries the review has; the next entry's `seq` is one more. */
  version: number;
  /** ISO 8601 time of the last entry that tells of more than viewing. */
  updatedAt: string;
}

/** What a queue row needs, and nothing that a blind reviewer may not see. */
export interface ReviewSummary {
  id: string;
  title: string;
  reference?: string;
  area?: string;
  kind: string;
  status: ReviewStatus;
  state: ReviewState;
  risk: Risk;
  why: readonly string[];
  /** Absent while the policy asks for the reviewer's own answer first. */
  confidence?: Confidence;
  /** Whether the AI's answer is hidden until the reviewer gave theirs. */
  answerFirst?: boolean;
  verdict?: VerdictType;
  claimedBy?: { id: string; name: string };
  held?: boolean;
  createdAt: string;
  updatedAt: string;
  dueAt?: string;
  version: number;
  /** How many of the newest entries only tell of viewing: no news to anybody. */
  views?: number;
}

/* Policy: the safeguards of one review ----------------------------------------------------------------------------- */

export interface ReasonCode {
  code: string;
  label: string;
  /** Verdicts it may be given for; all when absent. */
  verdicts?: readonly VerdictType[];
}

export interface CheckCode {
  code: string;
  label: string;
}

/** The reason code that every policy has; it asks for words (B-10). */
export const OTHER_REASON = 'other' as const;
/** Least length of the words after `other`, in characters, white space at the ends not counted (B-10). */
export const OTHER_REASON_MIN_LENGTH = 15 as const;

export const REASON_DEMANDS = ['none', 'code', 'code-and-check'] as const;
export type ReasonDemand = (typeof REASON_DEMANDS)[number];

/** Who may do what besides deciding, by role. A missing list leaves the default named beside it. */
export interface PolicyRoles {
  /** Who settles a difference of two signers. Default `['adjudicator']`. */
  adjudicate?: readonly string[];
  /** Who lifts a hold. Default `['supervisor']`. */
  resume?: readonly string[];
  /** Who reopens a decided review. Default: everybody who may decide it. */
  reopen?: readonly string[];
  /** Which persons may withdraw or revise a proposal. Default none: the host's system does. */
  propose?: readonly string[];
  /** Which persons may stop a case. Default everybody: whoever sees harm may stop it. */
  hold?: readonly string[];
  /** Which persons may answer a question that was asked. Default everybody. */
  answer?: readonly string[];
  /** Which persons may put a record under legal hold, and lift it. Default `['supervisor']`. */
  preserve?: readonly string[];
  /** Which persons may erase what the law asks to erase. Default none: the host's system does. */
  erase?: readonly string[];
}

/** A share of the cases, drawn by the id of the review: the same case never flips. */
export interface Sample {
  /** Share of the cases, 0 to 1. */
  rate: number;
  /** Another one draws other cases. */
  seed: string;
}

/** Who must look at a case, and with which safeguards. Data: versioned, and stored with the review it governs. */
export interface Policy {
  id: string;
  version: string;
  /** Verdicts a person may give. Default all five. */
  verdicts?: readonly VerdictType[];
  /** Whether the reviewer answers before the AI's answer is shown (B-1). Default false. */
  blindFirst?: boolean;
  /** Whether every required evidence item must have been opened (B-13). Default false. */
  evidenceGate?: boolean;
  /** What each verdict asks for (B-10). Default `code` for override, reject and abstain, else `none`. */
  reasons?: Partial<Record<VerdictType, ReasonDemand>>;
  reasonCodes?: readonly ReasonCode[];
  checks?: readonly CheckCode[];
  /** Whether every decision is signed (21 CFR 11.50). Default false. */
  signature?: boolean;
  /** Whether a second person decides independently, in every case or in a sample (L-10, B-19). Default false. */
  secondReview?: boolean | Sample;
  /** Whether a reopened case goes to somebody who has not decided on it before (L-17). Default false. */
  freshReviewer?: boolean;
  /** Whether looking at a case, its explanation and its evidence is an entry too (L-31). Default false. */
  recordViews?: boolean;
  /** How long an entry is kept at least, in months; 6 is the least (L-11). Default 6. */
  retentionMonths?: number;
  /** What running out of time does; no value ever approves. Default `close`. */
  onExpire?: 'close' | 'escalate';
  /** Roles or persons a case can be escalated to or asked about. */
  escalateTo?: readonly string[];
  roles?: PolicyRoles;
}

/* The record ------------------------------------------------------------------------------------------------------ */

export const ENTRY_TYPES = [
  'proposed',
  'claimed',
  'judged',
  'approved',
  'overridden',
  'rejected',
  'responded',
  'abstained',
  'released',
  'escalated',
  'asked',
  'answered',
  'lapsed',
  'undone',
  'reopened',
  'revised',
  'withdrawn',
  'expired',
  'held',
  'resumed',
  'viewed',
  'preserved',
  'lifted',
  'erased',
] as const;
export type EntryType = (typeof ENTRY_TYPES)[number];

/** The command behind an entry; the first entry of a review carries the proposal and its policy. */
export type RecordedCommand = Command | { type: 'propose'; proposal: Proposal; policy: Policy };

export const SAFEGUARDS = ['answer-first', 'evidence-gate', 'reason', 'check', 'signature', 'second-review'] as const;
/** What kept a person's judgement their own when they decided (L-6). */
export type Safeguard = (typeof SAFEGUARDS)[number];

/** What a person had before them when they decided (L-16). */
export interface Exposure {
  /** Whether the AI's answer was hidden until they gave theirs (B-1). */
  answerFirst: boolean;
  /** When the AI's answer was shown to them, ISO 8601. */
  revealedAt: string;
  /** Their own answer before that. */
  judgement?: Judgement;
  /** Ids of the evidence items they opened. */
  evidenceOpened: readonly string[];
  /** Milliseconds in which the case was visible and the page had focus (L-34). */
  activeMs?: number;
  /** The safeguards that were in force. */
  safeguards: readonly Safeguard[];
  /** Whether the case was a seeded check that nothing follows from (B-14). A server sets it. */
  seeded?: true;
}

/** A signature as the server took it down (L-28 to L-30). */
export interface EntrySignature extends Signature {
  /** Server time, ISO 8601. */
  at: string;
  /** How the signer was recognised: `password`, `passkey`, in the host's words. */
  method?: string;
  /** How many components they gave: 2 for name and password, 1 where the session vouched for the name. */
  components?: number;
  /** SHA-256 of what was signed: the decision, and the proposal it is about. */
  recordHash: string;
}

/** The past-tense fact that an accepted command leaves behind. */
export interface AuditEntry {
  /** `<reviewId>:<seq>`. */
  id: string;
  reviewId: string;
  /** Gapless per review, from 1. */
  seq: number;
  /** Server time, ISO 8601 with offset. */
  at: string;
  /** Time on the sender's device, ISO 8601. To read, never to reckon with. */
  sentAt?: string;
  by: Actor;
  type: EntryType;
  command: RecordedCommand;
  from: ReviewState | null;
  to: ReviewState;
  /** The AI's value, for `proposed`, `revised` and every verdict. */
  oldValue?: Json;
  /** The person's value, for `judged`, `approved` and `overridden`; the new one for `revised`. */
  newValue?: Json;
  reason?: Reason;
  model?: ModelRef;
  policy: { id: string; version: string };
  saw?: Saw;
  /** `seq` of the verdict that a `reopened` or `undone` entry takes back. */
  supersedes?: number;
  /** Of a verdict: the AI's confidence from 0 to 1, and how it read on screen. */
  confidence?: { raw?: number; shownAs?: string };
  /** Of a verdict. */
  exposure?: Exposure;
  signature?: EntrySignature;
  /** Until when the entry has to be kept, ISO 8601; longer under a legal hold (L-11). */
  retainUntil?: string;
}

/** Stands where something was erased. As long as the shortest words a reason may be, so that a record replays without them. */
export const ERASED = '[erased by law]' as const;

/* Answers --------------------------------------------------------------------------------------------------------- */

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
  'date-invalid',
  'probability-invalid',
  'revision-not-newer',
  'reason-missing',
  'reason-unknown',
  'reason-text-too-short',
  'check-missing',
  'evidence-unopened',
  'signature-missing',
  'saw-missing',
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
  'not-adjudicator',
  'role-missing',
  'system-only',
  'not-signer',
  'undo-over',
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

/** What is true of a review apart from where it stands: the context of its chart. */
export type ReviewFacts = Omit<Review, 'state' | 'status' | 'version' | 'updatedAt' | 'decidedSeq' | 'undo' | 'views'>;

/** Asks the host whether this person is competent, trained and authorised (L-12): `true`, or why not in words. */
export type CanDecide = (actor: PersonActor, review: ReviewFacts) => true | string;

/** Everything a command needs besides itself. Given by the caller: the chart has no clock and knows nobody. */
export interface CommandContext {
  by: Actor;
  /** ISO 8601 with offset. */
  at: string;
  saw?: Saw;
  /** Time on the sender's device, ISO 8601. */
  sentAt?: string;
  /** The version the sender had; a different one is a conflict. */
  expectedVersion?: number;
  /**
   * The sender's fencing token, `claim.fence`; another one than the claim in force means that the claim is lost, however
   * legal the command. Not asked where it is absent: a server passes `NO_FENCE` for a sender that gave none.
   */
  fence?: number;
  /** Whether the last verdict has no effect yet, so that `undo` may take it back. @default true */
  isUndoable?: boolean;
  /** Whether it was accepted before, and is only told again: what was on screen may have been erased since. @default false */
  isReplayed?: boolean;
  canDecide?: CanDecide;
}

/** The fencing token of a sender who has none: it fits no claim. */
export const NO_FENCE = 0 as const;
