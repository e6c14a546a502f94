import type { Draft } from '../review/backend.types.js';
import type { ReviewSession } from '../review/session.types.js';

/** Commands that need a few words and no signature. */
export type NoteKind = 'ask' | 'escalate' | 'skip' | 'assign' | 'answer' | 'reopen' | 'resume';

export type Notes = NonNullable<Draft['notes']>[string];

/** Keeps what was typed or chosen in a form, with the draft: until its command is on the record. */
export function keepNote(session: ReviewSession, kind: NoteKind | 'judge', note: Notes): void {
  session.editDraft({ notes: { ...session.getSnapshot().draft.notes, [kind]: note } });
}
