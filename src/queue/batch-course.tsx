'use client';
import { forwardRef, type HTMLAttributes, useEffect, useId, useRef } from 'react';
import { useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { useFormat, useMessages, useNow } from '../react/locale-context.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { batchMessages } from './batch.messages.js';
import { countOf, isRetryable } from './batch.selectors.js';
import type { BatchPhase, BatchSnapshot } from './batch.types.js';
import { batchApproval } from './batch.variants.js';
import { isGiven, referenceIn, useBatch } from './batch-context.js';

type DivProps = HTMLAttributes<HTMLDivElement>;

const RUNNING: readonly BatchPhase[] = ['running', 'stopping', 'undoing'];

function countsOf({ cases }: BatchSnapshot) {
  return {
    approved: countOf(cases, 'approved'),
    failed: countOf(cases, 'failed'),
    untried: countOf(cases, 'untried'),
    undone: countOf(cases, 'undone'),
    kept: countOf(cases, 'kept'),
  };
}

/**
 * How far it has come, in words and as a bar. Renders a `<div>` with the role of a progress bar, nothing while nothing runs.
 *
 * @selector [data-phase] `running`, `stopping` or `undoing`
 */
export const Progress = forwardRef<HTMLDivElement, DivProps>(function BatchApprovalProgress(
  { className, children, ...rest },
  ref,
) {
  const { snapshot } = useBatch('Progress');
  const messages = useMessages('batch', batchMessages);
  const format = useFormat();
  const labelId = useId();
  const { phase, progress, isWaiting } = snapshot;
  if (!RUNNING.includes(phase)) return null;
  const words = messages.progress(progress.done, progress.total, format);
  const label =
    phase === 'undoing' ? messages.takingBack : phase === 'stopping' ? messages.stopping : messages.approving;
  return (
    <div
      aria-labelledby={labelId}
      {...rest}
      {...dataAttributes({ phase })}
      role="progressbar"
      aria-valuemin={0}
      aria-valuemax={progress.total}
      aria-valuenow={progress.done}
      aria-valuetext={words}
      ref={ref}
      className={joinClasses(batchApproval.progress(), className)}
    >
      {children ?? (
        <>
          <span>
            <span id={labelId}>{label}</span>
            {': '}
            {words}
          </span>
          <span className={batchApproval.track()}>
            <span
              className={batchApproval.fill()}
              style={{ inlineSize: `${progress.total > 0 ? (100 * progress.done) / progress.total : 0}%` }}
            />
          </span>
          {isWaiting && <span className={batchApproval.note()}>{messages.waiting}</span>}
        </>
      )}
    </div>
  );
});

/** How it came out, in numbers. Renders a `<p>`, nothing before it is over. */
export const Result = forwardRef<HTMLParagraphElement, HTMLAttributes<HTMLParagraphElement>>(
  function BatchApprovalResult({ className, children, ...rest }, ref) {
    const { snapshot } = useBatch('Result');
    const messages = useMessages('batch', batchMessages);
    const format = useFormat();
    if (snapshot.phase !== 'done') return null;
    return (
      <p {...rest} ref={ref} className={joinClasses(batchApproval.result(), className)}>
        {children ?? messages.result(countsOf(snapshot), format)}
      </p>
    );
  },
);

/** What can be done: approve, or open each by itself; stop; try again; take back. Renders a `<div>`. */
export const Actions = forwardRef<HTMLDivElement, DivProps>(function BatchApprovalActions(
  { className, children, ...rest },
  ref,
) {
  const { snapshot } = useBatch('Actions');
  return (
    <div {...rest} ref={ref} className={joinClasses(batchApproval.actions(), className)}>
      {children ?? (isGiven(snapshot) ? <Course /> : <Verbs />)}
    </div>
  );
});

/** Approving together and opening each are as large, and neither has focus (B-11). */
function Verbs() {
  const { batch, snapshot, open, close, focusTitle } = useBatch('Actions');
  const messages = useMessages('batch', batchMessages);
  const format = useFormat();
  const noteId = useId();
  const { cases, first, canApprove } = snapshot;
  const together = cases.filter(({ status }) => status === 'ready');
  const [one] = together;
  const drawn = first && cases.find(({ id }) => id === first.id);
  return (
    <>
      {first && (
        <p id={noteId} className={batchApproval.actionNote()}>
          {first.isOpened || !drawn ? messages.recorded : messages.openBefore(referenceIn(drawn))}
        </p>
      )}
      {first && (
        <Button
          variant="decide"
          isDisabled={!canApprove}
          aria-describedby={noteId}
          onClick={() => {
            focusTitle();
            batch.approve();
          }}
        >
          {messages.approve(together.length, format)}
        </Button>
      )}
      {open && one && (
        <Button variant="decide" onClick={() => open(first && !first.isOpened ? first.id : one.id)}>
          {messages.openEach}
        </Button>
      )}
      {close && <Button onClick={close}>{messages.close}</Button>}
    </>
  );
}

/** While it runs, and once it is over. */
function Course() {
  const { batch, snapshot, close, focusTitle } = useBatch('Actions');
  const messages = useMessages('batch', batchMessages);
  const format = useFormat();
  const present = useNow();
  const { phase, cases, undoUntil } = snapshot;
  const canRetry = cases.some(
    ({ status, failure }) => status === 'untried' || (status === 'failed' && isRetryable(failure)),
  );
  // Without a clock it is offered, and the answer says whether it was too late.
  const isUndoOver = undoUntil === undefined || (present !== undefined && batch.now() >= Date.parse(undoUntil));
  const canUndo = countOf(cases, 'approved') > 0 && !isUndoOver;
  const give = (verb: () => void) => () => {
    focusTitle();
    verb();
  };
  if (phase !== 'done') {
    return (
      phase !== 'undoing' && (
        <Button isBusy={phase === 'stopping'} onClick={batch.stop}>
          {phase === 'stopping' ? messages.stopping : messages.stop}
        </Button>
      )
    );
  }
  const until = undoUntil === undefined ? undefined : format.time(undoUntil);
  return (
    <>
      {canUndo && until !== undefined && <p className={batchApproval.actionNote()}>{messages.undoUntil(until)}</p>}
      {canRetry && <Button onClick={give(batch.retry)}>{messages.retry}</Button>}
      {canUndo && <Button onClick={give(batch.undo)}>{messages.undo(countOf(cases, 'approved'), format)}</Button>}
      {close && <Button onClick={close}>{messages.close}</Button>}
    </>
  );
}

/** Says when it begins and how it came out: not each case, which would be ten sentences in a row. */
export function BatchNews() {
  const { snapshot } = useBatch('Root');
  const messages = useMessages('batch', batchMessages);
  const format = useFormat();
  const announce = useAnnounce();
  const said = useRef<BatchPhase>('checking');
  const { phase, progress } = snapshot;
  useEffect(() => {
    const before = said.current;
    said.current = phase;
    if (before === phase) return;
    if (phase === 'running') announce(messages.started(progress.total, format));
    else if (phase === 'undoing') announce(messages.undoStarted(progress.total, format));
    else if (phase === 'stopping') announce(messages.stopping);
    else if (phase === 'done') announce(messages.result(countsOf(snapshot), format));
  }, [phase, progress.total, snapshot, announce, messages, format]);
  return null;
}
