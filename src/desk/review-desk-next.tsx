'use client';
import { forwardRef, type HTMLAttributes, useEffect, useRef, useState } from 'react';
import { sameJson } from '../internal/canonical-json.js';
import { visibleText } from '../internal/plain-text.js';
import { useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { ArrowIcon, UndoIcon } from '../react/icons.js';
import { useKeyHints } from '../react/key-hints.js';
import { useMessages } from '../react/locale-context.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { useSnapshot } from '../react/use-snapshot.js';
import type { ReviewQuery } from '../review/backend.types.js';
import { windowHolder } from '../review/holder.session.js';
import type { Review, VerdictType } from '../review/review.types.js';
import type { DeskSettlement } from './desk.session.js';
import { referenceOf } from './review-card.selectors.js';
import { reviewDeskMessages } from './review-desk.messages.js';
import { reviewDesk } from './review-desk.variants.js';
import { useDesk } from './review-desk-context.js';
import { useCaseWords } from './use-case-words.js';

type DivProps = HTMLAttributes<HTMLDivElement>;

/** Whether nothing was claimed for sure: a refused request would be refused for ever under the same key. */
function isRefusal(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return code === 'request-refused' || code === 'idempotency-key-reused';
}

/**
 * Claims the first case of the queue's order that nobody has, and opens it. Renders a `<div>`, nothing where the backend
 * hands out no cases.
 *
 * @selector [data-next] `none` where there was no case left, `failed` where it could not be asked
 */
export const Next = forwardRef<HTMLDivElement, DivProps>(function ReviewDeskNext(
  { className, children, ...rest },
  ref,
) {
  const { backend, queue, open, openId } = useDesk('Next');
  const messages = useMessages('desk', reviewDeskMessages);
  const hints = useKeyHints('desk.next');
  const announce = useAnnounce();
  const [status, setStatus] = useState<'idle' | 'busy' | 'none' | 'failed'>('idle');
  // The same for every try of one query: an answer that was lost on its way does not claim a second case.
  const tried = useRef<{ key: string; query: ReviewQuery }>(undefined);
  const isMounted = useRef(false);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  const { claims } = backend;
  if (!claims?.next) return null;

  const ask = async () => {
    setStatus('busy');
    const { order, risk, kind } = queue.getSnapshot().query;
    const query = { ...(order && { order }), ...(risk && { risk }), ...(kind !== undefined && { kind }) };
    if (!tried.current || !sameJson(tried.current.query, query)) tried.current = { key: crypto.randomUUID(), query };
    let found: Review | undefined;
    try {
      const holder = await windowHolder();
      found = await claims.next?.(query, { idempotencyKey: tried.current.key, holder });
    } catch (error) {
      if (isRefusal(error)) tried.current = undefined;
      if (isMounted.current) setStatus('failed');
      announce(messages.nextFailed);
      return;
    }
    tried.current = undefined;
    if (isMounted.current) setStatus(found ? 'idle' : 'none');
    if (found) open(found.id);
    else announce(messages.noNextCase);
  };

  return (
    <div
      {...rest}
      {...dataAttributes({ next: status === 'none' || status === 'failed' ? status : undefined })}
      ref={ref}
      className={joinClasses(reviewDesk.next, className)}
    >
      {children ?? (
        <>
          <Button {...hints} isBusy={status === 'busy'} onClick={() => void ask()} key={openId}>
            {messages.nextCase}
            <ArrowIcon />
          </Button>
          {status === 'none' && <span>{messages.noNextCase}</span>}
          {status === 'failed' && <span>{messages.nextFailed}</span>}
        </>
      )}
    </div>
  );
});

/**
 * The last decision of this desk while another case, or none, is open, with the way to take it back as long as that is
 * possible. Renders a `<div>`, nothing where there is none.
 */
export const LastDecision = forwardRef<HTMLDivElement, DivProps>(function ReviewDeskLastDecision(props, ref) {
  const { desk, queue } = useDesk('LastDecision');
  const [last, setLast] = useState<DeskSettlement>();
  // Those of a batch are taken back where it stands.
  useEffect(() => desk.onSettle((next) => next.decision.batch || setLast(next), queue), [desk, queue]);
  return last ? <Taken {...props} ref={ref} last={last} /> : null;
});

const Taken = forwardRef<HTMLDivElement, DivProps & { last: DeskSettlement }>(function Taken(
  { last, className, children, ...rest },
  ref,
) {
  const { desk, openId, open, view } = useDesk('LastDecision');
  const { desk: words, words: review } = useCaseWords();
  const messages = useMessages('desk', reviewDeskMessages);
  const { id } = last.review;
  const session = desk.sessionFor(id);
  const canUndo = useSnapshot(session, (snapshot) => snapshot.undo !== undefined);
  if (!canUndo || (openId === id && view === 'case')) return null;
  const reference = visibleText(referenceOf(last.review));
  const what = review.verdicts[last.decision.verdict.type as VerdictType];
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewDesk.last, className)}>
      {children ?? (
        <>
          <span>{messages.lastDecision(reference, what)}</span>
          <Button
            aria-label={`${words.undo}: ${reference}`}
            onClick={() => {
              open(id);
              session.undo();
            }}
          >
            <UndoIcon />
            {words.undo}
          </Button>
        </>
      )}
    </div>
  );
});
