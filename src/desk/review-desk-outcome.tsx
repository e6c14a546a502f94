'use client';
import { forwardRef, type HTMLAttributes, useEffect, useState } from 'react';
import { createOnDemand } from '../react/on-demand.js';
import { useSnapshot } from '../react/use-snapshot.js';
import type { KnownOutcome } from '../review/outcome.types.js';
import type { SessionSnapshot } from '../review/session.types.js';
import { useDesk } from './review-desk-context.js';
import { NO_SITTING, useSitting } from './use-sitting.js';

const useNote = /* @__PURE__ */ createOnDemand(() =>
  import('../oversight/outcome-note.js').then((module) => module.OutcomeNote),
);

/** The version in which a case is decided; nothing as long as somebody has still to answer. */
function decidedVersion(snapshot: SessionSnapshot | undefined): number | undefined {
  const { review } = snapshot ?? {};
  return review && review.status !== 'pending' && review.status !== 'reviewing' ? review.version : undefined;
}

/**
 * What the open case turned out to be, once it is decided and the host knows it (B-27). Renders a `<div>`, nothing before
 * that.
 */
export const Outcome = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(
  function ReviewDeskOutcome(props, ref) {
    const { backend, openId } = useDesk('Outcome');
    const { outcomes } = backend;
    const session = useSitting(outcomes && openId);
    const version = useSnapshot<SessionSnapshot | undefined, number | undefined>(session ?? NO_SITTING, decidedVersion);
    const [known, setKnown] = useState<{ id: string; outcome: KnownOutcome }>();
    useEffect(() => {
      if (!outcomes || openId === undefined || version === undefined) return;
      let isWanted = true;
      outcomes.of(openId).then(
        (outcome) => {
          if (isWanted) setKnown(outcome && { id: openId, outcome });
        },
        // It is asked for again with the next look: nobody waits for what came of a case.
        () => {},
      );
      return () => {
        isWanted = false;
      };
    }, [outcomes, openId, version]);
    const isKnown = known !== undefined && known.id === openId && version !== undefined;
    const { loaded: Note } = useNote(isKnown);
    if (!isKnown || !Note) return null;
    return (
      <Note {...props} ref={ref} outcome={known.outcome} schema={session?.getSnapshot().review?.proposal.schema} />
    );
  },
);
