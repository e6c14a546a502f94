import type { Draft } from '../review/backend.types.js';
import type { ReviewSession } from '../review/session.types.js';

/** Commands that need a few words and no signature. */
export type NoteKind = 'ask' | 'escalate' | 'answer' | 'reopen' | 'resume';

export type Notes = NonNullable<Draft['notes']>[string];

/** Keeps what was typed in a form; nothing once it is on the record. */
export function keepNote(session: ReviewSession, kind: NoteKind, note: Notes | undefined): void {
  const { [kind]: before, ...others } = session.getSnapshot().draft.notes ?? {};
  if (!note && !before) return;
  const notes = { ...others, ...(note && { [kind]: note }) };
  session.editDraft({ notes: Object.keys(notes).length > 0 ? notes : undefined });
}
