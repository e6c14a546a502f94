import type {
  AuditEntry,
  Command,
  CommandResult,
  Json,
  Reason,
  Review,
  ReviewStatus,
  ReviewSummary,
  Risk,
  Saw,
  VerdictType,
} from './review.types.js';

export interface Page<T> {
  items: readonly T[];
  /** Opaque; absent on the last page. */
  next?: string;
  /** How many there are in all, where the backend knows. */
  total?: number;
}

export const REVIEW_ORDERS = ['oldest', 'newest', 'due', 'least-confident', 'risk'] as const;
export type ReviewOrder = (typeof REVIEW_ORDERS)[number];

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
}

export interface SendOptions {
  /** The same for every try of one command: a backend answers a repeat as it answered the first. */
  idempotencyKey: string;
  expectedVersion: number;
  /** Required for verdicts. */
  saw?: Saw;
}

export type Unsubscribe = () => void;

/** A change pushed by the backend. */
export interface ReviewChange {
  /** Position in the stream, to resume after. */
  cursor: string;
  summary: ReviewSummary;
}

/** What a reviewer has typed and not yet signed. */
export interface Draft {
  verdict?: VerdictType;
  /** As typed, so that an unfinished number or an emptied field comes back as it was. */
  value?: Json;
  message?: string;
  reason?: Reason;
}

export interface DraftStore {
  save(id: string, draft: Draft): Promise<void>;
  load(id: string): Promise<Draft | undefined>;
  clear(id: string): Promise<void>;
}

/**
 * The host's implementation of storage and rules. What a backend does not offer, the kit does not show. Only an
 * unreachable or broken backend rejects; every answer it gives is a value.
 */
export interface ReviewBackend {
  list(query: ReviewQuery): Promise<Page<ReviewSummary>>;
  load(id: string): Promise<Review>;
  send(id: string, command: Command, options: SendOptions): Promise<CommandResult>;
  /** Newest first; `cursor` leads to older entries. */
  history(id: string, cursor?: string): Promise<Page<AuditEntry>>;
  subscribe?(listener: (change: ReviewChange) => void, options?: { since?: string }): Unsubscribe;
  drafts?: DraftStore;
}
