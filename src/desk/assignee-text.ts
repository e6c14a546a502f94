import { visibleText } from '../internal/plain-text.js';
import type { Assignee, Reviewer } from '../review/review.types.js';
import { isWithheld } from '../review/withheld-name.selectors.js';

/** Whom a case is kept for, in words for one reader. */
export function assigneeText(
  { id, name }: Assignee,
  reader: Pick<Reviewer, 'id'>,
  words: { keptForYou: string; keptFor: (name: string) => string; keptForAnother: string },
): string {
  if (id === reader.id) return words.keptForYou;
  return isWithheld({ id }) ? words.keptForAnother : words.keptFor(visibleText(name));
}
