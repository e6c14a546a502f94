'use client';
import { visibleText } from '../internal/plain-text.js';
import { useFormat, useMessages } from '../react/locale-context.js';
import { caseMessages, forbiddenMessages, gateIssues, statusMessages, valueMessages } from '../review/case.messages.js';
import type { Issue, Refusal, Review } from '../review/review.types.js';
import { isWithheld } from '../review/withheld-name.selectors.js';
import { cardMessages } from './card.messages.js';

const reviewWords = /* @__PURE__ */ Object.assign(
  { issues: gateIssues },
  valueMessages,
  statusMessages,
  caseMessages,
  forbiddenMessages,
);

/** Ids of the evidence that a refusal asks to open first. */
function unopenedIn(refusal: Refusal): string[] {
  if (refusal.outcome !== 'invalid') return [];
  return refusal.issues.flatMap(({ code, detail }) =>
    code === 'evidence-unopened' && typeof detail?.id === 'string' ? [detail.id] : [],
  );
}

/** Why something is not possible, in the reader's words. */
export function useCaseWords() {
  const desk = useMessages('desk', cardMessages);
  const words = useMessages('review', reviewWords);
  const format = useFormat();

  const issueText = ({ code, detail }: Issue) =>
    words.issues[Object.hasOwn(words.issues, code) ? code : 'command-illegal'](detail ?? {}, format);

  const refusalText = (refusal: Refusal, review: Review | undefined): string => {
    switch (refusal.outcome) {
      case 'forbidden': {
        const { code, text, roles = [], to } = refusal.why;
        const names = to ? (isWithheld(to) ? [] : [visibleText(to.name)]) : roles;
        if (text !== undefined) return visibleText(text);
        return Object.hasOwn(words.forbidden, code) ? words.forbidden[code](names, format) : visibleText(String(code));
      }
      case 'invalid': {
        const unopened = unopenedIn(refusal);
        if (unopened.length > 0) {
          const items = review?.proposal.explanation?.evidence ?? [];
          const titles = unopened.map((id) => visibleText(items.find((item) => item.id === id)?.title ?? id));
          return desk.openFirst(unopened.length, format.list(titles), format);
        }
        return refusal.issues.map(issueText).join(' ');
      }
      case 'held':
        return desk.heldBar;
      case 'conflict':
        return desk.lookFirst;
      case 'claim-lost':
        return desk.claimFirst;
      default:
        return desk.alreadyDecided;
    }
  };

  return { desk, words, format, refusalText };
}
