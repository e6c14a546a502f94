'use client';
import { type ElementType, forwardRef, type LiHTMLAttributes, useContext } from 'react';
import { drawPart } from '../react/create-part.js';
import { composeRefs } from '../react/merge-props.js';
import { useRequiredContext } from '../react/required-context.js';
import type { AuditEntry } from '../review/review.types.js';
import { actionOf, holdsAnswer, isVerdictEntry, originOf } from './audit.selectors.js';
import { timeline } from './audit.variants.js';
import { Change } from './audit-change.js';
import { EntryContext, entryPart, filled, nameOf, PlaceContext, SettingContext, said } from './audit-context.js';
import { Exposure } from './audit-exposure.js';
import { Rail } from './audit-rail.js';
import { Relation } from './audit-relation.js';
import { Signature } from './audit-signature.js';
import { Time } from './audit-time.js';
import { Reason, ReviewLink } from './audit-words.js';

export interface EntryProps extends LiHTMLAttributes<HTMLLIElement> {
  entry: AuditEntry;
}

/**
 * One fact of the record. Arranges its own parts unless given children. Renders an `<li>`.
 *
 * @selector [data-type] the entry's type, as the server sent it
 * @selector [data-origin] `human`, `ai` or `system`
 * @selector [data-superseded] a later entry takes it back
 * @selector [data-mark] `verified`, `broken`, `unsure` or `unchecked`, where the record is checked
 */
export const Entry = forwardRef<HTMLLIElement, EntryProps>(function AuditTimelineEntry(
  { entry, className, children, ...rest },
  ref,
) {
  const setting = useRequiredContext(SettingContext, 'AuditTimeline.Entry', 'AuditTimeline.Root');
  const place = useContext(PlaceContext);
  const own = setting.factsOf(entry);
  const mark = setting.verification && setting.checks?.markOf(entry, setting.verification);
  const state = { ...setting, entry, own, mark };
  return (
    <EntryContext.Provider value={state}>
      <li
        id={setting.idOf(entry)}
        {...place?.attributes}
        {...rest}
        style={place ? { ...rest.style, ...place.attributes.style } : rest.style}
        data-type={entry.type}
        data-origin={originOf(entry)}
        data-superseded={own.supersededBy && ''}
        data-mark={mark}
        ref={place?.ref ? composeRefs(place.ref, ref) : ref}
        className={timeline.entry({ className })}
      >
        {place?.before}
        {children ?? (
          <>
            {drawPart(Rail, state)}
            {drawPart(Body, state)}
          </>
        )}
      </li>
    </EntryContext.Provider>
  );
});

/** Everything of an entry that is text. Renders a `<div>`. */
export const Body = entryPart<HTMLDivElement>('Body', 'div', timeline.body, (state) => ({
  children: (
    <>
      {drawPart(Content, state)}
      <Time />
    </>
  ),
}));

/** What happened, what changed and why. Renders a `<div>`. */
export const Content = entryPart<HTMLDivElement>('Content', 'div', timeline.content, (state) => ({
  children: (
    <>
      {drawPart(Action, state)}
      {holdsAnswer(state.entry) && <Change />}
      {drawPart(Reason, state)}
      {drawPart(Signature, state)}
      {drawPart(Relation, state)}
      {state.entry.exposure && <Exposure />}
      {state.hasReviews && drawPart(ReviewLink, state)}
    </>
  ),
}));

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
    // Who did it is withheld together with what it was.
    children:
      phrase === 'withheld' ? (
        what
      ) : (
        <>
          <bdi className={timeline.actor()}>{nameOf(by, m)}</bdi>
          {role && ' '}
          {role && <bdi className={timeline.role()}>{role}</bdi>}
          {`${m.actorEnd} `}
          {own.supersededBy ? <s className={timeline.struck()}>{what}</s> : what}
        </>
      ),
  };
});
