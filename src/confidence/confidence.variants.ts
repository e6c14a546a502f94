import { cva } from 'class-variance-authority';

/** Plain names: cva would be a fifth of the 2 kB that a badge may weigh, for one modifier. */
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
  root: /* @__PURE__ */ cva('csn-confidence-readout'),
  about: /* @__PURE__ */ cva('csn-confidence-readout-about'),
  note: /* @__PURE__ */ cva('csn-confidence-readout-note'),
  words: /* @__PURE__ */ cva('csn-confidence-readout-words'),
};

export const nBest = {
  root: /* @__PURE__ */ cva('csn-n-best'),
  list: /* @__PURE__ */ cva('csn-n-best-list'),
  item: /* @__PURE__ */ cva('csn-n-best-item'),
  value: /* @__PURE__ */ cva('csn-n-best-value'),
  note: /* @__PURE__ */ cva('csn-n-best-note'),
};

export const quantileDots = {
  root: /* @__PURE__ */ cva('csn-quantile-dots'),
  plot: /* @__PURE__ */ cva('csn-quantile-dots-plot'),
  dot: /* @__PURE__ */ cva('csn-quantile-dots-dot'),
  axis: /* @__PURE__ */ cva('csn-quantile-dots-axis'),
  line: /* @__PURE__ */ cva('csn-quantile-dots-line'),
  label: /* @__PURE__ */ cva('csn-quantile-dots-label'),
  text: /* @__PURE__ */ cva('csn-quantile-dots-text'),
};
