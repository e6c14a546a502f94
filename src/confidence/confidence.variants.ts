import { partClass } from '../react/part-class.variants.js';

/** Plain names: `cva` would be a fifth of the 2 kB that a badge may weigh, for one modifier. */
export const confidenceBadge = {
  root: 'csn-root csn-confidence-badge',
  size: { sm: 'csn-confidence-badge--sm', md: '' },
  scale: 'csn-confidence-badge-scale',
  axis: 'csn-confidence-badge-axis',
  bar: 'csn-confidence-badge-bar',
  text: 'csn-confidence-badge-text',
  range: 'csn-confidence-badge-range',
};
export type ConfidenceBadgeSize = keyof (typeof confidenceBadge)['size'];

export const confidenceReadout = {
  root: /* @__PURE__ */ partClass('csn-confidence-readout'),
  about: /* @__PURE__ */ partClass('csn-confidence-readout-about'),
  note: /* @__PURE__ */ partClass('csn-confidence-readout-note'),
  words: /* @__PURE__ */ partClass('csn-confidence-readout-words'),
};

export const nBest = {
  root: /* @__PURE__ */ partClass('csn-n-best'),
  list: /* @__PURE__ */ partClass('csn-n-best-list'),
  item: /* @__PURE__ */ partClass('csn-n-best-item'),
  value: /* @__PURE__ */ partClass('csn-n-best-value'),
  note: /* @__PURE__ */ partClass('csn-n-best-note'),
};

export const flagStatus = {
  root: /* @__PURE__ */ partClass('csn-flag-status'),
  text: /* @__PURE__ */ partClass('csn-flag-status-text'),
};
