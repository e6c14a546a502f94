import type { OwnHistoryStore } from '../oversight/self-check.types.js';
import type { CheckService } from './check.types.js';
import type { OutcomeService } from './outcome.types.js';
import type { PresenceService } from './presence.types.js';
import type {
  Assignee,
  Assumption,
  AuditEntry,
  Command,
  CommandResult,
  EntryType,
  Json,
  Reason,
  Refusal,
  Review,
  ReviewStatus,
  ReviewSummary,
  Risk,
  Saw,
  VerdictType,
} from './review.types.js';
import type { StopService } from './stop.types.js';

export * from './check.types.js';
export * from './outcome.types.js';
export * from './presence.types.js';
export * from './stop.types.js';

export interface Page<T> {
  items: readonly T[];
  /** Opaque; absent on the last page. */
  next?: string;
  /** How many there are in all, where the backend knows. */
  total?: number;
}

export const REVIEW_ORDERS = ['oldest', 'newest', 'due', 'least-confident', 'risk'] as const;
export type ReviewOrder = (typeof REVIEW_ORDERS)[number];

export const ASSIGNED_FILTERS = ['me', 'others', 'nobody'] as const;
export type AssignedFilter = (typeof ASSIGNED_FILTERS)[number];

export interface ReviewQuery {
  cursor?: string;
  /** Rows per page, 1 to 200. @default 50 */
  limit?: number;
  /** @default 'oldest' */
  order?: ReviewOrder;
  status?: readonly ReviewStatus[];
  risk?: readonly Risk[];
  kind?: string;
  /** Words in title or reference. */
  text?: string;
  /** Whether somebody has given it back with a reason and it is still open: those alone, or the others alone. */
  skipped?: boolean;
  /** Whom it is assigned to: the one who asks, somebody else, or nobody. */
  assigned?: AssignedFilter;
}

/** Somebody whom cases can be assigned to. */
export interface AssignablePerson extends Assignee {
  /** What they are, to tell people of one name apart: "Senior underwriter". */
  title?: string;
}

/** Whose doing a request is. */
export interface SentBy {
  /**
   * The id of the person it comes from. Where another one is signed in by now, or nobody, the backend rejects with an
   * error whose `code` is `not-signed-in`, before anything happens. It is never who is recorded: that is who is signed in.
   */
  by?: string;
}

export interface SendOptions extends SentBy {
  /** The same for every try of one command: a backend answers a repeat as it answered the first. */
  idempotencyKey: string;
  expectedVersion: number;
  /** Required for verdicts. */
  saw?: Saw;
  /** `claim.fence` of the sender's own claim: required for every command under a claim. */
  fence?: number;
  /** When the person gave it, ISO 8601 by the clock of their device. */
  sentAt?: string;
  /**
   * What the host's `reauthenticate` answered: proof that the signer is the one who is signed in (L-30). Never written down
   * on the device: it is sent while the page is there, or not at all.
   */
  proof?: string;
}

/** An entry as a backend tells it: with its place in the log of all reviews and its digest there, where the host keeps one. */
export interface RecordedEntry extends AuditEntry {
  /** What a mark of verification beside it rests on; absent where something of the entry is kept from this reader. */
  proof?: EntryProof;
}

export interface EntryProof {
  /** Gapless over all reviews, from 1. */
  position: number;
  /** SHA-256 of the line of the log that holds the entry, 64 lower-case hexadecimal digits. */
  hash: string;
}

export type Unsubscribe = () => void;

/** A change pushed by the backend. */
export interface ReviewChange {
  /** Position in the stream, to resume after. */
  cursor: string;
  summary: ReviewSummary;
}

export const STREAM_STATUSES = ['connecting', 'live', 'polling', 'down'] as const;
/** How changes arrive: not yet · as they happen · asked for now and then · not at all, until it is tried again. */
export type StreamStatus = (typeof STREAM_STATUSES)[number];

export interface SubscribeOptions {
  /** Position after which to begin; now when absent. */
  since?: string;
  /** Called when changes may have been missed: what is on screen has to be loaded again. */
  onGapFind?: () => void;
  onStatusChange?: (status: StreamStatus) => void;
}

/** The answer to a heartbeat. */
export type RenewResult = { outcome: 'renewed'; until: string } | { outcome: 'claim-lost'; review: Review };

/** Claims that end by themselves. Their time is the server's. */
export interface ClaimService {
  /** Heartbeat: moves the end of the lease. Leaves no audit entry. */
  renew(id: string, options: { fence: number }): Promise<RenewResult>;
  /** Claims the first case of an order that nobody has and this person may; nothing where there is none. */
  next?(
    query: Pick<ReviewQuery, 'order' | 'risk' | 'kind'>,
    options: { idempotencyKey: string; holder?: string },
  ): Promise<Review | undefined>;
}

/** What a reviewer has typed and not yet signed. */
export interface Draft {
  verdict?: VerdictType;
  /** As typed, so that an unfinished number or an emptied field comes back as it was. */
  value?: Json;
  message?: string;
  reason?: Reason;
  /** What the decision is said to rest on (B-9). */
  assumption?: Pick<Assumption, 'code' | 'text'>;
  /** Why the person does not wait (B-12). */
  waived?: string;
  /** Evidence items opened so far, by id, with the ISO 8601 time of the first opening. */
  opened?: { readonly [evidenceId: string]: string };
  /** What was typed into the forms of commands that are no verdict, by command and field. */
  notes?: { readonly [command: string]: { readonly [field: string]: string } };
  /** The revision of the proposal it was typed on. */
  revision?: number;
  /** When it was last changed, ISO 8601 by the server's clock as far as it is known where it was typed. */
  typedAt?: string;
  /** How long the case was before the person so far, in milliseconds, so that a reload goes on counting (L-34). */
  activeMs?: number;
}

export interface DraftSaveOptions extends SentBy {
  /** Whether the page may be gone after this task: what is written has to be on its way when the call returns. */
  isLeaving?: boolean;
}

export interface DraftClearOptions extends SentBy {
  /** A draft that was typed later stays. @default whatever is there goes */
  typedUntil?: string;
}

/**
 * Drafts of one person. Requests overtake each other, and a device may come back after days: where both say `typedAt`, an
 * earlier draft never takes the place of a later one, nor of one that was thrown away later.
 */
export interface DraftStore {
  save(id: string, draft: Draft, options?: DraftSaveOptions): Promise<void>;
  load(id: string, options?: SentBy): Promise<Draft | undefined>;
  clear(id: string, options?: DraftClearOptions): Promise<void>;
  /**
   * Keeps what was typed while the stored draft could not be read: joined with it, field by field, once it can. Absent
   * where there is no other place to keep it.
   */
  saveUnread?(id: string, draft: Draft, options?: DraftSaveOptions): Promise<void>;
}

/** Which part of the record is asked for. */
export interface LogQuery {
  cursor?: string;
  /** Entries per page, 1 to 200. @default 50 */
  limit?: number;
  reviewId?: string;
  /** From this time on, ISO 8601. */
  from?: string;
  /** Before this time, ISO 8601. */
  to?: string;
  /** Id of who did it. */
  actor?: string;
  types?: readonly EntryType[];
  /** Words in what was said, in a value or in the number of a case. */
  text?: string;
}

/** A key that checkpoints are signed with. */
export interface LogKey {
  id: string;
  /** Ed25519 public key, 32 bytes, base64url without padding. */
  publicKey: string;
  /** ISO 8601: when it came into use, and when another one took its place. */
  from: string;
  until?: string;
}

/** Which entries an export has: one review's, or those of all of them, of a period or of all time. */
export type RecordScope = Pick<LogQuery, 'reviewId' | 'from' | 'to'>;

/** The record of all reviews, for whoever checks it. */
export interface RecordService {
  /** Entries of all reviews, newest first. */
  log(query: LogQuery): Promise<Page<RecordedEntry>>;
  /** The record as it is stored, with digests and proofs: the bytes of a log file, docs/log-file.md. Ends where its reader stops. */
  export(scope: RecordScope): AsyncIterable<Uint8Array>;
  /**
   * The same part as a table, docs/exports.md: the bytes of a CSV file, oldest entry first, refused where `export` is. Without
   * it the page makes one of what `log` shows.
   */
  table?(scope: RecordScope): AsyncIterable<Uint8Array>;
  /** The public keys that its checkpoints may be signed with. Whoever mistrusts the server has them from elsewhere. */
  keys(): Promise<readonly LogKey[]>;
}

export const OUTBOX_STOPS = ['signed-out', 'request-refused', 'newer-kit'] as const;
/**
 * Why a command is not tried by itself: nobody is signed in · the request was refused before anybody looked at the
 * review · a later version of the kit wrote it, and will send it.
 */
export type OutboxStop = (typeof OUTBOX_STOPS)[number];

/** A command that waits for the server's word. */
export interface OutboxItem {
  reviewId: string;
  command: Command;
  options: SendOptions;
  /** ISO 8601 time of this device. */
  addedAt: string;
  /** How often it was sent without an answer. */
  attempts: number;
  /** Present while it waits for somebody to do something: `flush()` tries it again. */
  stopped?: OutboxStop;
  /** A refusal that nobody has been told yet; absent while it waits. */
  refusal?: Refusal;
}

export interface OutboxSnapshot {
  /** Without `view` commands: they are kept and sent too, and nobody waits for them. */
  items: readonly OutboxItem[];
  /** Where commands and drafts are kept: `memory` does not outlive the page, and the person is told. */
  storage: 'device' | 'memory';
  isOffline: boolean;
}

/** Commands that were given and have no answer yet, of one person, in every window. */
export interface Outbox {
  getSnapshot(): OutboxSnapshot;
  subscribe(listener: () => void): Unsubscribe;
  /** The answer to a command that waits from before this page was loaded. */
  settle(idempotencyKey: string): Promise<CommandResult>;
  /**
   * Forgets a refusal once the person has been told, or gives up a command that waits: no window sends it any more, and
   * its promise rejects. One that is on its way right now stays.
   */
  dismiss(idempotencyKey: string): Promise<void>;
  /** Tries now instead of waiting. */
  flush(): void;
}

/** The page's `AbortSignal`; where there is no page, nothing is known of it. */
export type PageSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } } ? Signal : unknown;

export interface LoadOptions {
  /** Aborted once nobody waits for the answer any more. A backend may go on all the same. */
  signal?: PageSignal;
}

/**
 * The host's implementation of storage and rules. What a backend does not offer, the kit does not show. Only an
 * unreachable or broken backend rejects; every answer it gives is a value.
 */
export interface ReviewBackend {
  list(query: ReviewQuery): Promise<Page<ReviewSummary>>;
  /** Reading leaves no entry: a desk also loads the case that comes next, before anybody has opened it. */
  load(id: string, options?: LoadOptions): Promise<Review>;
  send(id: string, command: Command, options: SendOptions): Promise<CommandResult>;
  /** Newest first; `cursor` leads to older entries. */
  history(id: string, cursor?: string): Promise<Page<RecordedEntry>>;
  subscribe?(listener: (change: ReviewChange) => void, options?: SubscribeOptions): Unsubscribe;
  drafts?: DraftStore;
  /**
   * Where a person’s own history is kept, so that it goes with them from device to device; nobody else may read it (B-26).
   * Without it the kit keeps it on the device.
   */
  ownHistory?: OwnHistoryStore;
  /** Renewing and handing out claims; without it a claim has the end it began with, or none. */
  claims?: ClaimService;
  /** The record of all reviews; absent for those who may not read it. */
  record?: RecordService;
  /** Stops of a model, or of everything; without it each case is stopped by itself. */
  stops?: StopService;
  /** What was known beforehand of checks that this person has decided (B-14). */
  checks?: CheckService;
  /** What became known of decided cases (B-27). */
  outcomes?: OutcomeService;
  /** Who else has a case open right now; without it nobody is told of. */
  presence?: PresenceService;
  /** Whom cases can be assigned to. Without it people assign cases only to themselves. */
  people?(): Promise<readonly AssignablePerson[]>;
  /** Commands kept on this device until the server has answered them. */
  outbox?: Outbox;
  /** The server's clock in milliseconds since 1970, as far as it is known here. @default the device's clock */
  now?(): number;
}
