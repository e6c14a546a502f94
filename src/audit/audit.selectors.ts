import { sameJson } from '../internal/canonical-json.js';
import { type AuditEntry, ENTRY_TYPES, type Json, type Reason, VERDICTS } from '../review/review.types.js';
import type { ActionPhrase, AuditOrigin, EntryFacts, TimelineOrder, ValueChange } from './audit.types.js';

/** What tells one entry from another; an entry of a broken server may lack its id. */
export function entryKey(entry: AuditEntry): string {
  return String(entry.id ?? entry.seq);
}

/** Where an entry stands in the record; before all others when the server sent no number. */
function position(entry: AuditEntry): number {
  return Number.isFinite(entry.seq) ? entry.seq : 0;
}

/**
 * Each entry once, by its place in the record. Of two with one id the last counts: an entry never changes, but a server
 * may have withheld part of it from the reader before.
 */
export function orderEntries(entries: readonly AuditEntry[], order: TimelineOrder): AuditEntry[] {
  const kept = new Map<string, AuditEntry>();
  for (const entry of entries) {
    if (entry) kept.set(entryKey(entry), entry);
  }
  const direction = order === 'newest-first' ? -1 : 1;
  return [...kept.values()].sort((a, b) => direction * (position(a) - position(b)));
}

/**
 * What the record says about each of its entries: who took it back, what it takes back, and by which schema and policy
 * it reads.
 *
 * @param entries any order, each once
 * @param fallback for entries from before the oldest proposal that is loaded
 */
export function linkEntries(
  entries: readonly AuditEntry[],
  fallback: Pick<EntryFacts, 'schema' | 'policy'> = {},
): Map<AuditEntry, EntryFacts> {
  const facts = new Map<AuditEntry, EntryFacts>();
  const bySeq = new Map(entries.map((entry) => [entry.seq, entry]));
  let { schema, policy } = fallback;
  for (const entry of orderEntries(entries, 'oldest-first')) {
    const { command } = entry;
    if (command?.type === 'propose' || command?.type === 'revise') schema = command.proposal?.schema ?? schema;
    if (command?.type === 'propose') policy = command.policy ?? policy;
    const supersedes = entry.supersedes === undefined ? undefined : bySeq.get(entry.supersedes);
    const old = supersedes && facts.get(supersedes);
    if (old) old.supersededBy = entry;
    facts.set(entry, { schema, policy, ...(old && { supersedes }) });
  }
  return facts;
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
  if (!ENTRY_TYPES.includes(type)) return { phrase: 'unknown', object: String(type) };
  if (isBlind && isVerdictEntry(entry)) return { phrase: 'decided' };
  if (type === 'claimed' && String(entry.from).startsWith('reviewing')) return { phrase: 'claimed-over' };
  if (type === 'expired' && entry.to === 'pending.escalated') return { phrase: 'expired-escalated' };
  if (type === 'held' && (scope === 'model' || scope === 'all')) return { phrase: `held-${scope}` };
  if (type === 'viewed' && (of === 'explanation' || of === 'evidence')) return { phrase: `viewed-${of}`, object: id };
  return { phrase: type, object: to };
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

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
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
