'use client';
import type { HTMLAttributes } from 'react';
import { Notice } from '../react/notice.js';
import { createOnDemand } from '../react/on-demand.js';
import { timeline } from './audit.variants.js';
import { timelinePart } from './audit-context.js';

export interface VerificationProps extends HTMLAttributes<HTMLDivElement> {}

/** What a record takes that is checked, or whose signatures are. */
export const useChecks = /* @__PURE__ */ createOnDemand(() => import('./audit-checks.js'));

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
  ({ messages: m, check, checks }) => {
    if (!check) return;
    return {
      'data-status': check.status,
      // Said at once, and where the words for more cannot be loaded.
      children: checks ? <checks.Verdict /> : check.status === 'broken' && <Notice tone="stop" title={m.brokenTitle} />,
    };
  },
);
