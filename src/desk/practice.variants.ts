import { partClass } from '../react/part-class.variants.js';

export const practiceSet = {
  root: /* @__PURE__ */ partClass('csn-practice-set'),
  header: /* @__PURE__ */ partClass('csn-practice-set-header'),
  title: /* @__PURE__ */ partClass('csn-practice-set-title'),
  progress: /* @__PURE__ */ partClass('csn-practice-set-progress'),
  note: /* @__PURE__ */ partClass('csn-practice-set-note'),
  feedback: /* @__PURE__ */ partClass('csn-practice-set-feedback'),
  case: /* @__PURE__ */ partClass('csn-practice-set-case'),
  summary: /* @__PURE__ */ partClass('csn-practice-set-summary'),
  summaryTitle: /* @__PURE__ */ partClass('csn-practice-set-summary-title'),
  list: /* @__PURE__ */ partClass('csn-practice-set-list'),
  answer: /* @__PURE__ */ partClass('csn-practice-set-answer'),
  scroll: /* @__PURE__ */ partClass('csn-practice-set-scroll'),
};
