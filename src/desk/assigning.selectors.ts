import { isAmong } from '../review/authority.selectors.js';
import type { ReviewSession } from '../review/session.types.js';

/** Whether this person may give the case to somebody else, as it stands, at a backend that says to whom. */
export function mayAssignOthers(session: ReviewSession): boolean {
  const { backend, reviewer } = session;
  const { review } = session.getSnapshot();
  if (!review || backend.people === undefined) return false;
  return isAmong({ kind: 'person', ...reviewer }, review.policy, 'assign') && session.can('assign');
}
