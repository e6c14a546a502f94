'use client';
import type { HTMLAttributes } from 'react';
import { Notice } from '../react/notice.js';
import { createOnDemand } from '../react/on-demand.js';
import { timeline } from './audit.variants.js';
import { timelinePart } from './audit-context.js';

export interface VerificationProps extends HTMLAttributes<HTMLDivElement> {}

const useVerdict = /* @__PURE__ */ createOnDemand(() =>
  import('./audit-verification.js').then((module) => module.Verdict),
);

/**
 * What a check of the chain came to: that all is as it was written, how far it has come, or an unmistakable warning that
 * names the first bad entry and what is wrong with it. Renders a `<div>`, or nothing where the record is not checked.
 *
 * @selector [data-status] `checking`, `whole`, `broken` or `unknown`
 */
export const Verification = timelinePart<HTMLDivElement, VerificationProps>(
  'Verification',
  'div',
  timeline.verification,
  function useVerification({ messages: m, check }) {
    const { loaded: Verdict } = useVerdict(check !== undefined);
    if (!check) return;
    return {
      'data-status': check.status,
      // Said at once, and where the words for more cannot be loaded.
      children: Verdict ? <Verdict /> : check.status === 'broken' && <Notice tone="stop" title={m.marks.broken} />,
    };
  },
);
