'use client';
import { createElement, Fragment, type ReactNode } from 'react';
import { formatTimestamp } from '../internal/format.js';
import type { EntrySignature, SignatureMeaning } from '../review/review.types.js';
import { hasErasedWords, holdsAnswer, isVerdictEntry, reasonWordsOf, wordsOf } from './audit.selectors.js';
import type { ReasonWords } from './audit.types.js';
import { timeline } from './audit.variants.js';
import { entryPart, filled, said } from './audit-context.js';

/** Why: reason codes in words, what was said, how it was checked, and what the signature means. Renders a `<p>`, or nothing. */
export const Reason = entryPart<HTMLParagraphElement>('Reason', 'p', timeline.reason, (state) => {
  const { messages: m, format, isBlind, entry, own } = state;
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
  const words = wordsOf(entry);
  if (!isBlind || !holdsAnswer(entry)) {
    const codes = labels(reason?.codes, reasonWordsOf(entry, own.policy)).join('. ');
    const given = (entry.command ?? {}) as { signature?: EntrySignature };
    // What the server took down tells more than what was sent.
    const signature: Partial<EntrySignature> | undefined = entry.signature ?? given.signature;
    const method = said(signature?.method);
    say(codes && `${codes}.`);
    if (!hasErasedWords(entry)) say(said(words), m.quote);
    say(labels(reason?.checks, own.policy?.checks).join(m.checkSeparator), m.checked);
    say(
      said(signature?.printedName),
      m.signed(
        m.meanings[signature?.meaning as SignatureMeaning] ?? said(signature?.meaning),
        signature?.at && formatTimestamp(format.locale, format.timeZone, signature.at),
        method && (m.signingMethods[method] ?? method),
      ),
    );
  }
  if (isVerdictEntry(entry)) {
    if (to === 'pending.awaitingSecond') sentences.push(' ', m.awaitsSecond);
    if (to === 'pending.adjudicating' && !isBlind) sentences.push(' ', m.awaitsAdjudication);
  }
  return { children: sentences.length > 0 && createElement(Fragment, null, ...sentences.slice(1)) };
});

/**
 * Which case the entry is about, where a list has those of several. Renders a `<p>`, with a button where the case can be
 * opened.
 */
export const ReviewLink = entryPart<HTMLParagraphElement>('ReviewLink', 'p', timeline.review, (state) => {
  const { messages: m, openReview, entry } = state;
  const reference = said(entry.reviewId) ?? m.unknownActor;
  return {
    children: openReview ? (
      <button type="button" className={timeline.reviewOpen()} onClick={() => openReview(entry.reviewId)}>
        {filled(m.caseOf, <bdi>{reference}</bdi>)}
      </button>
    ) : (
      filled(m.caseOf, <bdi>{reference}</bdi>)
    ),
  };
});
