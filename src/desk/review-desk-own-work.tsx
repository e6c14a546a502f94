'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import { createOnDemand } from '../react/on-demand.js';
import { useDesk } from './review-desk-context.js';

const useNotice = /* @__PURE__ */ createOnDemand(() =>
  import('../oversight/self-check-notice.js').then((module) => module.SelfCheckNotice),
);

/**
 * What this person hears of their own work: that they agree often and fast (B-15), that a break may be due (B-16). It arrives
 * after the desk, and takes no room while there is nothing to say. Renders a `<div>` with the role of a status.
 */
export const OwnWork = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(
  function ReviewDeskOwnWork(props, ref) {
    const { desk } = useDesk('OwnWork');
    // There before it says anything: a region that comes with its words is not read out everywhere.
    const { loaded: Notice } = useNotice(true);
    return Notice ? <Notice {...props} ref={ref} selfCheck={desk.selfCheck} /> : null;
  },
);
