'use client';
import { forwardRef, type HTMLAttributes, type ReactNode, useId } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useFormat, useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { Notice } from '../react/notice.js';
import { primitives } from '../react/primitives.variants.js';
import { setApart } from '../react/set-apart.js';
import { systemCard } from './oversight.variants.js';
import { percentRange } from './percent-range.js';
import { systemMessages } from './system.messages.js';
import { measureVerdict } from './system.selectors.js';
import type { SystemDescription, SystemMeasure } from './system.types.js';

export interface SystemCardProps extends HTMLAttributes<HTMLElement> {
  system: SystemDescription;
  /**
   * Level of the heading over the card; those of its slots are one level deeper.
   * @default 3
   */
  headingLevel?: 2 | 3 | 4 | 5;
}

/** In reading order. */
const SLOTS = ['purpose', 'measured', 'failures', 'untested', 'interpretation', 'oversight'] as const;

/**
 * What is known of an AI system: what it is for, how often it is right, on how many cases and when that was measured, where it
 * fails, what it was not tested on (L-3; HAX guidelines 1 and 2). A slot that has nothing says so (D-1). Renders a `<section>`.
 *
 * @selector [data-degraded] the system does worse than it was measured (L-5)
 */
export const SystemCard = forwardRef<HTMLElement, SystemCardProps>(function SystemCard(
  { system, headingLevel = 3, className, children, ...rest },
  ref,
) {
  const messages = useMessages('oversight', systemMessages);
  const format = useFormat();
  const locale = useLocaleAttributes();
  const titleId = useId();
  const Heading = `h${headingLevel}` as 'h3';
  const SlotHeading = `h${headingLevel + 1}` as 'h4';
  const { model, name, degraded } = system;
  const [id, version] = [visibleText(model.id), visibleText(model.version)];
  const date = (iso: string | undefined) => (iso === undefined ? undefined : format.date(iso));

  function measureText(measure: SystemMeasure): string {
    const what = visibleText(measure.name);
    const verdict = measureVerdict(measure);
    if (verdict === 'malformed') return messages.systemMalformed(what);
    if (verdict === 'too-few') return messages.systemTooFew(what, measure.n, format);
    const range = measure.interval && percentRange(format.locale, measure.interval);
    const measured = date(measure.asOf);
    const text = messages.systemRight(what, format.percent(measure.right), range, measure.n, format);
    return `${text} ${measured ? messages.systemMeasuredOn(measured) : messages.systemUndated}`;
  }
  function bodyOf(slot: (typeof SLOTS)[number]): ReactNode {
    const given = system[slot] ?? [];
    const list =
      typeof given === 'string' ? (given.trim() === '' ? [] : [given]) : [...new Set<string | SystemMeasure>(given)];
    if (list.length === 0) return <p className={systemCard.empty()}>{messages.systemNotProvided}</p>;
    // What the host says may be of another language than the page.
    const said = (each: string | SystemMeasure) =>
      typeof each === 'string' ? <bdi>{visibleText(each)}</bdi> : measureText(each);
    const [only] = list;
    if (only !== undefined && list.length === 1) return <p className={systemCard.text()}>{said(only)}</p>;
    return (
      <ul className={systemCard.list()}>
        {list.map((each) => (
          <li key={typeof each === 'string' ? each : JSON.stringify(each)} className={systemCard.item()}>
            {said(each)}
          </li>
        ))}
      </ul>
    );
  }

  return (
    <section
      aria-labelledby={titleId}
      {...locale}
      {...rest}
      {...dataAttributes({ degraded: degraded !== undefined })}
      ref={ref}
      className={joinClasses(primitives('root'), systemCard.root(), className)}
    >
      <Heading id={titleId} className={systemCard.title()}>
        {visibleText(name)}
      </Heading>
      <p className={systemCard.version()}>
        {setApart(messages.systemVersion(id, version, date(model.releasedAt)), `${id} ${version}`)}
      </p>
      {degraded && (
        <Notice tone="attention" title={messages.systemDegraded(date(degraded.since))}>
          <bdi>{visibleText(degraded.text)}</bdi>
        </Notice>
      )}
      {SLOTS.map((slot) => (
        <div key={slot} data-slot={slot} className={systemCard.slot()}>
          <SlotHeading className={systemCard.slotTitle()}>{messages.systemSlots[slot]}</SlotHeading>
          {bodyOf(slot)}
        </div>
      ))}
      {children}
    </section>
  );
});
