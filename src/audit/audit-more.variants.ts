import { partClass } from '../react/part-class.variants.js';

/** Classes of what arrives on demand. */
export const more = {
  day: /* @__PURE__ */ partClass('csn-audit-timeline-day'),
  dayName: /* @__PURE__ */ partClass('csn-audit-timeline-day-name'),
  window: /* @__PURE__ */ partClass('csn-audit-timeline-window'),
  rowDay: /* @__PURE__ */ partClass('csn-audit-timeline-row-day'),
  facts: /* @__PURE__ */ partClass('csn-audit-timeline-facts'),
  fact: /* @__PURE__ */ partClass('csn-audit-timeline-fact'),
  factName: /* @__PURE__ */ partClass('csn-audit-timeline-fact-name'),
  factValue: /* @__PURE__ */ partClass('csn-audit-timeline-fact-value'),
  filterFields: /* @__PURE__ */ partClass('csn-audit-timeline-filter-fields'),
  jump: /* @__PURE__ */ partClass('csn-audit-timeline-jump'),
  filtered: /* @__PURE__ */ partClass('csn-audit-timeline-filtered'),
  filteredText: /* @__PURE__ */ partClass('csn-audit-timeline-filtered-text'),
  filteredMark: /* @__PURE__ */ partClass('csn-audit-timeline-filtered-mark'),
  verdict: /* @__PURE__ */ partClass('csn-audit-timeline-verdict'),
  faults: /* @__PURE__ */ partClass('csn-audit-timeline-faults'),
  fault: /* @__PURE__ */ partClass('csn-audit-timeline-fault'),
  faultsAdvice: /* @__PURE__ */ partClass('csn-audit-timeline-faults-advice'),
  diff: /* @__PURE__ */ partClass('csn-audit-timeline-diff'),
  removed: /* @__PURE__ */ partClass('csn-audit-timeline-removed'),
  added: /* @__PURE__ */ partClass('csn-audit-timeline-added'),
  log: /* @__PURE__ */ partClass('csn-audit-log'),
};
