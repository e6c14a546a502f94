'use client';
import {
  createElement,
  type ElementType,
  Fragment,
  forwardRef,
  type LiHTMLAttributes,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { formatRelative, formatTimestamp } from '../internal/format.js';
import { useNow } from '../react/locale-context.js';
import { primitives } from '../react/primitives.variants.js';
import { useRequiredContext } from '../react/required-context.js';
import type { AuditEntry, SignatureMeaning } from '../review/review.types.js';
import { actionOf, holdsAnswer, isVerdictEntry, originOf, wordsOf } from './audit.selectors.js';
import type { EntryFacts, ReasonWords } from './audit.types.js';
import { timeline } from './audit.variants.js';
import { Change } from './audit-change.js';
import { EntryContext, entryPart, said, TimelineContext } from './audit-context.js';
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
  const state = useRequiredContext(TimelineContext, 'AuditTimeline.Entry', 'AuditTimeline.Root');
  const own = state.facts.get(entry) ?? NO_FACTS;
  return (
    <EntryContext.Provider value={{ ...state, entry, own }}>
      <li
        id={state.idOf(entry)}
        {...rest}
        data-type={entry.type}
        data-origin={originOf(entry)}
        data-superseded={own.supersededBy && ''}
        ref={ref}
        className={timeline.entry({ className })}
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
export const Body = entryPart<HTMLDivElement>('Body', 'div', timeline.body, () => ({
  children: (
    <>
      <Content />
      <Time />
    </>
  ),
}));

/** What happened, what changed and why. Renders a `<div>`. */
export const Content = entryPart<HTMLDivElement>('Content', 'div', timeline.content, () => ({
  children: (
    <>
      <Action />
      <Change />
      <Reason />
      <Relation />
    </>
  ),
}));

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
export const Action = entryPart<HTMLHeadingElement>('Action', 'h4', timeline.action, (state) => {
  const { messages: m, headingLevel, isBlind, entry, own } = state;
  const { by, type } = entry;
  const { phrase, object } = actionOf(entry, isBlind);
  const what = filled(m.actions[phrase], <bdi>{said(object) ?? m.unknownActor}</bdi>);
  // A name needs its role where it signs for something; elsewhere the name is enough.
  const role =
    by?.kind === 'person'
      ? (isVerdictEntry(entry) || ['judged', 'undone', 'reopened'].includes(type)) && said(by.title)
      : m.actorKinds[by?.kind as 'model'];
  return {
    as: `h${Math.min(6, headingLevel + 1)}` as ElementType,
    children: (
      <>
        <bdi className={timeline.actor()}>{said(by?.name) ?? said(by?.id) ?? m.unknownActor}</bdi>
        {role && ' '}
        {role && <bdi className={timeline.role()}>{role}</bdi>}
        {m.actorEnd} {own.supersededBy ? <s className={timeline.struck()}>{what}</s> : what}
      </>
    ),
  };
});

/** Why: reason codes in words, what was said, how it was checked, and what the signature means. Renders a `<p>`, or nothing. */
export const Reason = entryPart<HTMLParagraphElement>('Reason', 'p', timeline.reason, (state) => {
  const { messages: m, isBlind, entry, own } = state;
  const { reason, to } = entry;
  const labels = (codes: readonly string[] | undefined, known: ReasonWords['checks'] = []) =>
    (Array.isArray(codes) ? (codes as readonly string[]) : []).flatMap(
      (code) =>
        said(known.find((each) => each.code === code)?.label) ?? (code === 'other' ? m.otherReason : said(code)) ?? [],
    );
  const sentences: ReactNode[] = [];
  // Each piece that a host or a person wrote keeps its own direction.
  const say = (text: string | undefined, phrase = '{}') =>
    text && sentences.push(' ', filled(phrase, <bdi>{text}</bdi>));
  if (!isBlind || !holdsAnswer(entry)) {
    const codes = labels(reason?.codes, own.policy?.reasonCodes).join('. ');
    const { signature } = (entry.command ?? {}) as { signature?: { printedName: string; meaning: SignatureMeaning } };
    say(codes && `${codes}.`);
    say(said(wordsOf(entry)), m.quote);
    say(labels(reason?.checks, own.policy?.checks).join(m.checkSeparator), m.checked);
    say(
      said(signature?.printedName),
      m.signed(m.meanings[signature?.meaning as SignatureMeaning] ?? said(signature?.meaning)),
    );
  }
  if (isVerdictEntry(entry)) {
    if (to === 'pending.awaitingSecond') sentences.push(' ', m.awaitsSecond);
    if (to === 'pending.adjudicating' && !isBlind) sentences.push(' ', m.awaitsAdjudication);
  }
  return { children: sentences.length > 0 && createElement(Fragment, null, ...sentences.slice(1)) };
});

/** The link between an entry and the one that takes it back, both ways and in words. Renders a `<p>`, or nothing. */
export const Relation = entryPart<HTMLParagraphElement>('Relation', 'p', timeline.relation, (state) => {
  const { messages: m, format, idOf, entry, own } = state;
  const linkTo = (other: AuditEntry) => (
    <a
      className={primitives('link')}
      href={`#${idOf(other)}`}
      onClick={(event: MouseEvent) => {
        // The fragment of the address belongs to the host's router.
        event.preventDefault();
        focusPlace(event.currentTarget, idOf(other));
      }}
    >
      <bdi>{said(other.by?.name) ?? m.unknownActor}</bdi>
      {m.nameEnd}
      <bdi>{formatTimestamp(format.locale, format.timeZone, other.at) ?? m.timeNotAvailable}</bdi>
    </a>
  );
  const { supersededBy, supersedes } = own;
  const { supersedes: seq } = entry;
  const hasTakenBack = typeof seq === 'number';
  return {
    children: (hasTakenBack || supersededBy !== undefined) && (
      <>
        {hasTakenBack && filled(m.supersedes, supersedes ? linkTo(supersedes) : m.entryNotLoaded(format.number(seq)))}{' '}
        {supersededBy && filled(m.supersededBy, linkTo(supersededBy))}
      </>
    ),
  };
});

/** When: the moment with its zone as text, then how long ago. Renders a `<p>` with a `<time>`. */
export const Time = entryPart<HTMLParagraphElement>('Time', 'p', timeline.time, function useTime(state) {
  const { messages: m, format, entry } = state;
  const { at } = entry;
  const now = useNow();
  const moment = formatTimestamp(format.locale, format.timeZone, at);
  const ago = now !== undefined && formatRelative(format.locale, at, now);
  return {
    children: moment ? (
      <>
        <time className={timeline.moment()} dateTime={at}>
          <bdi>{moment}</bdi>
        </time>{' '}
        {ago && <span>{ago}</span>}
      </>
    ) : (
      m.timeNotAvailable
    ),
  };
});
