'use client';
import { Root as EvidenceList } from '../explanation/evidence-list.js';
import { visibleText } from '../internal/plain-text.js';
import { useMessages } from '../react/locale-context.js';
import { primitives } from '../react/primitives.variants.js';
import { caseMessages } from '../review/case.messages.js';
import * as Provenance from '../review/provenance.js';
import { OwnAnswer, SuggestionContent } from './answer-boxes.js';
import { cardMessages } from './card.messages.js';
import { FactList, WhyList } from './case-lists.js';
import { ExplanationView } from './explanation-view.js';
import { seenCard } from './seen-card.variants.js';
import { seenPart } from './seen-card-context.js';

/** The heading of a section, one level below the card's. */
function Heading({ level, children }: { level: number; children: string }) {
  const Tag = `h${Math.min(6, level + 1)}` as 'h4';
  return <Tag className={primitives('section-title')}>{children}</Tag>;
}

/** What the host said of the case. Renders a `<section>`, nothing without facts. */
export const Facts = seenPart<HTMLElement>('Facts', 'section', seenCard.section, function useFacts({ seen, level }) {
  const m = useMessages('desk', cardMessages);
  const { facts = [], factsTitle } = seen?.proposal?.subject ?? {};
  if (facts.length === 0) return undefined;
  return {
    children: <FactList facts={facts} />,
    before: <Heading level={level}>{visibleText(factsTitle ?? m.facts)}</Heading>,
  };
});

/** What they could open, and what they had: marked either way, and nothing opens. Renders a `<section>`, nothing without evidence. */
export const Evidence = seenPart<HTMLElement>(
  'Evidence',
  'section',
  seenCard.section,
  function useEvidenceSeen({ seen, level }) {
    const m = useMessages('desk', cardMessages);
    const items = seen?.proposal?.explanation?.evidence ?? [];
    if (!seen || items.length === 0) return undefined;
    return {
      children: (
        <EvidenceList items={items} opened={seen.opened ?? null} openedBy={visibleText(seen.by.name)} isReadOnly />
      ),
      before: <Heading level={level}>{m.evidence}</Heading>,
    };
  },
);

/** Why a person was asked. Renders a `<section>`, nothing where no reason was given. */
export const Why = seenPart<HTMLElement>('Why', 'section', seenCard.section, function useWhy({ seen, level }) {
  const m = useMessages('desk', cardMessages);
  const why = seen?.proposal?.why ?? [];
  if (why.length === 0) return undefined;
  return { children: <WhyList why={why} />, before: <Heading level={level}>{m.why}</Heading> };
});

/** What the AI suggested, and the own answer that came before it. Renders a `<section>`. */
export const Answer = seenPart<HTMLElement>('Answer', 'section', seenCard.section, function useAnswer(state) {
  const { messages: m, seen, level } = state;
  const { twoAnswers } = useMessages('desk', cardMessages);
  const { aiSuggestion } = useMessages('review', caseMessages);
  if (!seen?.proposal) return undefined;
  const { proposal, judgement, by } = seen;
  const suggestion = (
    <Provenance.Root origin="ai">
      <SuggestionContent proposal={proposal} />
    </Provenance.Root>
  );
  return {
    children: judgement ? (
      <>
        <OwnAnswer
          mark={m.seenTheirAnswer(visibleText(by.name))}
          by={by}
          judgement={judgement}
          proposal={proposal}
          estimate={m.seenTheirEstimate}
        />
        {suggestion}
      </>
    ) : (
      suggestion
    ),
    before: <Heading level={level}>{judgement ? twoAnswers : aiSuggestion}</Heading>,
  };
});

/** The whole explanation of what was on screen. Renders a `<div>`. */
export const Explanation = seenPart<HTMLDivElement>(
  'Explanation',
  'div',
  seenCard.explanation,
  ({ seen, level }) =>
    seen?.proposal && {
      children: (
        <ExplanationView
          proposal={seen.proposal}
          level={level}
          opened={seen.opened ?? null}
          openedBy={visibleText(seen.by.name)}
          isReadOnly
        />
      ),
    },
);
