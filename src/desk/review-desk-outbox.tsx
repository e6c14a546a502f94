'use client';
import { forwardRef, type HTMLAttributes, useEffect, useId, useRef, useState } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { useMessages } from '../react/locale-context.js';
import { joinClasses } from '../react/merge-props.js';
import { Notice } from '../react/notice.js';
import { useSnapshot } from '../react/use-snapshot.js';
import type { OutboxItem } from '../review/backend.types.js';
import { reviewDeskMessages } from './review-desk.messages.js';
import { reviewDesk } from './review-desk.variants.js';
import { useDesk } from './review-desk-context.js';
import { useOutbox } from './use-outbox.js';
import { useSittingWords } from './use-sitting-words.js';
import { commandName, countItems } from './waiting.selectors.js';

/**
 * What was decided and is not on the record yet, how it is kept, and what the server did not accept. Renders a
 * `<section>`, nothing while all is sent and the connection is there.
 */
export const Outbox = forwardRef<HTMLElement, HTMLAttributes<HTMLElement>>(function ReviewDeskOutbox(
  { className, children, ...rest },
  ref,
) {
  const { backend, openId } = useDesk('Outbox');
  const messages = useMessages('desk', reviewDeskMessages);
  const { desk, format } = useSittingWords();
  const snapshot = useOutbox(backend);
  const announce = useAnnounce();
  const id = useId();
  const [isOpen, setOpen] = useState<boolean>();
  // What was refused of the case on screen, its card says.
  const items = snapshot?.items.filter(({ refusal, reviewId }) => !refusal || reviewId !== openId) ?? [];
  const { waiting, areDecisions, refused } = countItems(items);
  const isInMemory = snapshot?.storage === 'memory';
  const counts = [
    ...(waiting > 0 ? [(areDecisions ? desk.waiting : desk.waitingSteps)(waiting, format)] : []),
    ...(refused > 0 ? [desk.refused(refused, format)] : []),
  ];

  // What waits longer than a moment is said, and that it is sent; not each command on its way.
  const said = useRef({ waiting: 0, refused: 0, all: 0 });
  const all = countItems(snapshot?.items ?? []).refused;
  const isStuck =
    waiting > 0 && (snapshot?.isOffline === true || items.some(({ attempts, stopped }) => attempts > 0 || stopped));
  useEffect(() => {
    const before = said.current;
    const now = { waiting: isStuck || before.waiting > 0 ? waiting : 0, refused, all };
    said.current = now;
    if (refused > before.refused) announce(desk.refused(refused, format));
    else if (now.waiting > before.waiting) announce((areDecisions ? desk.waiting : desk.waitingSteps)(waiting, format));
    else if (before.waiting > 0 && waiting === 0 && all <= before.all) announce(messages.allSent);
  });
  useLeaveGuard(isInMemory && waiting > 0);

  if (!snapshot || (counts.length === 0 && !snapshot.isOffline)) return null;
  const isListed = isOpen ?? refused > 0;
  return (
    <section
      aria-label={messages.outboxLabel}
      {...rest}
      ref={ref}
      className={joinClasses(reviewDesk.outbox, className)}
    >
      {children ?? (
        <>
          <Notice
            tone={refused > 0 || (isInMemory && waiting > 0) ? 'attention' : 'neutral'}
            title={counts.length > 0 ? counts.join(', ') : desk.offline}
            actions={
              counts.length > 0 && (
                <>
                  <Button aria-expanded={isListed} aria-controls={id} onClick={() => setOpen(!isListed)}>
                    {desk.showWaiting}
                  </Button>
                  {waiting > 0 && (
                    <Button variant="quiet" onClick={() => backend.outbox?.flush()}>
                      {desk.tryNow}
                    </Button>
                  )}
                </>
              )
            }
          >
            {snapshot.isOffline && `${counts.length > 0 ? `${desk.offline}. ` : ''}${desk.offlineDetail} `}
            {waiting > 0 && (isInMemory ? desk.notKeptOnDevice : desk.keptOnDevice)}
          </Notice>
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role with `list-style: none` */}
          <ul id={id} role="list" className={reviewDesk.outboxList} hidden={!isListed || items.length === 0}>
            {items.map((item) => (
              <Item key={item.options.idempotencyKey} item={item} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
});

function Item({ item }: { item: OutboxItem }) {
  const { backend, queue, open } = useDesk('Outbox');
  const { desk, words, format, refusalText } = useSittingWords();
  const row = useSnapshot(queue, ({ rows }) => rows.find(({ id }) => id === item.reviewId));
  const { command, options, refusal, stopped, reviewId } = item;
  const what = commandName(command.type, desk, words.verdicts);
  const name = visibleText(row?.reference ?? reviewId);
  const review = refusal && 'review' in refusal ? refusal.review : undefined;
  return (
    <li className={reviewDesk.outboxItem}>
      <span className={reviewDesk.outboxText}>
        <bdi>{name}</bdi>
        {': '}
        {refusal
          ? desk.refusedItem(what, refusalText(refusal, review))
          : desk.waitingItem(what, format.time(item.addedAt) ?? words.notAvailable)}
        {stopped && ` ${desk.stopped[stopped]}`}
      </span>
      <Button variant="quiet" aria-label={`${desk.openCase}: ${name}`} onClick={() => open(reviewId)}>
        {desk.openCase}
      </Button>
      {(refusal || stopped === 'request-refused') && (
        <Button
          variant="quiet"
          aria-label={`${refusal ? desk.dismiss : desk.dontSend}: ${name}`}
          onClick={() => void backend.outbox?.dismiss(options.idempotencyKey)}
        >
          {refusal ? desk.dismiss : desk.dontSend}
        </Button>
      )}
    </li>
  );
}

/** Has the browser ask before the page is left while that would lose something; never else, for the back-forward cache. */
function useLeaveGuard(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isNeeded]);
}
