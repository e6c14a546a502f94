'use client';
import { forwardRef, type HTMLAttributes, useEffect, useState } from 'react';
import type { AuditLog } from '../audit/audit.session.js';
import { Root as AuditTimeline } from '../audit/audit-timeline.js';
import { useAuditLog } from '../audit/use-audit-log.js';
import { useMessages } from '../react/locale-context.js';
import { joinClasses } from '../react/merge-props.js';
import { useSnapshot } from '../react/use-snapshot.js';
import type { ReviewSession, SessionSnapshot } from '../review/session.types.js';
import { hidesRecord, recordSight, referenceOf } from './review-card.selectors.js';
import { reviewDeskMessages } from './review-desk.messages.js';
import { reviewDesk } from './review-desk.variants.js';
import { useDesk } from './review-desk-context.js';
import { isUnknownCase, NO_SITTING, useSitting } from './use-sitting.js';

type DivProps = HTMLAttributes<HTMLDivElement>;

/** The record of the open case. Renders a `<div>`, empty while no case is open. */
export const Record = forwardRef<HTMLDivElement, DivProps>(function ReviewDeskRecord(
  { className, children, ...rest },
  ref,
) {
  const { desk, openId } = useDesk('Record');
  const [log, setLog] = useState<AuditLog>();
  // Asking for a record loads it: after mounting, so that a server renders without.
  useEffect(() => setLog(openId === undefined ? undefined : desk.logFor(openId)), [desk, openId]);
  const session = useSitting(openId);
  const isUnknown = useSnapshot<SessionSnapshot | undefined, boolean>(session ?? NO_SITTING, isUnknownCase);
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewDesk.record, className)}>
      {children ??
        (log && session && !isUnknown && log.id === session.id && (
          <OpenRecord key={log.id} log={log} session={session} />
        ))}
    </div>
  );
});

/** What could be seen when a log was loaded: it changes also while another record is on screen. */
const sights = new WeakMap<AuditLog, string>();

function OpenRecord({ log, session }: { log: AuditLog; session: ReviewSession }) {
  const { headingLevel } = useDesk('Record');
  const messages = useMessages('desk', reviewDeskMessages);
  const review = useSnapshot(session, (snapshot) => snapshot.review);
  const isBlind = useSnapshot(session, hidesRecord);
  const props = useAuditLog(log);
  const version = review?.version;
  const sight = useSnapshot(session, recordSight);
  useEffect(() => {
    const known = sights.get(log);
    if (sight !== undefined) sights.set(log, sight);
    if (known !== undefined && sight !== undefined && sight !== known) {
      // What a server kept back from entries that are here already, or will from now on.
      void log.reload();
      return;
    }
    const { entries, isLoading } = log.getSnapshot();
    if (version !== undefined && !isLoading && (entries.at(-1)?.seq ?? 0) < version) void log.refresh();
  }, [log, sight, version]);
  return (
    <AuditTimeline
      {...props}
      title={messages.recordLabel}
      headingLevel={headingLevel}
      reference={review && referenceOf(review)}
      schema={review?.proposal.schema}
      policy={review?.policy}
      isBlind={!review || isBlind}
    />
  );
}
