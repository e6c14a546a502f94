import { hasContent } from './session.selectors.js';
import type { SessionContext } from './session-context.types.js';

type Typed = Pick<SessionContext, 'draft' | 'opened'>;

/** What was typed while the stored draft cannot be read, and whether it is kept beside that one. */
export function createUnreadDraft(
  save: (context: SessionContext, isLeaving?: boolean) => Promise<void>,
  onKeep: () => void,
) {
  let last: (Typed & { isKept: boolean }) | undefined;
  const isLast = ({ draft, opened }: Typed) => last?.draft === draft && last.opened === opened;

  return {
    isKept: (typed: Typed) => last?.isKept === true && isLast(typed),
    /** @param isLeaving whether the page may be gone after this task: what is on its way may not arrive */
    keep(context: SessionContext, isLeaving?: boolean) {
      const { draft, opened } = context;
      if (isLast(context) && (last?.isKept || !isLeaving)) return;
      if (!(hasContent(draft) || hasContent(opened))) return;
      const typed = { draft, opened, isKept: false };
      last = typed;
      save(context, isLeaving).then(
        () => {
          typed.isKept = true;
          onKeep();
        },
        () => {},
      );
    },
  };
}
