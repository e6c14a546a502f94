'use client';
import type { MouseEvent, ReactNode } from 'react';
import { formatTimestamp } from '../internal/format.js';
import { primitives } from '../react/primitives.variants.js';
import type { AuditEntry } from '../review/review.types.js';
import { hasErasedWords, wordsOf } from './audit.selectors.js';
import { timeline } from './audit.variants.js';
import { entryPart, filled, nameOf, said } from './audit-context.js';

/**
 * What other entries have to do with this one, in words and linked: which one takes it back or is taken back, and which one
 * tells that something of it was erased. Renders a `<p>`, or nothing.
 */
export const Relation = entryPart<HTMLParagraphElement>('Relation', 'p', timeline.relation, (state) => {
  const { messages: m, format, idOf, reveal, entry, own } = state;
  const when = (other: AuditEntry) => (
    <bdi>{formatTimestamp(format.locale, format.timeZone, other.at) ?? m.timeNotAvailable}</bdi>
  );
  const who = (other: AuditEntry) => <bdi>{nameOf(other.by, m)}</bdi>;
  const linkTo = (other: AuditEntry, words: ReactNode) => (
    <a
      className={primitives('link')}
      href={`#${idOf(other)}`}
      onClick={(event: MouseEvent) => {
        // The fragment of the address belongs to the host's router.
        event.preventDefault();
        reveal(other, event.currentTarget);
      }}
    >
      {words}
    </a>
  );
  const named = (other: AuditEntry) =>
    linkTo(
      other,
      <>
        {who(other)}
        {m.nameEnd}
        {when(other)}
      </>,
    );
  const { supersededBy, supersedes, erasedBy } = own;
  const { supersedes: seq } = entry;
  const hasTakenBack = typeof seq === 'number';
  const why = erasedBy && said(wordsOf(erasedBy));
  const hasLost = hasErasedWords(entry);
  return {
    children: (hasTakenBack || supersededBy !== undefined || hasLost) && (
      <>
        {hasLost &&
          (erasedBy ? (
            <>
              {linkTo(erasedBy, filled(m.erased, when(erasedBy), who(erasedBy)))}
              {why && filled(m.erasedBecause, <bdi>{why}</bdi>)}
            </>
          ) : (
            m.erasedByLaw
          ))}{' '}
        {hasTakenBack && filled(m.supersedes, supersedes ? named(supersedes) : m.entryNotLoaded(format.number(seq)))}{' '}
        {supersededBy && filled(m.supersededBy, named(supersededBy))}
      </>
    ),
  };
});
