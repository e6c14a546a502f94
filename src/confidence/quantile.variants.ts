import { partClass } from '../react/part-class.variants.js';

export const quantileDots = {
  root: /* @__PURE__ */ partClass('csn-quantile-dots'),
  plot: /* @__PURE__ */ partClass('csn-quantile-dots-plot'),
  dot: /* @__PURE__ */ partClass('csn-quantile-dots-dot'),
  axis: /* @__PURE__ */ partClass('csn-quantile-dots-axis'),
  line: /* @__PURE__ */ partClass('csn-quantile-dots-line'),
  label: /* @__PURE__ */ partClass('csn-quantile-dots-label'),
  text: /* @__PURE__ */ partClass('csn-quantile-dots-text'),
};
