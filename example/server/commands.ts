import {
  applyCommand,
  type CanDecide,
  type CommandResult,
  type CommandType,
  changedVersion,
  type MachineActor,
  NO_FENCE,
  type Review,
  type Reviewer,
  type ReviewOrder,
} from 'countersign/core';
import { withAssignee } from './assignees.js';
import { authorityOf } from './authority.js';
import { batchResult, withOpened } from './batches.js';
import { checkOf, checksAmong, drawCheck, followCheck, isOpenTo, sendCheck } from './checks.js';
import type { CommandRequest } from './command-input.js';
import type { Queryable } from './database.js';
import { recordEffects } from './effects.js';
import { hasTakenOpenly } from './experience.js';
import { noteLeases } from './leases.js';
import { eraseWords } from './log-erasure.js';
import { readEntry } from './log-lines.js';
import { isLeaseOver, isUndoable, lockReview, type Moment, readReview, told } from './moment.js';
import { mayKeepRecords } from './policy.js';
import { appendEntries, type Change, overwriteReviews } from './review-rows.js';
import type { SightOf } from './sight.js';
import { signResult, withOwnName } from './signing.js';
import { heedStops } from './stop-lock.js';
import { followStops, noteStopHolds } from './stops.js';
import { noteUndoWindows } from './undo-windows.js';
import { routeWaiting } from './unrouted.js';

/** What is done to the record, and not to the case. */
const OF_RECORD: readonly CommandType[] = ['preserve', 'lift', 'erase'];

const CHECK_IS_OVER: CommandResult = {
  outcome: 'forbidden',
  why: {
    code: 'cannot-decide',
    text: 'This was a check case. You have been told what was known of it, so nothing of it can be changed or taken back.',
  },
};

const TIMER: MachineActor = { kind: 'system', id: 'lease', name: 'Claim timer' };

export interface CommandOptions {
  canDecide: CanDecide;
  sightOf: SightOf;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** How long a claim lasts without a heartbeat, in milliseconds. */
  lease: number;
  /** The order in which its sender works, where that is known. @default 'oldest' */
  order?: ReviewOrder;
}

/** Writes what commands changed, with all that follows from it. A review may be changed several times. */
export async function writeChanges(tx: Queryable, changes: readonly Change[]): Promise<void> {
  const newest = new Map(changes.map(({ review }) => [review.id, review]));
  const checks = await checksAmong(tx, [...newest.keys()]);
  await overwriteReviews(tx, [...newest.values()]);
  await noteLeases(tx, changes);
  await recordEffects(
    tx,
    changes.filter(({ review }) => !checks.has(review.id)),
  );
  await appendEntries(
    tx,
    changes.map(({ entry }) => entry),
  );
  await noteUndoWindows(tx, changes, checks);
  await noteStopHolds(tx, changes);
  await eraseWords(tx, changes);
}

/**
 * The time of a review's next entry: never before that of its last one. Servers that ask one database for the time are
 * milliseconds apart, and a record in which time runs backwards is one that somebody has changed.
 */
export async function nextTime(tx: Queryable, { id, updatedAt, views }: Review, now: number): Promise<string> {
  const times = [now, Date.parse(updatedAt)];
  // Entries of viewing leave `updatedAt` as it was.
  if (views) {
    const [row] = await tx.query<{ at: Date | null }>('select max(at) as at from audit_entries where review_id = $1', [
      id,
    ]);
    if (row?.at) times.push(row.at.getTime());
  }
  return new Date(Math.max(...times)).toISOString();
}

/** The review after its claim was given up, where its time has run out. */
export async function lapsed(tx: Queryable, review: Review, moment: Moment, now: number): Promise<Change | undefined> {
  if (!review.claim || !isLeaseOver(moment, now)) return undefined;
  const result = applyCommand(review, { type: 'lapse' }, { by: TIMER, at: await nextTime(tx, review, now) });
  return result.outcome === 'accepted' ? result : undefined;
}

/** Any command of a person, as it is run inside a transaction. */
export type RunRequest = Omit<CommandRequest, 'expectedVersion'> & { expectedVersion?: number };

/**
 * Runs a command on one review: locks it, gives up a claim whose time is over, holds it where a stop says so, asks the
 * chart, writes. Whatever the answer
 * depends on is read after the lock.
 *
 * @returns the answer as its sender may see it, and whether anything was written; nothing where there is no such review
 */
export async function runCommand(
  tx: Queryable,
  id: string,
  request: RunRequest,
  sender: Reviewer,
  { canDecide, sightOf, clock, lease, order = 'oldest' }: CommandOptions,
): Promise<{ result: CommandResult; isChanged: boolean } | undefined> {
  await heedStops(tx);
  const found = await lockReview(tx, id);
  const check = found && (await checkOf(tx, id));
  const by = await authorityOf(tx, sender);
  const isOfRecord = OF_RECORD.includes(request.command.type);
  // Of somebody else's check nothing is said, not even that it is there, but to who keeps the record of what is over.
  const isKept = isOfRecord && check?.endedAt !== undefined && mayKeepRecords(by.roles);
  if (!found || !(isOpenTo(check, sender) || isKept)) return undefined;
  const sight = await sightOf(tx, by);
  const now = clock();
  const { expectedVersion, saw, fence = NO_FENCE, sentAt } = request;
  const assigned = await withAssignee(tx, request.command, by);
  const command = await withOpened(tx, withOwnName(assigned.command, by), id, by);
  const over = await lapsed(tx, found.review, found.moment, now);
  const at = await nextTime(tx, over?.review ?? found.review, now);
  const before = [...(over ? [over] : []), ...(await followStops(tx, over?.review ?? found.review, at))];
  const latest = () => before.at(-1)?.review ?? found.review;
  const due = command.type === 'claim' ? sight.sendDue(latest(), at) : undefined;
  const anew = due && check ? await sendCheck(tx, latest(), due) : due;
  if (anew) before.push(anew);
  const given = latest();
  const isLeased = command.type === 'claim' || command.type === 'undo';
  const ask = (review: Review) =>
    applyCommand(review, isLeased ? { ...command, until: new Date(now + lease).toISOString() } : command, {
      by: { kind: 'person', ...by },
      at,
      fence,
      isUndoable: isUndoable(found.moment, now),
      ...(saw && { saw }),
      ...(sentAt !== undefined && { sentAt }),
      // The sender could not know that the claim timer, a stop, or the route to them came first.
      ...(expectedVersion !== undefined && {
        expectedVersion:
          review !== found.review &&
          expectedVersion >= changedVersion(found.review) &&
          expectedVersion <= found.review.version
            ? review.version
            : expectedVersion,
      }),
      canDecide,
    });
  const first = ask(given);
  // Now that it is known who takes the case: what it asks of them comes before their claim, and only with it (B-23).
  const raised = first.outcome === 'accepted' && command.type === 'claim' ? sight.sendTo(given, at) : undefined;
  const again = raised && ask(raised.review);
  const isLate =
    again?.outcome === 'accepted' && again.review.state === 'reviewing.blind' && (await hasTakenOpenly(tx, given, by));
  // Nobody answers first who has read the AI's answer, and no record says that they did.
  const sent = isLate ? undefined : raised;
  const review = sent?.review ?? given;
  const asked = sent && again ? again : first;
  const applied = asked.outcome === 'accepted' ? (assigned.refusal ?? asked) : asked;
  // What it was about has been told: nothing takes that back, and nothing follows from it.
  const isOver =
    check?.endedAt !== undefined && applied.outcome === 'accepted' && command.type !== 'view' && !isOfRecord;
  const signed = isOver ? CHECK_IS_OVER : await signResult(tx, await batchResult(tx, applied, sight), request, by, now);
  const own = signed.outcome === 'accepted' ? (check ? await followCheck(tx, signed) : [signed]) : [];
  const [last] = own;
  const result = signed.outcome === 'accepted' && last ? { ...signed, entry: last.entry } : signed;
  const changes = [...before, ...(sent && last ? [sent] : []), ...own];
  if (result.outcome === 'accepted' && command.type === 'claim' && !check && !review.claim) {
    await drawCheck(tx, result.review, { personId: by.id, isNew: sight.isNew, order, now });
  }
  if (result.outcome === 'accepted' && ['revise', 'reopen', 'undo'].includes(command.type)) {
    // Another model may be the one that proposes it now, or it is open again.
    changes.push(...(await followStops(tx, result.review, at)));
  }
  const routed =
    result.outcome === 'accepted' && command.type === 'resume' && (await routeWaiting(tx, result.review, at));
  if (routed) changes.push(routed);
  if (changes.length > 0) await writeChanges(tx, changes);
  const moment = changes.length > 0 ? (await readReview(tx, id))?.moment : found.moment;
  const written = 'entry' in result && result.entry.signature ? await readEntry(tx, id, result.entry.seq) : undefined;
  const answer =
    'review' in result
      ? {
          ...result,
          review: told(changes.at(-1)?.review ?? result.review, moment ?? {}, by, now),
          ...(written && { entry: written }),
        }
      : result;
  return { result: sight.result(answer, review), isChanged: changes.length > 0 };
}
