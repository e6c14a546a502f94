'use client';
import {
  type ComponentType,
  forwardRef,
  type HTMLAttributes,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { visibleText } from '../internal/plain-text.js';
import { Button, type ButtonProps } from '../react/button.js';
import type { IconProps } from '../react/icon.js';
import {
  AbstainIcon,
  BusyIcon,
  CheckIcon,
  CrossIcon,
  PersonIcon,
  QuestionIcon,
  SignIcon,
  SwapIcon,
  UndoIcon,
  UpIcon,
} from '../react/icons.js';
import { useLocaleAttributes } from '../react/locale-context.js';
import { composeHandlers, dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import type { CommandType, Review, VerdictType } from '../review/review.types.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import { useValueText } from '../review/value-text.js';
import { isVerdict } from '../review/verdict.selectors.js';
import { changedVersion } from '../review/version.selectors.js';
import {
  type BarVerb,
  DecisionBarContext,
  type DecisionBarContextValue,
  useDecisionBar,
  useWhyNot,
} from './decision-bar-context.js';
import { decisionBar } from './desk.variants.js';
import { HostText } from './host-text.js';
import type { NoteKind } from './kept-notes.js';
import { isReauthenticator } from './reauthenticator.js';
import { mainVerdicts, offeredVerdicts, shownProposal, situationOf } from './review-card.selectors.js';
import { CardContext } from './review-card-context.js';
import { useCaseWords } from './use-case-words.js';
import { useOnDemand } from './use-on-demand.js';

type DivProps = HTMLAttributes<HTMLDivElement>;

const ICONS: Record<BarVerb, ComponentType<IconProps>> = {
  approve: CheckIcon,
  override: SwapIcon,
  reject: CrossIcon,
  respond: QuestionIcon,
  abstain: AbstainIcon,
  ask: QuestionIcon,
  escalate: UpIcon,
  answer: QuestionIcon,
  reopen: UndoIcon,
  resume: CheckIcon,
  claim: PersonIcon,
  release: UndoIcon,
  undo: UndoIcon,
};

/** In the order of how far they lead from the suggestion. */
const OTHER_VERDICTS: readonly VerdictType[] = ['abstain', 'reject', 'respond'];

/** Characters of a suggested value that stand before what approving it causes. */
const LONGEST_NAME = 60;

const loadNoteForm = () => import('./forms.js').then((module) => module.NoteForm);
const loadVerdictDialog = () => import('./verdict-dialog.js').then((module) => module.VerdictDialog);

const NOTES: readonly unknown[] = ['ask', 'escalate', 'answer', 'reopen', 'resume'] satisfies NoteKind[];

function isNote(type: unknown): type is NoteKind {
  return NOTES.includes(type);
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
  const [note, setNote] = useState<NoteKind>();
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

/** The bar as it is arranged for each situation. */
function DefaultParts() {
  const situation = useReview(situationOf);
  const review = useReview((snapshot) => snapshot.review) as Review;
  const sitting = useReview((snapshot) => snapshot.status);
  const { desk, words, format } = useCaseWords();
  const formId = useContext(CardContext)?.titleId;
  const { busy, whyNot } = useDecisionBar('Root');
  const isWaiting = useReview((snapshot) => snapshot.isWaiting);
  const isElsewhere = useReview((snapshot) => snapshot.claimStatus === 'elsewhere');

  if ((sitting === 'failed' || isWaiting) && situation !== 'decided') return <Record>{desk.stillReviewing}</Record>;
  const resume = whyNot.resume === undefined && <Verb verb="resume" />;
  if (review.hold && (situation === 'pending' || situation === 'blind' || situation === 'deciding')) {
    return (
      <Record>
        {desk.heldBar}
        {resume}
      </Record>
    );
  }
  switch (situation) {
    case 'pending':
      return (
        <>
          <Undo />
          <Consequences>
            {review.state === 'pending.open'
              ? desk.startConsequence
              : desk.reclaimConsequence(words.states[review.state])}
          </Consequences>
          <Gate verbs={['claim']} />
          <Verbs>
            <Verb verb="claim" variant="decide" />
          </Verbs>
        </>
      );
    case 'waiting':
      return (
        <Record>
          {desk.asked(visibleText(review.question?.to ?? words.notAvailable))}
          {whyNot.answer === undefined && <Verb verb="answer" />}
          {resume}
        </Record>
      );
    case 'claimed':
      return (
        <Record>
          {isElsewhere ? desk.elsewhereBar : desk.claimedBar(visibleText(review.claim?.by.name ?? words.notAvailable))}
          {resume}
        </Record>
      );
    case 'blind':
      return (
        <>
          <Consequences>{desk.recordConsequence}</Consequences>
          <Verbs>
            <Button
              variant="decide"
              type="submit"
              form={formId && `${formId}-answer`}
              isBusy={busy === 'judge'}
              isDisabled={busy !== undefined}
            >
              <SignIcon />
              {desk.recordAnswer}
            </Button>
            <Verb verb="ask" variant="outline" />
          </Verbs>
          <Others verbs={['escalate', 'release']} />
        </>
      );
    case 'deciding': {
      const main = mainVerdicts(review);
      const others = offeredVerdicts(review).filter((verdict) => !main.includes(verdict));
      return (
        <>
          <Consequences />
          <Gate verbs={[...main, ...others]} />
          <Verbs>
            {main.map((verdict) => (
              <Verb key={verdict} verb={verdict} variant="decide" />
            ))}
          </Verbs>
          <Others verbs={[...OTHER_VERDICTS.filter((verb) => others.includes(verb)), 'ask', 'escalate', 'release']} />
        </>
      );
    }
    case 'decided':
      // Reopening is a new entry that needs a reason; nothing is erased.
      return (
        <>
          <Record>
            <span>
              {desk.decidedAt((review.decision && format.timestamp(review.decision.at)) ?? words.notAvailable)}
            </span>
            {whyNot.reopen === undefined && <Verb verb="reopen" />}
            {resume}
          </Record>
          <Undo />
        </>
      );
    default:
      return <Record>{desk.closedBar}</Record>;
  }
}

/** What each decision causes, said before it is made. Renders a `<div>`. */
export const Consequences = forwardRef<HTMLDivElement, DivProps>(function DecisionBarConsequences(
  { className, children, ...rest },
  ref,
) {
  const { desk } = useCaseWords();
  const valueText = useValueText();
  const review = useReview((snapshot) => snapshot.review);
  const proposal = useReview(shownProposal);
  if (!review || !proposal) return null;
  const seat = review.claim?.seat;
  const { schema, value } = proposal;
  // A record or a long text is read above; here it would bury what it causes.
  const text = typeof value === 'object' ? '' : valueText(value, schema);
  const isNamed = text !== '' && text.length <= LONGEST_NAME;
  const chosen = schema?.type === 'choice' ? schema.options.find((option) => option.value === value) : undefined;
  return (
    <div {...rest} ref={ref} className={joinClasses(decisionBar.consequences, className)}>
      {children ?? (
        <>
          {mainVerdicts(review).map((verdict) => (
            <p key={verdict} className={decisionBar.consequence}>
              <span className={decisionBar.verb}>
                {verdict === 'approve' && isNamed ? desk.approveLead(text) : desk.verbLead(desk.verbs[verdict])}
              </span>{' '}
              {verdict === 'approve' && chosen?.consequence !== undefined ? (
                <HostText>{chosen.consequence}</HostText>
              ) : (
                desk.consequences[verdict]
              )}
            </p>
          ))}
          {seat === 'second' && <p className={decisionBar.consequence}>{desk.secondConsequence}</p>}
          {seat === 'adjudicator' && <p className={decisionBar.consequence}>{desk.adjudicateConsequence}</p>}
        </>
      )}
    </div>
  );
});

export interface GateProps extends DivProps {
  /** Whose reasons are said here. */
  verbs: readonly BarVerb[];
}

/** Why verbs are off, in words, once per reason; the verbs point here. Renders a `<div>`, nothing while all are on. */
export const Gate = forwardRef<HTMLDivElement, GateProps>(function DecisionBarGate({ verbs, className, ...rest }, ref) {
  const { whyNot, reasons } = useDecisionBar('Gate');
  const shown = reasons.filter(({ text }) => verbs.some((verb) => whyNot[verb] === text));
  if (shown.length === 0) return null;
  return (
    <div {...rest} ref={ref} className={joinClasses(decisionBar.consequences, className)}>
      {shown.map(({ id, text }) => (
        <p key={id} id={id} className={decisionBar.gate}>
          {text}
        </p>
      ))}
    </div>
  );
});

/** The verbs that decide, side by side and alike. Renders a `<div>`. */
export const Verbs = forwardRef<HTMLDivElement, DivProps>(function DecisionBarVerbs({ className, ...rest }, ref) {
  return <div {...rest} ref={ref} className={joinClasses(decisionBar.verbs, className)} />;
});

export interface OthersProps extends DivProps {
  verbs: readonly BarVerb[];
}

/** The other verbs, those that are possible now. Renders a `<div>`, nothing where there are none. */
export const Others = forwardRef<HTMLDivElement, OthersProps>(function DecisionBarOthers(
  { verbs, className, children, ...rest },
  ref,
) {
  const { whyNot } = useDecisionBar('Others');
  // A verdict that is off stays, because its reason is said above; the rest would be a riddle.
  const shown = verbs.filter((verb) => isVerdict(verb) || whyNot[verb] === undefined);
  if (shown.length === 0 && children === undefined) return null;
  return (
    <div {...rest} ref={ref} className={joinClasses(decisionBar.others, className)}>
      {shown.map((verb) => (
        <Verb key={verb} verb={verb} />
      ))}
      {children}
    </div>
  );
});

export interface VerbProps extends ButtonProps {
  verb: BarVerb;
}

/** One thing a person can do. Off, it keeps its place and focus, and `aria-describedby` leads to why. Renders a `<button>`. */
export const Verb = forwardRef<HTMLButtonElement, VerbProps>(function DecisionBarVerb(
  { verb, variant = 'quiet', onClick, children, ...rest },
  ref,
) {
  const { desk } = useCaseWords();
  const { whyNot, reasons, busy, isOpening, act } = useDecisionBar('Verb');
  const reason = reasons.find(({ text }) => text === whyNot[verb]);
  const isBusy = busy === verb;
  const labels: Record<Exclude<BarVerb, VerdictType>, string> = {
    ask: desk.ask,
    escalate: desk.escalate,
    answer: desk.answer,
    reopen: desk.reopen,
    resume: desk.resume,
    claim: desk.startReview,
    release: desk.release,
    undo: desk.undo,
  };
  const VerbIcon = ICONS[verb];
  return (
    <Button
      aria-describedby={reason?.id}
      {...rest}
      {...dataAttributes({ verb })}
      ref={ref}
      variant={variant}
      isBusy={isBusy}
      isDisabled={reason !== undefined || busy !== undefined || (isOpening && isVerdict(verb))}
      onClick={composeHandlers(onClick, (event) => act(verb, event.currentTarget))}
    >
      {isBusy ? <BusyIcon className={primitives('button-busy')} /> : <VerbIcon />}
      {children ?? (isVerdict(verb) ? desk.verbs[verb] : labels[verb])}
    </Button>
  );
});

/**
 * Takes one's own last verdict back, as long as the server lets it: no toast, it stays. Renders a `<div>`, nothing where
 * there is nothing to take back.
 */
export const Undo = forwardRef<HTMLDivElement, DivProps>(function DecisionBarUndo({ children, ...rest }, ref) {
  const { desk, words, format } = useCaseWords();
  const until = useReview((snapshot) => snapshot.undo?.until);
  const isUndoing = useReview((snapshot) => snapshot.pending?.type === 'undo');
  const decided = useReview((snapshot) => snapshot.review?.decision?.seq);
  const [offered, setOffered] = useState<number>();
  const id = useId();
  const isOffered = until !== undefined || isUndoing;
  if (isOffered && offered !== decided) setOffered(decided);
  // Said where it could be done a moment ago; of a decision long in effect there is nothing to say.
  if (!isOffered && (offered === undefined || offered !== decided)) return null;
  return (
    <Record {...rest} ref={ref}>
      {children ??
        (isOffered ? (
          <>
            <span id={id}>{desk.undoUntil((until && format.time(until)) ?? words.notAvailable)}</span>
            <Verb verb="undo" variant="outline" aria-describedby={id} />
          </>
        ) : (
          <span>{desk.undoOver}</span>
        ))}
    </Record>
  );
});

/** One line about what is on the record, with what can be done about it at its end. Renders a `<div>`. */
export const Record = forwardRef<HTMLDivElement, DivProps>(function DecisionBarRecord({ className, ...rest }, ref) {
  return <div {...rest} ref={ref} className={joinClasses(decisionBar.record, className)} />;
});
