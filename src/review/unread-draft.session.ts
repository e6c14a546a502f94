import { hasContent } from './session.selectors.js';
import type { SessionContext } from './session-context.types.js';

type Typed = Pick<SessionContext, 'draft' | 'opened'>;

/** What was typed while the stored draft cannot be read, and whether it is kept beside that one. */
export function createUnreadDraft(save: (context: SessionContext) => Promise<void>, onKeep: () => void) {
  let last: (Typed & { isKept: boolean }) | undefined;
  const isLast = ({ draft, opened }: Typed) => last?.draft === draft && last.opened === opened;

  return {
    isKept: (typed: Typed) => last?.isKept === true && isLast(typed),
    keep(context: SessionContext) {
      const { draft, opened } = context;
      if (isLast(context) || !(hasContent(draft) || hasContent(opened))) return;
      const typed = { draft, opened, isKept: false };
      last = typed;
      save(context).then(
        () => {
          typed.isKept = true;
          onKeep();
        },
        () => {},
      );
    },
  };
}
