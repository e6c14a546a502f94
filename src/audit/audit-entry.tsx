'use client';
import {
  type ElementType,
  Fragment,
  forwardRef,
  type HTMLAttributes,
  type LiHTMLAttributes,
  type ReactNode,
} from 'react';
import { useFormat, useNow } from '../react/locale-context.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import type { AuditEntry, SignatureMeaning } from '../review/review.types.js';
import { actionOf, holdsAnswer, isVerdictEntry, originOf, wordsOf } from './audit.selectors.js';
import type { EntryFacts, ReasonWords } from './audit.types.js';
import { timeline } from './audit.variants.js';
import { Change } from './audit-change.js';
import { EntryContext, said, useEntry, useTimeline } from './audit-context.js';
import { Rail } from './audit-rail.js';
import { focusPlace } from './use-arrivals.js';

export interface EntryProps extends LiHTMLAttributes<HTMLLIElement> {
  entry: AuditEntry;
}

const NO_FACTS: EntryFacts = {};

/**
 * One fact of the record. Arranges its own parts unless given children. Renders an `<li>`.
 *
 * @selector [data-type] the entry's type, as the server sent it
 * @selector [data-origin] `human`, `ai` or `system`
 * @selector [data-superseded] a later entry takes it back
 */
export const Entry = forwardRef<HTMLLIElement, EntryProps>(function Entry(
  { entry, className, children, ...rest },
  ref,
) {
  const { entries, facts: all, idOf } = useTimeline('Entry');
  const facts = all.get(entry) ?? NO_FACTS;
  return (
    <EntryContext.Provider value={{ entry, facts, isLast: entries.at(-1) === entry }}>
      <li
        id={idOf(entry)}
        {...rest}
        {...dataAttributes({ type: entry.type, origin: originOf(entry), superseded: facts.supersededBy !== undefined })}
        ref={ref}
        className={joinClasses(timeline.entry(), className)}
      >
        {children ?? (
          <>
            <Rail />
            <Body />
          </>
        )}
      </li>
    </EntryContext.Provider>
  );
});

/** Everything of an entry that is text. Renders a `<div>`. */
export const Body = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(function Body(
  { className, children, ...rest },
  ref,
) {
  return (
    <div {...rest} ref={ref} className={joinClasses(timeline.body(), className)}>
      {children ?? (
        <>
          <Content />
          <Time />
        </>
      )}
    </div>
  );
});

/** What happened, what changed and why. Renders a `<div>`. */
export const Content = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(function Content(
  { className, children, ...rest },
  ref,
) {
  return (
    <div {...rest} ref={ref} className={joinClasses(timeline.content(), className)}>
      {children ?? (
        <>
          <Action />
          <Change />
          <Reason />
          <Relation />
        </>
      )}
    </div>
  );
});

/** A phrase with something in its place `{}`. */
function filled(phrase: string, place: ReactNode): ReactNode {
  const [before, after] = phrase.split('{}');
  return after === undefined ? (
    phrase
  ) : (
    <>
      {before}
      {place}
      {after}
    </>
  );
}

/**
 * Who did what: "Amara Osei, Senior underwriter, overrode the AI suggestion". Renders a heading one level below the
 * timeline's, a `<h4>` unless the root says otherwise.
 */
export const Action = forwardRef<HTMLHeadingElement, HTMLAttributes<HTMLHeadingElement>>(function Action(
  { className, children, ...rest },
  ref,
) {
  const { messages: m, headingLevel, isBlind } = useTimeline('Action');
  const { entry, facts } = useEntry('Action');
  const { by } = entry;
  const { phrase, object } = actionOf(entry, isBlind);
  const template = m.actions[phrase];
  const what = filled(template, <bdi>{said(object) ?? m.unknownActor}</bdi>);
  // A name needs its role where it signs for something; elsewhere the name is enough.
  const role =
    by?.kind === 'person'
      ? (isVerdictEntry(entry) || entry.type === 'judged' || entry.type === 'reopened') && said(by.title)
      : m.actorKinds[by?.kind as 'model'];
  const Heading = `h${Math.min(6, headingLevel + 1)}` as ElementType;
  return (
    <Heading {...rest} ref={ref} className={joinClasses(timeline.action(), className)}>
      {children ?? (
        <>
          <bdi className={timeline.actor()}>{said(by?.name) ?? said(by?.id) ?? m.unknownActor}</bdi>
          {role && (
            <>
              {' '}
              <bdi className={timeline.role()}>{role}</bdi>
            </>
          )}
          {m.actorEnd} {facts.supersededBy ? <s className={timeline.struck()}>{what}</s> : what}
        </>
      )}
    </Heading>
  );
});

/** Why: reason codes in words, what was said, how it was checked, and what the signature means. Renders a `<p>`, or nothing. */
export const Reason = forwardRef<HTMLParagraphElement, HTMLAttributes<HTMLParagraphElement>>(function Reason(
  { className, children, ...rest },
  ref,
) {
  const { messages: m, isBlind } = useTimeline('Reason');
  const { entry, facts } = useEntry('Reason');
  const { reason } = entry;
  const { policy } = facts;
  const isHidden = isBlind && holdsAnswer(entry);
  const labels = (codes: readonly string[] | undefined, known: ReasonWords['checks'] = []) =>
    (Array.isArray(codes) ? (codes as readonly string[]) : []).flatMap(
      (code) =>
        said(known.find((each) => each.code === code)?.label) ?? (code === 'other' ? m.otherReason : said(code)) ?? [],
    );
  const codes = labels(reason?.codes, policy?.reasonCodes);
  const checks = labels(reason?.checks, policy?.checks);
  const words = said(wordsOf(entry));
  const { signature } = (entry.command ?? {}) as { signature?: { printedName: string; meaning: SignatureMeaning } };
  const signer = said(signature?.printedName);
  const isVerdict = isVerdictEntry(entry);
  const next =
    isVerdict && entry.to === 'pending.awaitingSecond'
      ? m.awaitsSecond
      : isVerdict && !isBlind && entry.to === 'pending.adjudicating' && m.awaitsAdjudication;
  // Each piece that a host or a person wrote keeps its own direction.
  const sentences = [
    ...(isHidden
      ? []
      : [
          codes.length > 0 && <bdi>{`${codes.join('. ')}.`}</bdi>,
          words && filled(m.quote, <bdi>{words}</bdi>),
          checks.length > 0 && filled(m.checked, <bdi>{checks.join(m.checkSeparator)}</bdi>),
          signer &&
            filled(
              m.signed(m.meanings[signature?.meaning as SignatureMeaning] ?? said(signature?.meaning)),
              <bdi>{signer}</bdi>,
            ),
        ]),
    next,
  ].filter(Boolean);
  if (!children && sentences.length === 0) return null;
  return (
    <p {...rest} ref={ref} className={joinClasses(timeline.reason(), className)}>
      {children ??
        sentences.map((sentence, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry never changes
          <Fragment key={index}>
            {index > 0 && ' '}
            {sentence}
          </Fragment>
        ))}
    </p>
  );
});

/** The link between an entry and the one that takes it back, both ways and in words. Renders a `<p>`, or nothing. */
export const Relation = forwardRef<HTMLParagraphElement, HTMLAttributes<HTMLParagraphElement>>(function Relation(
  { className, children, ...rest },
  ref,
) {
  const { messages: m, idOf } = useTimeline('Relation');
  const { entry, facts } = useEntry('Relation');
  const format = useFormat();
  const linkTo = (other: AuditEntry) => (
    <a
      className={primitives.link()}
      href={`#${idOf(other)}`}
      onClick={(event) => {
        // The fragment of the address belongs to the host's router.
        event.preventDefault();
        const scope = event.currentTarget.getRootNode() as Document | ShadowRoot;
        focusPlace(scope.getElementById(idOf(other)));
      }}
    >
      <bdi>{said(other.by?.name) ?? m.unknownActor}</bdi>
      {m.nameEnd}
      <bdi>{format.timestamp(other.at) ?? m.timeNotAvailable}</bdi>
    </a>
  );
  const { supersededBy, supersedes } = facts;
  const hasTakenBack = typeof entry.supersedes === 'number';
  if (!children && !supersededBy && !hasTakenBack) return null;
  return (
    <p {...rest} ref={ref} className={joinClasses(timeline.relation(), className)}>
      {children ?? (
        <>
          {hasTakenBack &&
            filled(
              m.supersedes,
              supersedes ? linkTo(supersedes) : m.entryNotLoaded(format.number(entry.supersedes ?? 0)),
            )}{' '}
          {supersededBy && filled(m.supersededBy, linkTo(supersededBy))}
        </>
      )}
    </p>
  );
});

/** When: the moment with its zone as text, then how long ago. Renders a `<p>` with a `<time>`. */
export const Time = forwardRef<HTMLParagraphElement, HTMLAttributes<HTMLParagraphElement>>(function Time(
  { className, children, ...rest },
  ref,
) {
  const { messages: m } = useTimeline('Time');
  const { at } = useEntry('Time').entry;
  const format = useFormat();
  const now = useNow();
  const moment = format.timestamp(at);
  const ago = now === undefined ? undefined : format.relative(at, now);
  return (
    <p {...rest} ref={ref} className={joinClasses(timeline.time(), className)}>
      {children ??
        (moment ? (
          <>
            <time className={timeline.moment()} dateTime={at}>
              <bdi>{moment}</bdi>
            </time>{' '}
            {ago && <span>{ago}</span>}
          </>
        ) : (
          m.timeNotAvailable
        ))}
    </p>
  );
});
