import { sittingOf } from '../review/review.session.js';
import type { ReviewSession } from '../review/session.types.js';

/** Commands that need a few words and no signature. */
export type NoteKind = 'ask' | 'escalate' | 'answer' | 'reopen' | 'resume';

export type Notes = { readonly [field: string]: string };

/** What was typed, by sitting and form: outside React, so that it outlives the panel (and goes with the session). */
const kept = new WeakMap<object, Map<NoteKind, Notes>>();

/** What was typed in the forms of a session. */
export function notesOf(session: ReviewSession): Map<NoteKind, Notes> {
  const sitting = sittingOf(session);
  const notes = kept.get(sitting) ?? new Map<NoteKind, Notes>();
  kept.set(sitting, notes);
  return notes;
}

/** Forgets what was typed in a form, once it is on the record. */
export function forgetNote(session: ReviewSession, kind: NoteKind): void {
  notesOf(session).delete(kind);
}
