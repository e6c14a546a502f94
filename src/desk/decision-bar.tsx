'use client';
import { forwardRef, type HTMLAttributes, useEffect, useId, useRef, useState } from 'react';
import { useLocaleAttributes } from '../react/locale-context.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import type { CommandType, VerdictType } from '../review/review.types.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import { isVerdict } from '../review/verdict.selectors.js';
import { changedVersion } from '../review/version.selectors.js';
import { DefaultParts } from './decision-bar-arrangement.js';
import {
  DecisionBarContext,
  type DecisionBarContextValue,
  NOTE_VERBS,
  type NoteVerb,
  useWhyNot,
} from './decision-bar-context.js';
import { decisionBar } from './desk.variants.js';
import { isReauthenticator } from './reauthenticator.js';
import { situationOf } from './review-card.selectors.js';
import { useCaseWords } from './use-case-words.js';
import { useOnDemand } from './use-on-demand.js';

const loadNoteForm = () => import('./forms.js').then((module) => module.NoteForm);
const loadVerdictDialog = () => import('./verdict-dialog.js').then((module) => module.VerdictDialog);

function isNote(type: unknown): type is NoteVerb {
  return NOTE_VERBS.includes(type as NoteVerb);
}

export interface RootProps extends HTMLAttributes<HTMLElement> {}

/**
 * What a person can do with the case, every verdict with equal weight (B-11). A verb that is off stays in place, can
 * be focused and says why. Bound to the session of the nearest `ReviewProvider`. Renders a `<section>`, nothing
 * while there is no case.
 *
 * @selector [data-situation] as on `ReviewCard.Root`
 */
export const Root = forwardRef<HTMLElement, RootProps>(function DecisionBarRoot({ className, children, ...rest }, ref) {
  const session = useReviewSession();
  const { desk } = useCaseWords();
  const locale = useLocaleAttributes();
  const situation = useReview(situationOf);
  const sitting = useReview((snapshot) => snapshot.status);
  const pending = useReview((snapshot) => snapshot.pending?.type);
  const whyNot = useWhyNot();
  const dialog = useOnDemand(loadVerdictDialog);
  const noteForm = useOnDemand(loadNoteForm);
  const [verdict, setVerdict] = useState<VerdictType>();
  const [isOpen, setOpen] = useState(false);
  const [note, setNote] = useState<NoteVerb>();
  const trigger = useRef<HTMLButtonElement>(null);
  const id = useId();

  const isAtWork = situation === 'deciding' || situation === 'blind';
  useEffect(() => {
    // Whoever has a case may be without a connection when they decide: the forms are fetched before.
    if (isAtWork) for (const load of [loadVerdictDialog, loadNoteForm]) load().catch(() => {});
  }, [isAtWork]);

  const { loaded: isDialogLoaded, request: requestDialog } = dialog;
  // Taken back: deciding goes on in the form, where it was left.
  useEffect(() => {
    let before = session.getSnapshot();
    return session.subscribe(() => {
      const after = session.getSnapshot();
      const isUndone = before.pending?.type === 'undo' && !after.pending && after.status === 'deciding';
      before = after;
      if (!isUndone || !after.draft.verdict) return;
      trigger.current = null;
      setVerdict(after.draft.verdict);
      setOpen(true);
      if (!isDialogLoaded) void requestDialog();
    });
  }, [session, isDialogLoaded, requestDialog]);

  // A form is done with when its command is on the record, wherever the answer comes from.
  useEffect(() => {
    let sent: { type: CommandType; version: number } | undefined;
    return session.subscribe(() => {
      const { pending, review, status, problem } = session.getSnapshot();
      // Somebody who looks at the case meanwhile records nothing of the form.
      const version = review ? changedVersion(review) : 0;
      // The change may be heard from the backend's feed before the answer to the command.
      if (pending && pending.type !== sent?.type) sent = { type: pending.type, version };
      if (pending || !sent) return;
      const { type } = sent;
      const isRecorded = version > sent.version;
      sent = undefined;
      if (!isRecorded || !isNote(type)) return;
      if (status === 'conflict' || status === 'lost' || problem) return;
      setNote(undefined);
    });
  }, [session]);

  const isBusy = sitting === 'sending' || sitting === 'claiming' || sitting === 'signing';
  const isRefused = useReview(
    (snapshot) => snapshot.problem?.kind === 'forbidden' || snapshot.problem?.kind === 'held',
  );
  const mayDecide = useReview((snapshot) => snapshot.mayDecide === true);
  const isWaiting = useReview((snapshot) => snapshot.isWaiting);
  const isInTheWay =
    isWaiting || sitting === 'failed' || sitting === 'conflict' || sitting === 'lost' || isRefused || !mayDecide;
  // Another way to ask than the kit's has the page for itself; the form comes back where it was left.
  const isAskedElsewhere = sitting === 'signing' && !isReauthenticator(session.reauthenticate);
  const isDeciding = situation === 'deciding';
  useEffect(() => {
    // What stands in the way is said on the card; a form over it would hide the ways out. What was typed is kept.
    if (isInTheWay || !isDeciding) setOpen(false);
  }, [isInTheWay, isDeciding]);

  if (situation === 'loading' || situation === 'unavailable' || situation === 'unknown') return null;
  const isGone = sitting === 'conflict' || sitting === 'lost';

  const texts = [...new Set(Object.values(whyNot))];
  const bar: DecisionBarContextValue = {
    whyNot,
    reasons: texts.map((text, index) => ({ id: `${id}${index}`, text })),
    busy: isBusy ? pending : undefined,
    isOpening: dialog.isLoading,
    act(verb, button) {
      if (verb === 'claim') return session.claim();
      if (verb === 'release') return session.release();
      if (verb === 'undo') return session.undo();
      trigger.current = button;
      if (!isVerdict(verb)) {
        setNote(verb);
        if (!noteForm.loaded) void noteForm.request();
        return;
      }
      setVerdict(verb);
      setOpen(true);
      if (!dialog.loaded) void dialog.request();
    },
  };
  const closeNote = () => {
    setNote(undefined);
    trigger.current?.focus();
  };

  return (
    <DecisionBarContext.Provider value={bar}>
      {!isGone && (
        <section
          aria-label={desk.decisionBar}
          {...locale}
          {...rest}
          {...dataAttributes({ situation })}
          ref={ref}
          className={joinClasses(primitives('root'), decisionBar.root, className)}
        >
          {children ?? <DefaultParts />}
          {(dialog.isFailed || noteForm.isFailed) && (
            <p className={decisionBar.gate} role="alert">
              {desk.formFailed}
            </p>
          )}
          {note && noteForm.loaded && <noteForm.loaded key={note} kind={note} onCancel={closeNote} />}
        </section>
      )}
      {/* Stays mounted while it closes: it gives focus back itself. */}
      {verdict && dialog.loaded && (
        <dialog.loaded
          verdict={verdict}
          isOpen={isOpen && !isAskedElsewhere}
          openerRef={trigger}
          onClose={() => setOpen(false)}
        />
      )}
    </DecisionBarContext.Provider>
  );
});
