import { sameJson } from '../internal/canonical-json.js';
import { isLater, laterOf } from '../internal/later-time.js';
import type { Draft, OutboxSnapshot } from './backend.types.js';
import { isClaimedBy } from './lifecycle.selectors.js';
import { sawOf } from './proposal.selectors.js';
import type { Assumption, Command, CommandType, Grounds, Proposal, Review, Verdict } from './review.types.js';
import type { DraftStatus, LostReason } from './session.types.js';
import type { PendingCommand, SessionContext, SessionEvent } from './session-context.types.js';
import { isVerdict } from './verdict.selectors.js';

/** A reviewer is told this long before a claim ends, in milliseconds, or for the last third of a short one. */
const CLAIM_WARNING = 120_000;
/** The longest delay that a browser's timer takes. */
const LONGEST_DELAY = 2_147_483_647;
/** Between two heartbeats at the most and at the least, in milliseconds; a third of what is left in between. */
const HEARTBEAT_MOST = 60_000;
const HEARTBEAT_LEAST = 1_000;
/** The longest that a heartbeat is waited for, in milliseconds. */
const BEAT_MOST = 10_000;
/** Before the first further try, in milliseconds; doubled each time, up to the second. */
const RETRY_LEAST = 2_000;
const RETRY_MOST = 60_000;

export function holdsClaim({ review, reviewer, holder }: SessionContext): boolean {
  return review !== undefined && isClaimedBy(review, reviewer, holder);
}

/** Whether another window of the same person holds the claim. */
export function isElsewhere(context: SessionContext): boolean {
  const { review, reviewer } = context;
  return review !== undefined && isClaimedBy(review, reviewer) && !holdsClaim(context);
}

/** Milliseconds until the claim on this review ends by the server's clock; nothing where it has no end. */
export function claimLeft({ review, now }: SessionContext): number | undefined {
  const end = Date.parse(review?.claim?.until ?? '');
  return Number.isFinite(end) ? end - now() : undefined;
}

/** Whether this window has a claim that ends by itself. */
export function hasLease(context: SessionContext): boolean {
  return holdsClaim(context) && claimLeft(context) !== undefined;
}

/** Milliseconds until this person can no longer take the last verdict back; nothing where they cannot. */
export function undoLeft({ review, reviewer, now }: SessionContext): number | undefined {
  const isMine = review?.undo?.by === reviewer.id && review.signatures.at(-1)?.by.id === reviewer.id;
  if (!isMine || !review.undo || review.status === 'reviewing') return undefined;
  const left = Date.parse(review.undo.until) - now();
  return left > 0 ? left : undefined;
}

/**
 * How long before its end a claim counts as ending: never while its heartbeats come in time. Its length is known from
 * the last of them, and before that it is no longer than from its beginning to its present end.
 */
export function claimWarning({ review, renewed }: SessionContext): number {
  const { at, until, fence } = review?.claim ?? {};
  const whole = renewed && renewed.fence === fence ? renewed.length : Date.parse(until ?? '') - Date.parse(at ?? '');
  return Number.isFinite(whole) ? Math.min(CLAIM_WARNING, whole / 3) : CLAIM_WARNING;
}

/** What a timer can take: never in the past, never more than it can count. */
export function delayOf(milliseconds: number | undefined): number {
  return Math.min(Math.max(0, milliseconds ?? LONGEST_DELAY), LONGEST_DELAY);
}

/** How long to wait for the next heartbeat: often enough that two may fail. */
export function heartbeatDelay(context: SessionContext): number {
  return Math.min(Math.max((claimLeft(context) ?? 0) / 3, HEARTBEAT_LEAST), HEARTBEAT_MOST);
}

/** How long a heartbeat may take, and how long to wait after one that failed: never past the end of a short lease. */
export function beatDelay(context: SessionContext): number {
  return (claimLeft(context) ?? 0) > 0 ? Math.min(heartbeatDelay(context), BEAT_MOST) : BEAT_MOST;
}

/** How long to wait after a number of failures in a row: longer each time, and never so long that nobody waits for it. */
export function retryDelay(failures: number): number {
  return Math.min(RETRY_LEAST * 2 ** Math.max(0, failures - 1), RETRY_MOST);
}

/** Commands after which this sitting is over: the verdicts, and passing the case on. */
export function endsSitting(type: CommandType | undefined): boolean {
  return type !== undefined && (isVerdict(type) || type === 'escalate' || type === 'ask');
}

export function isDecided({ status }: Review): boolean {
  return status !== 'pending' && status !== 'reviewing';
}

/** Whether what is on screen, or what was typed, belongs to another revision than the present one. */
export function needsLook({ review, seen, draft, draftRevision }: SessionContext): boolean {
  if (!review) return false;
  const { revision } = review.proposal;
  const isOther = (known: number | undefined) => known !== undefined && known !== revision;
  return isOther(seen?.revision) || (hasContent(draft) && isOther(draftRevision));
}

/**
 * What stays on screen when a review arrives. A revision waits to be looked at under this sitting's claim, and where two
 * are compared; the same revision may hold more now, since an answer-first case shows the AI's side after the
 * reviewer's own answer.
 */
function seenAfter(context: SessionContext, review: Review): Proposal {
  const { seen, keepsSeen } = context;
  const waits = seen && seen.revision !== review.proposal.revision && (keepsSeen || holdsClaim(context));
  return waits ? seen : review.proposal;
}

/** A heartbeat that was answered while a load was on its way knows the later end. */
function withLaterEnd(known: Review | undefined, review: Review): Review {
  const before = known?.claim;
  const { claim } = review;
  if (!before?.until || !claim?.until || before.fence !== claim.fence) return review;
  return isLater(before.until, claim.until) ? { ...review, claim: { ...claim, until: before.until } } : review;
}

/** What counts as opened once it is known which revision it was opened on, and which one there is. */
export function afterOpened(
  { opened }: SessionContext,
  review: Review | undefined,
  found: SessionContext['found'],
): Partial<SessionContext> {
  if (!found) return {};
  if (!review) return { found };
  const isPresent = found.revision === undefined || found.revision === review.proposal.revision;
  return { found: undefined, ...(isPresent && { opened: { ...found.opened, ...opened } }) };
}

/** What is known after a review arrived. A late answer never takes the sitting back in time. */
export function afterReview(context: SessionContext, review: Review | undefined): Partial<SessionContext> {
  const { review: known } = context;
  if (!review || (known && known.version > review.version)) return {};
  return {
    review: withLaterEnd(known, review),
    seen: seenAfter(context, review),
    ...afterOpened(context, review, context.found),
  };
}

/** A command with what its answer will know nothing of: whose claim it took, which decision it took back. */
export function withPast(context: SessionContext, pending: PendingCommand): PendingCommand {
  const { type } = pending.command;
  const taken = type === 'undo' ? context.review?.signatures.at(-1) : undefined;
  return {
    ...pending,
    ...(taken && { taken }),
    ...(type === 'claim' && isElsewhere(context) && { takesOver: true }),
  };
}

/** A command with all that goes with it, as things stand. */
export function pendingFor(context: SessionContext, command: Command, key: string): PendingCommand {
  const { review, seen, holder } = context;
  const isLease = command.type === 'claim' || command.type === 'undo';
  return withPast(context, {
    command: isLease && holder !== undefined ? { ...command, holder } : command,
    options: {
      idempotencyKey: key,
      expectedVersion: review?.version ?? 0,
      sentAt: new Date(context.device()).toISOString(),
      ...(seen && isVerdict(command.type) && { saw: sawOf(seen) }),
      ...(review?.claim && holdsClaim(context) && { fence: review.claim.fence }),
    },
  });
}

/** What was typed to come to this verdict. */
function draftOf(verdict: Verdict, { reason, assumption, dwell }: Grounds): Draft {
  return {
    verdict: verdict.type,
    ...(verdict.type === 'override' && { value: verdict.value }),
    ...(verdict.type === 'respond' && { message: verdict.message }),
    ...(reason && { reason }),
    ...(assumption && { assumption: withoutWording(assumption) }),
    ...(dwell?.waived !== undefined && { waived: dwell.waived }),
  };
}

/** An answer as it is kept while it is typed: how it was asked follows from who is asked about what. */
function withoutWording({ wording: _wording, ...typed }: Assumption): Draft['assumption'] {
  return typed;
}

type Keep = Extract<SessionEvent, { type: 'keep' }>;

/** Whether a draft holds the verdict that another one does, whatever its reason. */
function isSameVerdict(a: Draft, b: Draft): boolean {
  return sameJson([a.verdict, a.value, a.message], [b.verdict, b.value, b.message]);
}

/** What is a draft again stands where there is none, and over one that says something else than was sent. */
export function isWorthKeeping({ draft }: SessionContext, kept: Keep): boolean {
  if (!hasContent(kept.draft)) return false;
  return !hasAnswer(draft) || (kept.wasSent === true && !isSameVerdict(draft, kept.draft));
}

/** What was sent is what the person wants; what else they had typed stays beside it. */
export function draftKept({ draft }: SessionContext, kept: Keep): Draft {
  if (!kept.wasSent) return { ...(draft.notes && { notes: draft.notes }), ...kept.draft };
  const reason = kept.draft.reason && { reason: { ...draft.reason, ...kept.draft.reason } };
  return { ...draft, ...kept.draft, ...reason };
}

/** A verdict that did not come through is what was typed, whoever gave it without a draft. */
export function keepVerdict({ pending }: SessionContext): Keep {
  if (!pending || !isVerdict(pending.command.type)) return { type: 'keep', draft: {} };
  const verdict = pending.command as Verdict & Grounds;
  const { saw } = pending.options;
  return {
    type: 'keep',
    draft: draftOf(verdict, verdict),
    // Since a page that is gone, or another window, gave it, more may have been typed.
    ...(!pending.isResumed && { wasSent: true }),
    ...(saw && { revision: saw.revision }),
  };
}

/** After an undo deciding goes on where it was left: what was decided, on what was seen, after what was opened. */
export function keepTaken({ pending }: SessionContext): Keep {
  const taken = pending?.taken;
  if (!taken) return { type: 'keep', draft: {} };
  const opened = Object.fromEntries((taken.evidenceOpened ?? []).map((id) => [id, taken.at]));
  return {
    type: 'keep',
    draft: { ...draftOf(taken.verdict, taken), ...(hasContent(opened) && { opened }) },
    revision: taken.saw.revision,
  };
}

export function hasContent(record: object | undefined): boolean {
  return Object.values(record ?? {}).some((value) => value !== undefined);
}

/** A draft with what else is kept beside it. */
export function draftToStore({ draft, draftRevision, opened, seen, typedAt }: SessionContext): Draft {
  const revision = hasContent(draft) ? draftRevision : seen?.revision;
  return {
    ...draft,
    ...(hasContent(opened) && { opened }),
    ...(revision !== undefined && { revision }),
    ...(typedAt !== undefined && { typedAt }),
  };
}

/** The time of something that happens now, ISO 8601. */
export function isoNow({ now }: SessionContext): string {
  return new Date(now()).toISOString();
}

/** What this sitting knows to be done with once its verdict is on the record: what was typed later elsewhere is not. */
export function clearedUntil(context: SessionContext): string {
  const { typedAt, givenAt } = context;
  return laterOf(typedAt, givenAt) ?? isoNow(context);
}

/** Whether a draft says how to decide: notes for other commands decide nothing. */
export function hasAnswer({ notes: _notes, ...answer }: Draft): boolean {
  return hasContent(answer);
}

/** Where a claim went that this sitting had. */
export function lostReason(context: SessionContext): LostReason {
  if (isElsewhere(context)) return 'elsewhere';
  const { review, reviewer } = context;
  return review?.claim && review.claim.by.id !== reviewer.id ? 'somebody-else' : 'ended';
}

const DRAFT_STATUS = {
  arriving: 'idle',
  loading: 'idle',
  unread: 'failed',
  clean: 'idle',
  dirty: 'saving',
  saving: 'saving',
  saved: 'saved',
  failed: 'failed',
  rereading: 'idle',
} as const satisfies Record<string, DraftStatus>;
export type DraftRegion = keyof typeof DRAFT_STATUS;

/** How saving stands, in the words for a person. What failed has failed until it works, whatever is tried meanwhile. */
export function draftStatusOf(
  region: DraftRegion,
  { failures }: SessionContext,
  isOffline: boolean,
  storesDrafts: boolean,
): DraftStatus {
  if (!storesDrafts) return 'idle';
  const isTrying = failures.draft > 0 && (region === 'loading' || region === 'dirty' || region === 'saving');
  const status = isTrying ? 'failed' : DRAFT_STATUS[region];
  return status === 'failed' && isOffline ? 'offline' : status;
}

/** Whether something would be gone with this page: typed and saved nowhere, or sent and neither kept nor answered. */
export function hasUnsaved(
  context: SessionContext,
  region: DraftRegion,
  storesDrafts: boolean,
  /** The outbox, where it keeps the pending command. */
  keptIn: OutboxSnapshot | undefined,
  /** Whether it is kept beside a stored draft that could not be read. */
  isKeptUnread = false,
): boolean {
  const { pending, draft, opened } = context;
  // A claim that is lost on its way is no work.
  if (pending && pending.command.type !== 'claim' && keptIn?.storage !== 'device') return true;
  if (!hasContent(draft) && !hasContent(opened)) return false;
  if (!storesDrafts) return hasContent(draft);
  if (region === 'loading' || region === 'unread') return !isKeptUnread;
  return region !== 'saved' && region !== 'clean' && region !== 'rereading';
}
