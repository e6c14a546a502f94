'use client';
import { timeline } from './audit.variants.js';
import { entryPart } from './audit-context.js';

/**
 * How the entry's signature stands, where the host looked: `signatures` on the root; arrives on demand. Renders a `<p>`, nothing for an entry
 * without one.
 *
 * @selector [data-signature] `matches`, `changed`, `earlier-revision` or `unchecked`
 */
export const Signature = entryPart<HTMLParagraphElement>(
  'Signature',
  'p',
  timeline.signature,
  ({ checks, own: { signature } }) =>
    checks && signature && { 'data-signature': signature, children: <checks.SignatureWords /> },
);
