import { canonicalJson, sameJson } from '../internal/canonical-json.js';
import { batchShare } from './batch.selectors.js';
import { seatOf } from './decision.selectors.js';
import { retainUntil, safeguardsOf } from './policy.selectors.js';
import { effectiveValue, isErased, sawOf } from './proposal.selectors.js';
import type {
  AuditEntry,
  Batch,
  Command,
  CommandContext,
  CommandType,
  EntryType,
  Exposure,
  Grounds,
  Review,
  VerdictType,
} from './review.types.js';
import { switchesOf } from './switches.selectors.js';
import { isVerdict } from './verdict.selectors.js';

/** The past tense of every command. */
export const ENTRY_OF = {
  claim: 'claimed',
  judge: 'judged',
  approve: 'approved',
  override: 'overridden',
  reject: 'rejected',
  respond: 'responded',
  abstain: 'abstained',
  release: 'released',
  skip: 'skipped',
  assign: 'assigned',
  unassign: 'unassigned',
  escalate: 'escalated',
  ask: 'asked',
  answer: 'answered',
  lapse: 'lapsed',
  undo: 'undone',
  reopen: 'reopened',
  revise: 'revised',
  withdraw: 'withdrawn',
  expire: 'expired',
  route: 'routed',
  proceed: 'proceeded',
  hold: 'held',
  resume: 'resumed',
  view: 'viewed',
  preserve: 'preserved',
  lift: 'lifted',
  erase: 'erased',
} as const satisfies Record<CommandType, EntryType>;

/** What the claimant had before them when they decided. */
function exposureOf(
  review: Review,
  { type, evidenceOpened = [], activeMs, batch }: Grounds & { type: VerdictType; batch?: Batch },
): Exposure {
  const { claim, policy } = review;
  const judgement = claim?.judgement;
  const given = [policy, review.id, seatOf(review), type] as const;
  return {
    answerFirst: judgement !== undefined,
    revealedAt: judgement?.at ?? claim?.at ?? review.updatedAt,
    ...(judgement && { judgement }),
    evidenceOpened,
    ...(activeMs !== undefined && { activeMs }),
    ...batchShare(batch),
    safeguards: safeguardsOf(...given),
    switches: switchesOf(...given),
  };
}

/** Whether what was on screen may be told: what is erased with this entry, or was before it, would come back with it. */
function keepsSaw({ proposal }: Review, { type }: Command, { saw, isReplayed }: CommandContext): boolean {
  if (isReplayed) return true;
  return type !== 'erase' && (!isErased(proposal) || sameJson(saw, sawOf(proposal)));
}

/** The entry that an accepted command leaves behind. */
export function entryFor(before: Review, command: Command, context: CommandContext, after: Review): AuditEntry {
  const { by, at, saw, sentAt } = context;
  const { proposal, policy } = before;
  const entry: AuditEntry = {
    id: `${before.id}:${after.version}`,
    reviewId: before.id,
    seq: after.version,
    at,
    by,
    type: ENTRY_OF[command.type],
    command,
    from: before.state,
    to: after.state,
    policy: { id: policy.id, version: policy.version },
    retainUntil: retainUntil(policy, at),
  };
  if (sentAt !== undefined) entry.sentAt = sentAt;
  if (saw && keepsSaw(before, command, context)) entry.saw = saw;
  if (command.type === 'judge') entry.newValue = command.value;
  if (command.type === 'skip') entry.reason = command.reason;
  if (command.type === 'revise') {
    entry.oldValue = proposal.value;
    entry.newValue = command.proposal.value;
    entry.model = command.proposal.model;
  }
  if (command.type === 'route' || command.type === 'proceed') {
    entry.oldValue = proposal.value;
    entry.model = proposal.model;
  }
  if (isVerdict(command.type)) {
    const { reason } = command as Grounds;
    entry.oldValue = proposal.value;
    if (command.type === 'approve' || command.type === 'override') {
      entry.newValue = effectiveValue(proposal, command);
    }
    entry.model = proposal.model;
    if (reason) entry.reason = reason;
    entry.exposure = exposureOf(before, command as Grounds & { type: VerdictType });
    const raw = proposal.confidence?.value;
    const { confidenceShown } = command as Grounds;
    entry.confidence = {
      ...(typeof raw === 'number' && Number.isFinite(raw) && { raw }),
      ...(confidenceShown !== undefined && { shownAs: confidenceShown }),
    };
  }
  const taking = before.decidedSeq ?? before.automated?.seq;
  if (command.type === 'reopen' && taking !== undefined) entry.supersedes = taking;
  const taken = before.signatures.at(-1);
  if (command.type === 'undo' && taken) entry.supersedes = taken.seq;
  return entry;
}

/**
 * Fields of an entry that follow from the ones before it; `null`, as a database has it, is nothing. What else a server
 * keeps beside them is its own.
 */
const DERIVED = [
  'id',
  'reviewId',
  'seq',
  'at',
  'by',
  'type',
  'from',
  'to',
  'oldValue',
  'newValue',
  'reason',
  'model',
  'policy',
  'saw',
  'supersedes',
  'sentAt',
] as const satisfies readonly (keyof AuditEntry)[];
/** Fields that follow too, and that entries of earlier versions do not have. */
const DERIVED_LATER = ['confidence', 'exposure', 'retainUntil'] as const satisfies readonly (keyof AuditEntry)[];

/** A field as it follows from the entries before, as far as `said` has it: earlier versions recorded less. */
function derived(entry: AuditEntry, field: keyof AuditEntry, said: AuditEntry): unknown {
  if (field !== 'exposure' || !entry.exposure) return entry[field];
  // A server's own word.
  const { seeded: _seeded, switches, ...exposure } = entry.exposure;
  return said.exposure?.switches ? { ...exposure, switches } : exposure;
}

/** What an entry says otherwise than the chart does; nothing where it says the same. */
export function differenceOf(entry: AuditEntry, expected: AuditEntry): string | undefined {
  const later = DERIVED_LATER.filter((field) => entry[field] !== undefined && entry[field] !== null);
  const field = [...DERIVED, ...later].find(
    (each) => !sameJson(derived(entry, each, entry), derived(expected, each, entry)),
  );
  if (field === undefined) return undefined;
  const [said, due] = [entry[field], expected[field]].map((value) => canonicalJson(value));
  return `says ${field} ${said} where the chart says ${due}`;
}
