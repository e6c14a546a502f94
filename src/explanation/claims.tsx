'use client';
import { useState } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { endOfWords, TEXT_STEP, WORDS_FIRST } from './explanation.selectors.js';
import { explanationPanel } from './explanation.variants.js';
import { usePanel } from './explanation-context.js';
import { Sources } from './explanation-sources.js';
import { more, useRows } from './reveal.js';

interface ClaimText {
  text: string;
  evidence?: readonly string[];
}

/**
 * Text of a model with its sources: its first words, or in a report all of it up to 20,000 characters, and the rest
 * behind "More", piece by piece, so that no length can freeze the page. The button stays in place as "Less", with its
 * focus.
 */
export function Claim({ claim }: { claim: ClaimText }) {
  const { messages: m, detail } = usePanel('Slot');
  const [extra, setExtra] = useState(0);
  const text = typeof claim?.text === 'string' ? claim.text : m.notAvailable;
  const first = detail === 'report' ? TEXT_STEP : endOfWords(text, WORDS_FIRST);
  const shown = first + extra;
  const isAll = shown >= text.length;
  return (
    <div className={explanationPanel('-text')}>
      {visibleText(text.slice(0, shown))}
      {first < text.length && (
        <>
          {isAll ? ' ' : '… '}
          <button
            type="button"
            className={more()}
            aria-expanded={extra > 0}
            onClick={() => setExtra(isAll ? 0 : extra + TEXT_STEP)}
          >
            {isAll ? m.less : m.more}
          </button>
        </>
      )}
      <Sources ids={claim?.evidence} />
    </div>
  );
}

/** Several claims as a list, one alone without its bullet. */
export function Claims({ claims }: { claims: readonly ClaimText[] }) {
  const [shown, button] = useRows(claims.length);
  if (claims.length === 1) return <Claim claim={claims[0] as ClaimText} />;
  return (
    <>
      <ul className={explanationPanel('-list')}>
        {claims.slice(0, shown).map((claim, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: claims have no id and never change places
          <li key={index} className={explanationPanel('-item')}>
            <Claim claim={claim} />
          </li>
        ))}
      </ul>
      {button}
    </>
  );
}
