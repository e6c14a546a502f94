'use client';
import { Fragment, type ReactNode, useContext } from 'react';
import { formatTimestamp } from '../internal/format.js';
import { useMessages } from '../react/locale-context.js';
import { assumptionMessages } from '../review/assumption.messages.js';
import type { Grounds } from '../review/review.types.js';
import { safeguardsOnAndOff } from '../review/switches.selectors.js';
import { hasErasedWords } from './audit.selectors.js';
import { EntryContext, said } from './audit-context.js';
import { exposureMessages } from './audit-more.messages.js';
import { more } from './audit-more.variants.js';

/** The facts behind one decision. Renders a `<dl>`. */
export function ExposureFacts() {
  const state = useContext(EntryContext);
  const m = useMessages('audit', exposureMessages);
  const { assumptionQuestions } = useMessages('review', assumptionMessages);
  const exposure = state?.entry.exposure;
  if (!exposure) return null;
  const { format, text, entry, own } = state;
  const { confidence } = entry;
  const { answerFirst, revealedAt, judgement, evidenceOpened, switches, activeMs, batch, seeded } = exposure;
  const { assumption, dwell } = (entry.command ?? {}) as Grounds;
  const list = (items: readonly (string | undefined)[], nothing: string) => {
    const known = items.filter((item) => item !== undefined);
    if (known.length === 0) return nothing;
    return known.map((item, at) => (
      <Fragment key={item}>
        {at > 0 && m.listSeparator}
        <bdi>{item}</bdi>
      </Fragment>
    ));
  };
  const titleOf = (id: string) => {
    const found = Array.isArray(own.evidence) ? own.evidence.find((item) => item?.id === id) : undefined;
    return said(found?.title) ?? said(id);
  };
  const facts: [name: string, value: ReactNode][] = [
    [m.aiShown, answerFirst ? m.answeredFirst : m.notAnsweredFirst],
    [m.revealedAt, <bdi key="at">{formatTimestamp(format.locale, format.timeZone, revealedAt)}</bdi>],
  ];
  if (judgement) facts.push([m.ownAnswer, <bdi key="answer">{text(judgement.value, own.schema)}</bdi>]);
  const shownAs = said(confidence?.shownAs);
  if (shownAs) facts.push([m.confidenceShown, <bdi key="confidence">{shownAs}</bdi>]);
  facts.push([m.evidenceOpened, list(evidenceOpened?.map(titleOf) ?? [], m.noEvidence)]);
  const named = (names: readonly string[]) =>
    names.map((each) => (Object.hasOwn(m.safeguardNames, each) ? m.safeguardNames[each as 'reason'] : said(each)));
  const { on, off } = safeguardsOnAndOff(exposure);
  facts.push([m.safeguards, list(named(on), m.noSafeguards)]);
  if (off.length > 0) facts.push([m.safeguardsOff, list(named(off), m.noSafeguards)]);
  if (switches?.raisedFrom !== undefined) facts.push([m.raised, m.raisedText]);
  if (!hasErasedWords(entry)) {
    const picked = own.policy?.assumptions?.find(({ code }) => code === assumption?.code)?.label ?? assumption?.code;
    const words = [picked, assumption?.text].map(said).filter((each) => each !== undefined);
    const question = assumption && (assumptionQuestions[assumption.wording] ?? assumptionQuestions.holds);
    if (question && words.length > 0) facts.push([question, list(words, m.noSafeguards)]);
    const waived = said(dwell?.waived);
    if (waived) facts.push([m.waived, <bdi key="waived">{waived}</bdi>]);
  }
  if (typeof batch?.size === 'number') facts.push([m.batch, m.batchText(batch.size, batch.opened === true, format)]);
  if (typeof activeMs === 'number' && activeMs >= 0) {
    const seconds = Math.round(activeMs / 1000);
    facts.push([m.activeTime, m.duration(Math.floor(seconds / 60), seconds % 60, format)]);
  }
  return (
    <dl className={more.facts()}>
      {facts.map(([name, value]) => (
        <div key={name} className={more.fact()}>
          <dt className={more.factName()}>{name}</dt>
          <dd className={more.factValue()}>{value}</dd>
        </div>
      ))}
      {seeded && (
        <div className={more.fact()}>
          <dt className={more.factName()}>{m.seeded}</dt>
        </div>
      )}
    </dl>
  );
}
