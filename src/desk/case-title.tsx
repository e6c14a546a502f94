import { useMessages } from '../react/locale-context.js';
import { ERASED } from '../review/review.types.js';
import { cardMessages } from './card.messages.js';
import { HostText } from './host-text.js';

/** What a case is called; where that was erased, in the reader's words instead of the mark that stands in the record. */
export function CaseTitle({ title }: { title: string }) {
  const messages = useMessages('desk', cardMessages);
  return title === ERASED ? messages.case : <HostText>{title}</HostText>;
}
