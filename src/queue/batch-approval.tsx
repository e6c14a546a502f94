'use client';
import { forwardRef, type HTMLAttributes, type ReactNode, useEffect, useId, useMemo, useRef } from 'react';
import { EnsureAnnouncer } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { useFormat, useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { composeRefs, dataAttributes, joinClasses } from '../react/merge-props.js';
import { Notice } from '../react/notice.js';
import { primitives } from '../react/primitives.variants.js';
import { useSnapshot } from '../react/use-snapshot.js';
import { BATCH_LEAST } from '../review/batch.selectors.js';
import { batchMessages } from './batch.messages.js';
import { countOf } from './batch.selectors.js';
import type { BatchSession, BatchSnapshot } from './batch.types.js';
import { batchApproval } from './batch.variants.js';
import {
  BatchContext,
  type BatchValue,
  isGiven,
  type RenderBatchConfidence,
  referenceIn,
  useBatch,
} from './batch-context.js';
import { Actions, BatchNews, Progress, Result } from './batch-course.js';
import { Cases, Left } from './batch-list.js';

const everything = (snapshot: BatchSnapshot) => snapshot;

export interface BatchApprovalRootProps extends HTMLAttributes<HTMLElement> {
  /** Made outside of components: `createBatch()`. */
  batch: BatchSession;
  /** Called when a case is to be opened by itself; without it there is no way to, and the first one has to be opened elsewhere. */
  onCaseOpen?: (details: { id: string }) => void;
  /** Called when the person is done with it; without it there is no button for that. */
  onClose?: () => void;
  /** Draws how sure the model is of a case. */
  renderConfidence?: RenderBatchConfidence;
  /** Level of the heading. @default 2 */
  headingLevel?: 1 | 2 | 3 | 4 | 5;
  /** Whether focus goes to the heading when it appears: whoever asked for it goes on there. @default false */
  autoFocus?: boolean;
  /** Parts, arranged by the host. */
  children?: ReactNode;
}

/**
 * Approves several cases together (B-18): says which of those selected can be, why the others cannot and which one to open first, then
 * how far it is, how each came out, and what can be taken back. Given no children it arranges its own parts. Renders a `<section>`.
 *
 * @selector [data-phase] `checking`, `ready`, `running`, `stopping`, `done` or `undoing`
 */
export const Root = forwardRef<HTMLElement, BatchApprovalRootProps>(function BatchApprovalRoot(
  { batch, onCaseOpen, onClose, renderConfidence, headingLevel = 2, autoFocus = false, className, children, ...rest },
  ref,
) {
  const locale = useLocaleAttributes();
  const titleId = useId();
  const snapshot = useSnapshot(batch, everything);
  const title = useRef<HTMLElement>(null);
  useEffect(() => {
    if (autoFocus) title.current?.focus();
  }, [autoFocus]);
  const value = useMemo<BatchValue>(
    () => ({
      batch,
      snapshot,
      titleId,
      headingLevel,
      open: onCaseOpen && ((id) => onCaseOpen({ id })),
      close: onClose,
      renderConfidence,
      setTitle: (node) => {
        title.current = node;
      },
      focusTitle: () => title.current?.focus(),
    }),
    [batch, snapshot, titleId, headingLevel, onCaseOpen, onClose, renderConfidence],
  );
  return (
    <BatchContext.Provider value={value}>
      <section
        aria-labelledby={titleId}
        {...locale}
        {...rest}
        {...dataAttributes({ phase: snapshot.phase })}
        ref={ref}
        className={joinClasses(primitives('root'), batchApproval.root(), className)}
      >
        <EnsureAnnouncer>
          {children ?? (
            <>
              <Title />
              <Summary />
              <Progress />
              <Result />
              {isGiven(snapshot) && <Actions />}
              <First />
              <Cases />
              <Left />
              {!isGiven(snapshot) && <Actions />}
            </>
          )}
          <BatchNews />
        </EnsureAnnouncer>
      </section>
    </BatchContext.Provider>
  );
});

/** What it is called. It takes focus when what was pressed is gone. Renders an `<h2>`, or as the root says. */
export const Title = forwardRef<HTMLHeadingElement, HTMLAttributes<HTMLHeadingElement>>(function BatchApprovalTitle(
  { className, children, ...rest },
  ref,
) {
  const { titleId, headingLevel, setTitle } = useBatch('Title');
  const messages = useMessages('batch', batchMessages);
  const Heading = `h${headingLevel}` as 'h2';
  return (
    <Heading
      tabIndex={-1}
      {...rest}
      id={titleId}
      ref={composeRefs(setTitle, ref)}
      className={joinClasses(batchApproval.title(), className)}
    >
      {children ?? messages.title}
    </Heading>
  );
});

/** How many of the selected cases can be approved together. Renders a `<p>`, nothing once they are. */
export const Summary = forwardRef<HTMLParagraphElement, HTMLAttributes<HTMLParagraphElement>>(
  function BatchApprovalSummary({ className, children, ...rest }, ref) {
    const { snapshot } = useBatch('Summary');
    const messages = useMessages('batch', batchMessages);
    const format = useFormat();
    if (isGiven(snapshot)) return null;
    const { cases, phase, most } = snapshot;
    const together = countOf(cases, 'ready');
    const isFull = cases.some(({ obstacle }) => obstacle?.problem === 'too-many');
    const said =
      phase === 'checking'
        ? messages.checking(cases.length, format)
        : together < BATCH_LEAST
          ? messages.tooFew(cases.length, format)
          : [messages.summary(together, cases.length, format), isFull && messages.most(most, format)]
              .filter(Boolean)
              .join(' ');
    return (
      <p {...rest} ref={ref} className={joinClasses(batchApproval.summary(), className)}>
        {children ?? said}
      </p>
    );
  },
);

/**
 * Which case to open before the others, or that it has been opened. Renders a `<div>`, nothing where none has to be.
 *
 * @selector [data-opened] it has been
 */
export const First = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(function BatchApprovalFirst(
  { className, children, ...rest },
  ref,
) {
  const { snapshot, open } = useBatch('First');
  const messages = useMessages('batch', batchMessages);
  const { first, cases } = snapshot;
  const drawn = first && cases.find(({ id }) => id === first.id);
  if (!first || !drawn || isGiven(snapshot)) return null;
  const reference = referenceIn(drawn);
  return (
    <div
      {...rest}
      {...dataAttributes({ opened: first.isOpened })}
      ref={ref}
      className={joinClasses(batchApproval.first(), className)}
    >
      {children ??
        (first.isOpened ? (
          <p className={batchApproval.note()}>{messages.firstOpened(reference)}</p>
        ) : (
          <Notice
            title={messages.openFirst(reference)}
            actions={open && <Button onClick={() => open(first.id)}>{messages.openCase(reference)}</Button>}
          >
            {messages.openFirstText}
          </Notice>
        ))}
    </div>
  );
});
