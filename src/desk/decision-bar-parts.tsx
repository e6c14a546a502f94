'use client';
import { type ComponentType, forwardRef, type HTMLAttributes, useId, useState } from 'react';
import { Button, type ButtonProps } from '../react/button.js';
import type { IconProps } from '../react/icon.js';
import {
  AbstainIcon,
  BusyIcon,
  CheckIcon,
  CrossIcon,
  PersonIcon,
  QuestionIcon,
  SkipIcon,
  SwapIcon,
  UndoIcon,
  UpIcon,
} from '../react/icons.js';
import { useKeyHints } from '../react/key-hints.js';
import { composeHandlers, dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { useReview } from '../review/review-context.js';
import { useValueText } from '../review/value-text.js';
import { isVerdict } from '../review/verdict.selectors.js';
import { type BarVerb, useDecisionBar } from './decision-bar-context.js';
import { decisionBar } from './desk.variants.js';
import { HostText } from './host-text.js';
import { mainVerdicts, shownProposal } from './review-card.selectors.js';
import { useCaseWords } from './use-case-words.js';

type DivProps = HTMLAttributes<HTMLDivElement>;

const ICONS: Record<BarVerb, ComponentType<IconProps>> = {
  approve: CheckIcon,
  override: SwapIcon,
  reject: CrossIcon,
  respond: QuestionIcon,
  abstain: AbstainIcon,
  ask: QuestionIcon,
  escalate: UpIcon,
  skip: SkipIcon,
  answer: QuestionIcon,
  reopen: UndoIcon,
  resume: CheckIcon,
  claim: PersonIcon,
  release: UndoIcon,
  undo: UndoIcon,
};

/** Characters of a suggested value that stand before what approving it causes. */
const LONGEST_NAME = 60;

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
  const VerbIcon = ICONS[verb];
  return (
    <Button
      aria-describedby={reason?.id}
      {...useKeyHints(`case.${verb}`)}
      {...rest}
      {...dataAttributes({ verb })}
      ref={ref}
      variant={variant}
      isBusy={isBusy}
      isDisabled={reason !== undefined || busy !== undefined || (isOpening && isVerdict(verb))}
      onClick={composeHandlers(onClick, (event) => act(verb, event.currentTarget))}
    >
      {isBusy ? <BusyIcon className={primitives('button-busy')} /> : <VerbIcon />}
      {children ?? (isVerdict(verb) ? desk.verbs[verb] : desk[verb === 'claim' ? 'startReview' : verb])}
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
