'use client';
import { type ElementType, forwardRef, type HTMLAttributes, useId, useMemo, useRef } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { EyeOffIcon, RefreshIcon } from '../react/icons.js';
import { useFormat, useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { dataAttributes } from '../react/merge-props.js';
import { Notice } from '../react/notice.js';
import { primitives } from '../react/primitives.variants.js';
import { isErased } from '../review/proposal.selectors.js';
import type { AuditEntry } from '../review/review.types.js';
import { seenBy } from '../review/seen.selectors.js';
import { CaseTitle } from './case-title.js';
import { CardContext } from './review-card-context.js';
import { Body as CardBody, Column } from './review-card-parts.js';
import { seenMessages } from './seen.messages.js';
import { seenCard } from './seen-card.variants.js';
import { Answer, Evidence, Explanation, Facts, Why } from './seen-card-case.js';
import { Conditions } from './seen-card-conditions.js';
import { SeenContext, type SeenState, seenPart } from './seen-card-context.js';

export { Answer, Evidence, Explanation, Facts, Why } from './seen-card-case.js';
export { Conditions } from './seen-card-conditions.js';

export interface RootProps extends HTMLAttributes<HTMLElement> {
  /** The entries of one review, in any order. */
  entries: readonly AuditEntry[];
  /** `seq` of the verdict. */
  seq: number;
  /**
   * Level of the heading; sections are one level below.
   * @default 3
   */
  headingLevel?: 2 | 3 | 4 | 5;
}

/**
 * What somebody had on screen when they decided, rebuilt from the entries alone: no session, no request, nothing to press.
 * What the record cannot tell is said. Without children it arranges its parts itself. Renders an `<article>`.
 *
 * @selector [data-seat] `first`, `second` or `adjudicator`
 * @selector [data-erased] what the case is about was erased
 */
export const Root = forwardRef<HTMLElement, RootProps>(function SeenCardRoot(
  { entries, seq, headingLevel = 3, className, children, ...rest },
  ref,
) {
  const titleId = useId();
  const titleRef = useRef<HTMLHeadingElement>(null);
  const answersRef = useRef<HTMLHeadingElement>(null);
  const messages = useMessages('desk', seenMessages);
  const format = useFormat();
  const seen = useMemo(() => seenBy(entries, seq), [entries, seq]);
  const state: SeenState = { messages, format, seen, seq, titleId, level: headingLevel };
  // The parts that a card at hand is drawn from ask it for its level.
  const card = useMemo(() => ({ titleId, level: headingLevel, titleRef, answersRef }), [titleId, headingLevel]);
  const isGone = seen?.proposal !== undefined && isErased(seen.proposal);
  return (
    <SeenContext.Provider value={state}>
      <CardContext.Provider value={card}>
        <article
          aria-labelledby={titleId}
          {...useLocaleAttributes()}
          {...rest}
          {...dataAttributes({ seat: seen?.seat, erased: isGone })}
          ref={ref}
          className={primitives('root', seenCard.root({ className }))}
        >
          {children ?? (
            <>
              <Header />
              <Gaps />
              {seen?.proposal && <Body />}
            </>
          )}
        </article>
      </CardContext.Provider>
    </SeenContext.Provider>
  );
});

/** That this is a reconstruction, whose, and from what. Renders a `<header>`. */
export const Header = seenPart<HTMLElement>('Header', 'header', seenCard.header, ({ messages: m }) => ({
  children: (
    <>
      <p className={seenCard.mark()}>
        <RefreshIcon />
        {m.seenMark}
      </p>
      <Title />
      <Sources />
    </>
  ),
}));

/** "What Amara Osei saw when they decided, 21 Nov 2026, 10:42 CET". Renders an `<h3>`, or the level asked for. */
export const Title = seenPart<HTMLHeadingElement>('Title', 'h3', seenCard.title, (state) => {
  const { messages: m, format, seen, seq, titleId, level } = state;
  return {
    as: `h${level}` as ElementType,
    id: titleId,
    children: seen
      ? m.seenTitle(visibleText(seen.by.name), format.dateTime(seen.entry.at))
      : m.seenNothing(format.number(seq)),
  };
});

/** From which entries it was rebuilt, and that nothing here is live. Renders a `<p>`, or nothing where nothing was. */
export const Sources = seenPart<HTMLParagraphElement>('Sources', 'p', seenCard.sources, (state) => {
  const { messages: m, format, seen } = state;
  if (!seen) return undefined;
  const { sources } = seen;
  return { children: m.seenSources(sources.length, format.list(sources.map((each) => format.number(each)))) };
});

/** What was erased, by whom and why, and what the record cannot tell. Renders a `<div>`, or nothing where it tells all. */
export const Gaps = seenPart<HTMLDivElement>('Gaps', 'div', seenCard.notices, (state) => {
  const { messages: m, format, seen } = state;
  const { unknown = [], erasedBy } = seen ?? {};
  if (unknown.length === 0 && !erasedBy) return undefined;
  const { reason = '' } = (erasedBy?.command ?? {}) as { reason?: string };
  return {
    children: (
      <>
        {erasedBy && (
          <Notice
            tone="attention"
            icon={<EyeOffIcon />}
            title={m.seenErased(format.dateTime(erasedBy.at), visibleText(erasedBy.by.name), visibleText(reason))}
          />
        )}
        {unknown.length > 0 && (
          <Notice title={m.seenGapsTitle}>
            <ul className={seenCard.gaps()}>
              {unknown.map((gap) => (
                <li key={gap} className={seenCard.gap()}>
                  {m.seenGaps[gap]}
                </li>
              ))}
            </ul>
          </Notice>
        )}
      </>
    ),
  };
});

/** The case as it stood on their screen. Renders a `<div>`. */
export const Body = seenPart<HTMLDivElement>('Body', 'div', seenCard.body, ({ seen, level }) => ({
  children: seen?.proposal && (
    <>
      <SubjectTitle title={seen.proposal.subject.title} level={level} />
      <CardBody columns={2}>
        <Column>
          <Facts />
          <Evidence />
          <Why />
          <Conditions />
        </Column>
        <Column>
          <Answer />
          <Explanation />
        </Column>
      </CardBody>
    </>
  ),
}));

function SubjectTitle({ title, level }: { title: string; level: number }) {
  const Heading = `h${level + 1}` as 'h4';
  return (
    <Heading className={seenCard.subject()}>
      <CaseTitle title={title} />
    </Heading>
  );
}
