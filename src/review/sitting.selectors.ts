import type { SnapshotFrom } from 'xstate';
import type { sessionMachine } from './session.machine.js';
import { draftStatusOf, hasContent, lostReason } from './session.selectors.js';
import type { ClaimStatus, SessionStatus } from './session.types.js';
import type { SittingSnapshot } from './sitting.types.js';

/** What the chart does not know: the same for every state of it. */
interface Around extends Pick<SittingSnapshot, 'reviewer' | 'isOffline' | 'isWaiting' | 'hasUnsaved' | 'dwell'> {
  storesDrafts: boolean;
}

/** States that are over before anybody sees them. */
const SETTLING_IN: readonly string[] = ['arriving', 'placing'];

/** A state of the chart, in the words of a sitting. */
export function snapshotOf(
  { value, context }: SnapshotFrom<typeof sessionMachine>,
  { storesDrafts, reviewer, isOffline, isWaiting, hasUnsaved, dwell }: Around,
): SittingSnapshot {
  const { sitting, draft, claim, undo } = value;
  const { review, seen, draftRevision } = context;
  const status = SETTLING_IN.includes(sitting) ? 'loading' : sitting === 'confirming' ? 'sending' : sitting;
  return {
    status: status as SessionStatus,
    reviewer,
    draft: context.draft,
    draftStatus: draftStatusOf(draft, context, isOffline, storesDrafts),
    claimStatus: (claim === 'ending' ? 'expiring' : claim) as ClaimStatus,
    opened: context.opened,
    isOffline,
    isWaiting,
    hasUnsaved,
    ...(dwell && { dwell }),
    ...(review && { review }),
    ...(seen && { seen }),
    ...(draftRevision !== undefined && hasContent(context.draft) && { draftRevision }),
    ...(status === 'lost' && { lostReason: lostReason(context) }),
    ...(status === 'conflict' && review && seen && { conflict: { base: seen, theirs: review, mine: context.draft } }),
    ...(undo === 'open' && review?.undo && { undo: { until: review.undo.until } }),
    ...(context.problem && { problem: context.problem }),
    ...(context.pending && { pending: context.pending.command }),
    ...(context.settled && { settled: context.settled }),
  };
}
