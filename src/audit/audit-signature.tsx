'use client';
import { AlertIcon, SignIcon } from '../react/icons.js';
import { timeline } from './audit.variants.js';
import { entryPart } from './audit-context.js';

/**
 * How the entry's signature stands, where the host looked: `signatures` on the root. Renders a `<p>`, nothing for an entry
 * without one.
 *
 * @selector [data-signature] `matches`, `changed`, `earlier-revision` or `unchecked`
 */
export const Signature = entryPart<HTMLParagraphElement>('Signature', 'p', timeline.signature, (state) => {
  const { messages: m, own } = state;
  const { signature } = own;
  return {
    'data-signature': signature,
    children: signature !== undefined && (
      <>
        {signature === 'changed' ? <AlertIcon /> : <SignIcon />} {m.signatureStates[signature]}
      </>
    ),
  };
});
