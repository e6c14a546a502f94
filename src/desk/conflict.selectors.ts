import { sameJson } from '../internal/canonical-json.js';
import { isRecord } from '../internal/is-record.js';
import { readTyped } from '../override/override.selectors.js';
import type { Draft } from '../review/backend.types.js';
import type { Json, Proposal, RecordField, Review, ValueSchema } from '../review/review.types.js';
import type { SessionConflict, SessionSnapshot } from '../review/session.types.js';
import { isStale, mayShowSuggestion, situationOf } from './review-card.selectors.js';

/** Somebody decided first · the case was withdrawn or expired · the proposal was revised. */
export type ConflictKind = 'decided' | 'closed' | 'revised';

export function conflictKind({ theirs }: SessionConflict): ConflictKind {
  if (theirs.status === 'closed') return 'closed';
  return theirs.decision ? 'decided' : 'revised';
}

/**
 * What there is to compare: what a decision ran into, or the revision that waits to be looked at under a draft. Nothing
 * where the AI is still hidden (B-1).
 */
export function conflictOf(snapshot: SessionSnapshot): SessionConflict | undefined {
  const { conflict, seen, review, draft } = snapshot;
  if (!mayShowSuggestion(snapshot)) return undefined;
  if (conflict) return conflict;
  const isWaiting = isStale(snapshot) && situationOf(snapshot) === 'deciding' && Object.keys(draft).length > 0;
  return isWaiting && seen && review ? { base: seen, theirs: review, mine: draft } : undefined;
}

/** A value in one place of a comparison; `undefined` where that place has none. */
export interface ComparedValue {
  /** Its label, for a field of a record; the value as a whole otherwise. */
  field?: RecordField;
  schema: ValueSchema | undefined;
  before: Json | undefined;
  now: Json | undefined;
  mine: Json | undefined;
}

export interface Comparison {
  kind: ConflictKind;
  /** Only what differs somewhere. */
  values: readonly ComparedValue[];
  /** How many fields are the same in all places. */
  same: number;
  /** Facts of the case that a revision changed. */
  facts: readonly { name: string; before: string | undefined; now: string | undefined }[];
}

/** What a draft would put into effect, read as its form reads it. */
function valueOfDraft({ verdict, value }: Draft, base: Proposal, locale: string): Json | undefined {
  if (verdict === 'approve') return base.value;
  if (verdict !== undefined && verdict !== 'override') return undefined;
  return value === undefined ? undefined : (readTyped(value, base.schema, locale, base.value) ?? value);
}

function valueOfTheirs({ decision, proposal, status }: Review): Json | undefined {
  if (!decision) return status === 'closed' ? undefined : proposal.value;
  const { type } = decision.verdict;
  return type === 'approve' || type === 'override' ? decision.value : undefined;
}

function fieldsOf(...schemas: (ValueSchema | undefined)[]): RecordField[] {
  const fields = new Map<string, RecordField>();
  for (const schema of schemas) {
    if (schema?.type === 'record') for (const field of schema.fields) fields.set(field.name, field);
  }
  return [...fields.values()];
}

const differs = (a: Json | undefined, b: Json | undefined) =>
  a === undefined || b === undefined ? a !== b : !sameJson(a, b);

/** Theirs, mine and what it was, field by field. */
export function compareConflict(conflict: SessionConflict, locale: string): Comparison {
  const { base, theirs, mine: draft } = conflict;
  const kind = conflictKind(conflict);
  const before = base.value;
  const now = valueOfTheirs(theirs);
  const mine = valueOfDraft(draft, base, locale);
  const schema = theirs.proposal.schema ?? base.schema;
  const fields = fieldsOf(base.schema, theirs.proposal.schema);
  const at = (value: Json | undefined, name: string) => (isRecord(value) ? value[name] : undefined);
  const all: ComparedValue[] =
    fields.length > 0
      ? fields.map((field) => ({
          field,
          schema: field.schema,
          before: at(before, field.name),
          now: at(now, field.name),
          mine: at(mine, field.name),
        }))
      : [{ schema, before, now, mine }];
  // A place without any value differs as a whole, which the row of the verdict says.
  const isSame = (row: ComparedValue) =>
    (now === undefined || !differs(row.before, row.now)) && (mine === undefined || !differs(row.before, row.mine));
  const values = fields.length > 0 ? all.filter((row) => !isSame(row)) : all;
  const known = new Map(base.subject.facts?.map(({ name, value }) => [name, value]));
  const present = new Map(theirs.proposal.subject.facts?.map(({ name, value }) => [name, value]));
  const facts = [...new Set([...known.keys(), ...present.keys()])]
    .map((name) => ({ name, before: known.get(name), now: present.get(name) }))
    .filter((fact) => fact.before !== fact.now);
  return { kind, values, same: all.length - values.length, facts };
}

/** What a revision means for a draft: its answer is to another value, it is suggested now, or nothing of both. */
export function revisionMeaning({ base, theirs, mine }: SessionConflict, locale: string) {
  const now = theirs.proposal.value;
  if (!differs(base.value, now)) return 'same';
  const value = valueOfDraft(mine, base, locale);
  return mine.verdict !== 'approve' && value !== undefined && !differs(value, now) ? 'mine' : 'other';
}
