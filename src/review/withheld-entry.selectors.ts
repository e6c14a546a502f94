import type { AuditEntry } from './review.types.js';

/** Whether a server keeps this entry, or the AI's answer in it, from the reader. */
export function isWithheldEntry(entry: AuditEntry): boolean {
  const { type, by, command, oldValue } = entry as { [field in keyof AuditEntry]?: AuditEntry[field] };
  if ([type, by?.id, command?.type].some((each) => (each as string) === 'withheld')) return true;
  // A proposal always comes with its value beside it, `null` where it is that.
  const isProposing = command?.type === 'propose' || command?.type === 'revise';
  return isProposing && oldValue === undefined && (command.proposal?.value ?? null) === null;
}
