'use client';
import { visibleText } from '../internal/plain-text.js';
import { primitives } from '../react/primitives.variants.js';
import { reviewCard } from './desk.variants.js';
import { seenCard } from './seen-card.variants.js';
import { type SeenState, seenPart } from './seen-card-context.js';

/** Each line of what the record tells about how somebody decided; `undefined` where it does not. */
function linesOf({ messages: m, format, seen }: SeenState): [name: string, value: string | undefined][] {
  if (!seen) return [];
  const { seat, answerFirst, revealedAt, confidence, safeguards, keptBack, policy, proposal, activeMs, unknown } = seen;
  const kept = keptBack.map(({ what, seq }) => m.seenKept[what](format.number(seq)));
  const asked = safeguards?.map((each) => (Object.hasOwn(m.seenSafeguard, each) ? m.seenSafeguard[each] : each));
  return [
    [m.seenSeat, seat && m.seenSeats[seat]],
    [
      m.seenAnswerFirst,
      answerFirst === undefined ? undefined : answerFirst ? m.seenAnswerFirstYes : m.seenAnswerFirstNo,
    ],
    [m.seenRevealed, revealedAt === undefined ? undefined : format.dateTime(revealedAt)],
    ...(confidence.shownAs === undefined && !unknown.includes('confidence')
      ? []
      : ([[m.seenConfidence, confidence.shownAs && visibleText(confidence.shownAs)]] as [
          string,
          string | undefined,
        ][])),
    [m.seenSafeguards, asked && (asked.length === 0 ? m.seenNoSafeguards : format.list(asked))],
    [m.seenKeptBack, kept.length > 0 ? kept.join('; ') : seat && m.seenNothingKept],
    [m.seenPolicy, policy && m.seenPolicyVersion(visibleText(policy.id), visibleText(policy.version))],
    [m.seenRevision, proposal && format.number(proposal.revision)],
    [m.seenModel, proposal && m.seenPolicyVersion(visibleText(proposal.model.id), visibleText(proposal.model.version))],
    [m.seenActive, activeMs === undefined ? undefined : m.seenActiveTime(activeMs, format)],
  ];
}

/** How they decided: in which seat, what was asked of them, what was kept from them, under which policy. Renders a `<section>`. */
export const Conditions = seenPart<HTMLElement>('Conditions', 'section', seenCard.conditions, (state) => {
  const { messages: m, level, seen } = state;
  if (!seen) return undefined;
  const Heading = `h${Math.min(6, level + 1)}` as 'h4';
  return {
    before: <Heading className={primitives('section-title')}>{m.seenConditions}</Heading>,
    children: (
      <dl className={reviewCard.facts}>
        {linesOf(state).map(([name, value]) => (
          <div key={name} className={reviewCard.fact}>
            <dt className={reviewCard.factName}>{name}</dt>
            <dd className={reviewCard.factValue}>
              <bdi>{value ?? m.seenNotOnRecord}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    ),
  };
});
