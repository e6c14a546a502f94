import { partClass } from '../react/part-class.variants.js';

const BADGE = { plain: '', boxed: 'csn-status-badge--boxed' };
export type StatusBadgeVariant = keyof typeof BADGE;

const badge = /* @__PURE__ */ partClass('csn-status-badge');

export const statusBadge = {
  /** Called as a `cva` would be, without its weight. */
  root: (props?: { variant?: StatusBadgeVariant }) => badge({ className: BADGE[props?.variant ?? 'plain'] }),
  icon: /* @__PURE__ */ partClass('csn-status-badge-icon'),
  fill: /* @__PURE__ */ partClass('csn-status-badge-fill'),
  knock: /* @__PURE__ */ partClass('csn-status-badge-knock'),
};

export const riskBadge = {
  root: /* @__PURE__ */ partClass('csn-risk-badge'),
  bars: /* @__PURE__ */ partClass('csn-risk-badge-bars'),
  bar: /* @__PURE__ */ partClass('csn-risk-badge-bar'),
};

export const deadline = {
  root: /* @__PURE__ */ partClass('csn-deadline'),
  icon: /* @__PURE__ */ partClass('csn-deadline-icon'),
  text: /* @__PURE__ */ partClass('csn-deadline-text'),
  absolute: /* @__PURE__ */ partClass('csn-deadline-absolute'),
  relative: /* @__PURE__ */ partClass('csn-deadline-relative'),
};

/** Why a case is here, as a row of short chips. */
export const reasonChips = {
  list: /* @__PURE__ */ partClass('csn-reason-chips'),
  chip: /* @__PURE__ */ partClass('csn-reason-chip'),
};
