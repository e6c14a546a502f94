import { sameJson } from '../internal/canonical-json.js';
import {
  type Assignee,
  type AuditEntry,
  ENTRY_TYPES,
  type Json,
  type Reason,
  VERDICTS,
} from '../review/review.types.js';
import type {
  ActionPhrase,
  AuditOrigin,
  EntryFacts,
  ReasonWords,
  SignatureState,
  TimelineOrder,
  ValueChange,
} from './audit.types.js';

/** What tells one entry from another; an entry of a broken server may lack its id. */
export function entryKey(entry: AuditEntry): string {
  return String(entry.id ?? entry.seq);
}

/** Where an entry stands in the record; before all others when the server sent no number. */
function position(entry: AuditEntry): number {
  return Number.isFinite(entry.seq) ? entry.seq : 0;
}

/** Whether the entries stand as a well-kept record does: each behind the one before it, all of one review. */
function isInOrder(entries: readonly AuditEntry[], direction: 1 | -1): boolean {
  const reviewId = entries[0]?.reviewId;
  let before = -Infinity;
  for (const entry of entries) {
    const place = direction * (entry?.seq as number);
    if (!(place > before) || entry.reviewId !== reviewId) return false;
    before = place;
  }
  return true;
}

/**
 * Each entry once, by its place in the record. Of two with one id the last counts: an entry never changes, but a server
 * may have withheld part of it from the reader before.
 */
export function orderEntries(entries: readonly AuditEntry[], order: TimelineOrder): AuditEntry[] {
  const direction = order === 'newest-first' ? -1 : 1;
  // What a log brings is in order already: a hundred thousand entries need no sorting then.
  if (isInOrder(entries, direction)) return [...entries];
  if (isInOrder(entries, -direction as 1 | -1)) return [...entries].reverse();
  const kept = new Map<string, AuditEntry>();
  for (const entry of entries) {
    if (entry) kept.set(entryKey(entry), entry);
  }
  return [...kept.values()].sort((a, b) => direction * (position(a) - position(b)));
}

/** What the entries of one review say about the others. */
interface ReviewLinks {
  /** Oldest first: from which entry on values read so. */
  readings: ({ from: number } & Pick<EntryFacts, 'schema' | 'policy' | 'evidence'>)[];
  /** By the `seq` of what is taken back, the last one that does. */
  takenBackBy: Map<number, AuditEntry>;
  /** By their own `seq`. */
  takenBack: Map<number, AuditEntry>;
  /** What was undone last and is not decided anew yet, by its `seq`. */
  undone?: number;
  /** What was undone before, by the `seq` of the decision that was made anew. */
  anew: Map<number, number>;
  /** Oldest first. */
  erasures: AuditEntry[];
}

/**
 * Whether words or the subject of an entry were erased, as the server says. What stands in their place tells nothing: in a
 * record of an earlier version anybody may have written that.
 */
export function hasErasedWords({ erased }: AuditEntry): boolean {
  // Nobody has read a fingerprint.
  return Array.isArray(erased) && erased.some((pointer) => pointer !== '/saw/fingerprint');
}

/**
 * Reads what the record says about each of its entries, when it is asked: who took it back, what it takes back, what erased
 * its words, and by which schema and policy it reads. The entries are gone through once, and only those that say something
 * about others are kept.
 *
 * @param entries any order, each once, of one review or of several
 * @param fallback for entries from before the oldest proposal that is loaded
 * @param signatures how they stand, by the id of the entry
 */
export function readLinks(
  entries: readonly AuditEntry[],
  fallback: Pick<EntryFacts, 'schema' | 'policy'> = {},
  signatures: { readonly [entryId: string]: SignatureState } = {},
): (entry: AuditEntry) => EntryFacts {
  const reviews = new Map<string, ReviewLinks>();
  for (const entry of [...entries].sort((a, b) => position(a) - position(b))) {
    const { command, reviewId, supersedes, type } = entry;
    const links: ReviewLinks = reviews.get(reviewId) ?? {
      readings: [],
      takenBackBy: new Map(),
      takenBack: new Map(),
      anew: new Map(),
      erasures: [],
    };
    reviews.set(reviewId, links);
    if (supersedes !== undefined) links.takenBackBy.set(supersedes, entry);
    if (type === 'undone') links.undone = supersedes;
    else if (links.undone !== undefined && isVerdictEntry(entry)) {
      links.takenBackBy.set(links.undone, entry);
      links.anew.set(entry.seq, links.undone);
      links.undone = undefined;
    }
    if (type === 'erased') links.erasures.push(entry);
    if (command?.type !== 'propose' && command?.type !== 'revise' && command?.type !== 'route') continue;
    const { schema, policy, evidence } = links.readings.at(-1) ?? { evidence: undefined, ...fallback };
    const proposal = command.type === 'route' ? undefined : command.proposal;
    links.readings.push({
      from: position(entry),
      evidence: proposal ? proposal.explanation?.evidence : evidence,
      schema: proposal?.schema ?? schema,
      policy: (command.type !== 'revise' && command.policy) || policy,
    });
  }
  for (const entry of entries) {
    const links = reviews.get(entry.reviewId);
    if (links?.takenBackBy.has(entry.seq)) links.takenBack.set(entry.seq, entry);
  }

  const known = new WeakMap<AuditEntry, EntryFacts>();
  const read = (entry: AuditEntry): EntryFacts => {
    const { readings = [], takenBackBy, takenBack, anew, erasures } = reviews.get(entry.reviewId) ?? {};
    const place = position(entry);
    const { schema, policy, evidence }: (typeof readings)[number] | EntryFacts =
      readings.findLast(({ from }) => from <= place) ?? fallback;
    const later = takenBackBy?.get(entry.seq);
    const signature = signatures[entry.id];
    const earlier = takenBack?.get((entry.supersedes ?? anew?.get(entry.seq)) as number);
    const erasedBy = hasErasedWords(entry) ? erasures?.find(({ seq }) => seq > place) : undefined;
    return {
      schema,
      policy,
      ...(evidence && { evidence }),
      ...(later && position(later) > place && { supersededBy: later }),
      ...(earlier && position(earlier) < place && { supersedes: earlier }),
      ...(erasedBy && { erasedBy }),
      ...(signature && { signature }),
    };
  };
  return (entry) => {
    const facts = known.get(entry) ?? read(entry);
    known.set(entry, facts);
    return facts;
  };
}

/** `readLinks` for all entries at once. */
export function linkEntries(
  entries: readonly AuditEntry[],
  fallback: Pick<EntryFacts, 'schema' | 'policy'> = {},
  signatures: { readonly [entryId: string]: SignatureState } = {},
): Map<AuditEntry, EntryFacts> {
  const factsOf = readLinks(entries, fallback, signatures);
  return new Map(entries.map((entry) => [entry, factsOf(entry)]));
}

/** Who stands behind an entry. A kind of actor that this version does not know counts as a system. */
export function originOf(entry: AuditEntry): AuditOrigin {
  const kind = entry.by?.kind;
  return kind === 'person' ? 'human' : kind === 'model' ? 'ai' : 'system';
}

/** Whether an entry records a verdict. */
export function isVerdictEntry(entry: AuditEntry): boolean {
  return (VERDICTS as readonly unknown[]).includes(entry.command?.type);
}

/** Whether an entry shows an answer: the AI's, or one that a blind reviewer must not see before giving their own. */
export function holdsAnswer(entry: AuditEntry): boolean {
  return isVerdictEntry(entry) || entry.oldValue !== undefined || entry.newValue !== undefined;
}

/** Which phrase says what happened, and whom or what it names. */
export function actionOf(entry: AuditEntry, isBlind = false): { phrase: ActionPhrase; object?: string } {
  const { type } = entry;
  const { to, scope, of, id } = (entry.command ?? {}) as { readonly [field: string]: string | undefined };
  if ((type as string) === 'withheld') return { phrase: 'withheld' };
  if (!ENTRY_TYPES.includes(type)) return { phrase: 'unknown', object: String(type) };
  if (isBlind && isVerdictEntry(entry)) return { phrase: 'decided' };
  if (type === 'claimed' && String(entry.from).startsWith('reviewing')) return { phrase: 'claimed-over' };
  if (type === 'assigned') {
    const name = (to as Partial<Assignee> | undefined)?.name;
    return name === undefined ? { phrase: 'assigned-withheld' } : { phrase: type, object: name };
  }
  if ((type === 'expired' || type === 'skipped') && entry.to === 'pending.escalated')
    return { phrase: `${type}-escalated` };
  if (type === 'routed' && entry.to !== 'pending.open') {
    return { phrase: entry.to === 'pending.monitored' ? 'routed-monitor' : 'routed-auto' };
  }
  if (type === 'held' && (scope === 'model' || scope === 'all')) return { phrase: `held-${scope}` };
  if (type === 'viewed' && (of === 'explanation' || of === 'evidence')) return { phrase: `viewed-${of}`, object: id };
  return { phrase: type, object: to };
}

/** What the codes of an entry's reason are called: those of verdicts, or those of giving a case back. */
export function reasonWordsOf({ type }: AuditEntry, policy: ReasonWords | undefined): ReasonWords['reasonCodes'] {
  return type === 'skipped' ? policy?.skips?.reasons : policy?.reasonCodes;
}

/** The words that somebody gave with an entry: a question, a note, a message, the text of a reason. */
export function wordsOf(entry: AuditEntry): string | undefined {
  const said = (entry.command ?? {}) as { readonly [field: string]: unknown };
  const reason = (entry.reason ?? said.reason) as Reason | string | undefined;
  const words = [
    said.message,
    said.question,
    said.answer,
    said.note,
    typeof reason === 'string' ? reason : reason?.text,
  ].find((each) => typeof each === 'string' && each.trim() !== '');
  return words as string | undefined;
}

/** Whether a value has named fields. */
export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What an entry shows as old and new value: one change, or one per changed field of a record. */
export function changesOf(entry: AuditEntry, schema: EntryFacts['schema']): ValueChange[] {
  const { oldValue, newValue, type } = entry;
  const giver = originOf(entry) === 'human' ? 'human' : 'ai';
  const change = (from: Json | undefined, to: Json | undefined, names: Partial<ValueChange>): ValueChange => ({
    ...names,
    ...(from !== undefined && { from: { origin: 'ai', value: from } }),
    ...(to !== undefined && { to: { origin: giver, value: to } }),
  });
  // `null` is what reject, respond and abstain put into effect: nothing, and the phrase says so.
  const isNothing = newValue === undefined || (newValue === null && type !== 'judged');
  if (isNothing || sameJson(oldValue, newValue)) {
    return oldValue === undefined ? [] : [change(oldValue, undefined, { schema })];
  }
  if (schema?.type === 'record' && isRecord(oldValue) && isRecord(newValue)) {
    const { fields } = schema;
    const isWhole = Object.keys({ ...oldValue, ...newValue }).every((key) => fields.some(({ name }) => name === key));
    if (isWhole) {
      return fields
        .filter(({ name }) => !sameJson(oldValue[name], newValue[name]))
        .map(({ name, label, schema }) =>
          change(oldValue[name] ?? null, newValue[name] ?? null, { field: label, schema }),
        );
    }
  }
  return [change(oldValue, newValue, { schema })];
}
