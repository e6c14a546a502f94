import { isDeepStrictEqual } from 'node:util';
import type { Effect } from '../../example/server/effects.js';
import { type AuditEntry, type CommandResult, replay } from '../../src/core.js';
import type { Draft } from '../../src/review/backend.types.js';
import type { SessionSnapshot } from '../../src/review/session.types.js';
import type { StoredRecord } from './records.js';
import type { Given } from './window.js';

export const FINDINGS = ['lost', 'doubled', 'gaps', 'replayDifferences', 'untrueWords'] as const;
/** How often a promise was broken, one count for each. */
export type Findings = Record<(typeof FINDINGS)[number], number>;

export const noFindings = (): Findings => ({ lost: 0, doubled: 0, gaps: 0, replayDifferences: 0, untrueWords: 0 });

/** What a window says at the end of a try. */
export interface Shown {
  reviewId: string;
  person: string;
  snapshot: SessionSnapshot;
  /** What must still be there to be signed. */
  draft?: Partial<Draft>;
  /** What it said that was not so. */
  isUntrue?: string;
}

/** A number of entries that follows from what a real page said. */
export interface Expected {
  reviewId: string;
  what: string;
  count: number;
  of(record: StoredRecord): number;
}

const acceptedEntry = (said: CommandResult | undefined): AuditEntry | undefined =>
  said?.outcome === 'accepted' ? said.entry : undefined;

function isReplayed({ review, entries }: StoredRecord): boolean {
  try {
    return isDeepStrictEqual(replay(entries), review);
  } catch {
    return false;
  }
}

/** What else is known of some reviews than what is stored. */
export interface Witnesses {
  /** What people gave, and were told. */
  given: readonly Given[];
  shown?: readonly Shown[];
  expected?: readonly Expected[];
  /** What the host's own system did. */
  acted: readonly Effect[];
}

/** The verdicts, by their `seq`, that a host's own system put into effect and did not take back. */
function standing(acted: readonly Effect[]): number[] {
  const seqs: number[] = [];
  for (const { seq, supersedes } of acted) {
    if (supersedes === undefined) seqs.push(seq);
    else if (seqs.includes(supersedes)) seqs.splice(seqs.indexOf(supersedes), 1);
  }
  return seqs;
}

/** Compares what is stored with what people gave and were told, and with what became of it outside. */
export function examine(
  records: readonly StoredRecord[],
  { given, shown = [], expected = [], acted }: Witnesses,
): { findings: Findings; notes: string[] } {
  const findings = noFindings();
  const notes: string[] = [];
  const find = (kind: keyof Findings, note: string) => {
    findings[kind] += 1;
    notes.push(`${kind}: ${note}`);
  };

  for (const record of records) {
    const { review, entries } = record;
    if (entries.some(({ seq }, index) => seq !== index + 1) || review.version !== entries.length) {
      find('gaps', `${review.id} has the entries ${entries.map(({ seq }) => seq)}, and version ${review.version}`);
    }
    if (!isReplayed(record)) find('replayDifferences', `${review.id} is not what its entries lead to`);

    const own = given.filter(({ reviewId }) => reviewId === review.id);
    const told = new Set<string>();
    for (const { person, command, said } of own) {
      const name = `${person}'s ${command.type} on ${review.id}`;
      if (!said) find('lost', `${name} was never answered`);
      const entry = acceptedEntry(said);
      if (!entry) continue;
      const stored = entries.find(({ id }) => id === entry.id);
      if (!stored) find('lost', `${name} was accepted and is not in the record`);
      else if (stored.by.id !== person || stored.command.type !== command.type) {
        find('untrueWords', `${name} was answered with an entry of ${stored.by.id}: ${stored.type}`);
      }
      if (told.has(entry.id)) find('untrueWords', `${name} was answered with the entry of another command`);
      told.add(entry.id);
    }
    // Every entry of a person is the one that one command of theirs was answered with.
    for (const entry of entries) {
      if (entry.by.kind !== 'person' || told.has(entry.id) || expected.length > 0) continue;
      const wasRefused = own.some(
        ({ person, command, said }) =>
          said && said.outcome !== 'accepted' && person === entry.by.id && command.type === entry.command.type,
      );
      const kind = wasRefused ? 'untrueWords' : 'doubled';
      find(kind, `${review.id} has "${entry.type}" as ${entry.seq}, which no accepted command of ${entry.by.id} made`);
    }
  }

  for (const { review, effects } of records) {
    const { id, status, decidedSeq } = review;
    const inEffect = status === 'approved' || status === 'overridden' ? decidedSeq : undefined;
    const stored = effects.filter((effect) => effect.status !== 'cancelled').map(({ seq }) => seq);
    const done = standing(acted.filter(({ reviewId }) => reviewId === id));
    const name = inEffect === undefined ? `${id}, which is not decided,` : `${id}, decided in ${inEffect},`;
    for (const [seqs, where] of [
      [stored, 'in the table of effects'],
      [done, 'in what the webhook’s receiver did'],
    ] as const) {
      const count = seqs.filter((seq) => seq === inEffect).length;
      if (inEffect !== undefined && count === 0) find('lost', `${name} has nothing ${where}`);
      if (count > 1 || seqs.some((seq) => seq !== inEffect)) find('doubled', `${name} has ${seqs} ${where}`);
    }
    if (effects.some((effect) => effect.status === 'waiting')) find('lost', `${name} has an effect that never left`);
  }

  for (const { reviewId, what, count, of } of expected) {
    const record = records.find(({ review }) => review.id === reviewId);
    const found = record ? of(record) : 0;
    if (found !== count) find(found < count ? 'lost' : 'doubled', `${reviewId} is "${what}" ${found} times`);
  }
  for (const { reviewId, person, snapshot, draft: kept, isUntrue } of shown) {
    const record = records.find(({ review }) => review.id === reviewId);
    const { settled, status, claimStatus, draft, isWaiting } = snapshot;
    const name = `${person}'s window on ${reviewId} says "${status}"`;
    if (settled && !record?.entries.some(({ id, by }) => id === settled.entry.id && by.id === person)) {
      find('untrueWords', `${name}: that entry is not in the record`);
    }
    if (status === 'settled' && record?.review.status !== settled?.review.status) {
      find('untrueWords', `${name} and ${settled?.review.status}; the review is ${record?.review.status}`);
    }
    if (status === 'deciding' && claimStatus === 'held' && record?.review.claim?.by.id !== person) {
      find('untrueWords', `${name}, and the claim is not theirs`);
    }
    if (isUntrue !== undefined) find('untrueWords', `${name}, and ${isUntrue}`);
    if (isWaiting) find('untrueWords', `${name} that something waits`);
    if (kept && !isDeepStrictEqual({ ...draft, ...kept }, draft)) {
      find('lost', `${name}, and its draft is ${JSON.stringify(draft)}`);
    }
  }
  return { findings, notes };
}
