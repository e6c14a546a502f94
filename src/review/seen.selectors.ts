import { sameJson } from '../internal/canonical-json.js';
import { safeguardsOf } from './policy.selectors.js';
import { isErased, sawOf, withoutSubject } from './proposal.selectors.js';
import { createReplay, isWithheldEntry } from './replay.selectors.js';
import {
  type AuditEntry,
  type Grounds,
  type Judgement,
  type PersonActor,
  type Policy,
  type Proposal,
  type RecordedCommand,
  type Safeguard,
  SEATS,
  type Seat,
  type VerdictType,
} from './review.types.js';
import { isVerdict } from './verdict.selectors.js';

/** What cannot be known of a decision, from the entries that are there. */
export type SeenGap =
  /** Entries before the decision are not there, or are withheld from this reader. */
  | 'entries'
  /** The revision they saw is in none of them. */
  | 'proposal'
  /** The proposal that is there is not the one they saw: its fingerprint differs. */
  | 'fingerprint'
  /** Something of what they saw was erased by law. */
  | 'erased'
  /** The entry is from before exposure was recorded: what could be taken from other entries was. */
  | 'exposure'
  /** How the confidence read on their screen. */
  | 'confidence'
  | 'evidence'
  /** When they opened what they opened. */
  | 'evidence-times'
  | 'active-time';

/** What was kept from somebody when they decided. */
export interface KeptBack {
  what: /** The AI's answer, until they had given theirs. */
    | 'answer'
    /** An earlier signer's decision, their reason and who they are, until this one was in. */
    | 'first-decision';
  /** `seq` of the entry that holds it. */
  seq: number;
}

/** What somebody had before them when they gave a verdict, told by the record alone (L-16). */
export interface Seen {
  /** The verdict. */
  entry: AuditEntry;
  by: PersonActor;
  verdict: VerdictType;
  /** Absent where entries are missing. */
  seat?: Seat;
  /** The revision they saw. */
  proposal?: Proposal;
  policy?: Policy;
  /** Whether the AI's answer was hidden from them until they gave theirs. */
  answerFirst?: boolean;
  /** Their own answer before that. */
  judgement?: Judgement;
  /** When the AI's answer was shown to them, ISO 8601. */
  revealedAt?: string;
  /** The AI's confidence from 0 to 1, and how it read on their screen. */
  confidence: { raw?: number; shownAs?: string };
  /** When each item was first opened, ISO 8601 by its id; the empty text where only that it was is known. Absent where not even that is. */
  opened?: Readonly<Record<string, string>>;
  /** Milliseconds in which the case was visible and the page had focus. */
  activeMs?: number;
  safeguards?: readonly Safeguard[];
  keptBack: readonly KeptBack[];
  unknown: readonly SeenGap[];
  /** The entry that erased something of what they saw. */
  erasedBy?: AuditEntry;
  /** `seq` of the entries that all of this was taken from, in order. */
  sources: readonly number[];
}

type EntryOf<T extends RecordedCommand['type']> = AuditEntry & { command: Extract<RecordedCommand, { type: T }> };

function isOf<T extends RecordedCommand['type']>(entry: AuditEntry | undefined, ...types: T[]): entry is EntryOf<T> {
  return (types as string[]).includes(entry?.command?.type ?? '');
}

/** The last entry of a kind. */
function last<T extends RecordedCommand['type']>(
  entries: readonly AuditEntry[],
  types: readonly T[],
  isMeant: (entry: EntryOf<T>) => boolean = () => true,
): EntryOf<T> | undefined {
  return entries.findLast((entry): entry is EntryOf<T> => isOf(entry, ...types) && isMeant(entry));
}

/** Verdicts of the present round that stand: not taken back, and not from before the case was reopened. */
function standing(before: readonly AuditEntry[]): AuditEntry[] {
  const round = before.slice(before.findLastIndex(({ command }) => command?.type === 'reopen') + 1);
  const undone = new Set(round.filter((entry) => isOf(entry, 'undo')).map(({ supersedes }) => supersedes));
  return round.filter(({ command, seq }) => isVerdict(String(command?.type)) && !undone.has(seq));
}

/** What the decider opened, by the entries that tell of viewing. */
function viewsOf(before: readonly AuditEntry[], by: PersonActor): EntryOf<'view'>[] {
  return before.filter(
    (entry): entry is EntryOf<'view'> =>
      isOf(entry, 'view') && entry.command.of === 'evidence' && entry.by?.id === by.id,
  );
}

/**
 * Exactly what the decider of a verdict had on screen, from the entries alone: which revision, whether they answered first and
 * what, how the confidence read, what they had opened, what was asked of them and what was kept from them. What cannot be
 * known is said in `unknown`, and guessed nowhere.
 *
 * @param entries the entries of one review, in any order; those after the verdict only tell what was erased
 * @param seq of the verdict
 * @returns nothing where there is no such entry, where it is no verdict of a person, or where it is withheld from this reader
 */
export function seenBy(entries: readonly AuditEntry[], seq: number): Seen | undefined {
  const ordered = createReplay(entries).entries;
  const place = ordered.findIndex((each) => each.seq === seq);
  const entry = ordered[place];
  if (!entry || isWithheldEntry(entry) || entry.by?.kind !== 'person') return undefined;
  const verdict = String(entry.command?.type);
  if (!isVerdict(verdict)) return undefined;
  const { by, saw, exposure } = entry;
  const grounds = entry.command as Grounds;
  const before = ordered.slice(0, place);
  const unknown = new Set<SeenGap>();
  const sources = new Set<number>([seq]);
  const use = <T extends AuditEntry>(source: T | undefined): T | undefined => {
    if (source) sources.add(source.seq);
    return source;
  };

  const isWhole =
    before.length === seq - 1 && before.every((each, at) => each.seq === at + 1 && !isWithheldEntry(each));
  if (!isWhole) unknown.add('entries');

  const proposed = use(
    last(before, ['propose', 'revise'], (each) => each.command.proposal?.revision === saw?.revision),
  );
  const recorded = proposed && !isWithheldEntry(proposed) ? proposed.command.proposal : undefined;
  // Who decides on a case after it was erased sees what was left of it.
  const isGone = recorded && proposed && before.some((each) => isOf(each, 'erase') && each.seq > proposed.seq);
  const proposal = isGone ? withoutSubject(recorded) : recorded;
  const policy = use(last(before, ['propose', 'route'], ({ command }) => command.policy !== undefined))?.command.policy;
  if (!proposal) unknown.add('proposal');
  else if (!sameJson(sawOf(proposal), saw)) unknown.add(isErased(proposal) ? 'erased' : 'fingerprint');
  const isLeft = proposal && isErased(proposal);
  const erasedBy = isLeft ? use(last(isGone ? before : ordered, ['erase'])) : undefined;

  // Decisions of this round that stood already: how many there are is the seat.
  const earlier = standing(before);
  const seat = isWhole ? SEATS[Math.min(earlier.length, 2)] : undefined;
  const claimed = use(last(before, ['claim', 'undo'], (each) => each.by?.id === by.id));
  const judged = use(last(before, ['judge'], (each) => each.by?.id === by.id));

  if (!exposure) unknown.add('exposure');
  const judgement =
    exposure?.judgement ??
    (judged && {
      value: judged.command.value,
      ...(judged.command.confidence !== undefined && { confidence: judged.command.confidence }),
      at: judged.at,
    });
  const answerFirst = exposure?.answerFirst ?? (judged ? true : isWhole ? false : undefined);
  const revealedAt = exposure?.revealedAt ?? judgement?.at ?? claimed?.at;

  const shownAs = entry.confidence?.shownAs ?? grounds.confidenceShown;
  const raw = entry.confidence?.raw ?? proposal?.confidence?.value;
  if (shownAs === undefined && (raw ?? undefined) !== undefined) unknown.add('confidence');

  const ids = exposure?.evidenceOpened ?? grounds.evidenceOpened;
  const times = new Map<string, string>();
  for (const view of viewsOf(before, by)) {
    const { id } = view.command;
    // As drafts keep it: looking again opens nothing anew.
    if (id === undefined || !ids?.includes(id) || times.has(id)) continue;
    use(view);
    times.set(id, view.at);
  }
  if (!ids) unknown.add('evidence');
  else if (ids.some((id) => !times.has(id))) unknown.add('evidence-times');

  const activeMs = exposure?.activeMs ?? grounds.activeMs;
  if (activeMs === undefined) unknown.add('active-time');

  const keptBack: KeptBack[] = [];
  if (answerFirst && proposed) keptBack.push({ what: 'answer', seq: proposed.seq });
  const first = seat === 'second' ? earlier[0] : undefined;
  if (first) keptBack.push({ what: 'first-decision', seq: first.seq });

  return {
    entry,
    by,
    verdict,
    ...(seat && { seat }),
    ...(proposal && { proposal }),
    ...(policy && { policy }),
    ...(answerFirst !== undefined && { answerFirst }),
    ...(judgement && { judgement }),
    ...(revealedAt !== undefined && { revealedAt }),
    confidence: {
      ...(typeof raw === 'number' && Number.isFinite(raw) && { raw }),
      ...(shownAs !== undefined && { shownAs }),
    },
    ...(ids && { opened: Object.fromEntries(ids.map((id) => [id, times.get(id) ?? ''])) }),
    ...(activeMs !== undefined && { activeMs }),
    ...((exposure?.safeguards ?? (policy && seat)) && {
      safeguards: exposure?.safeguards ?? safeguardsOf(policy as Policy, entry.reviewId, seat as Seat, verdict),
    }),
    keptBack,
    unknown: [...unknown],
    ...(erasedBy && { erasedBy }),
    sources: [...sources].sort((a, b) => a - b),
  };
}
