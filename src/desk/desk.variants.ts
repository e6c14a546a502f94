import { cva } from 'class-variance-authority';

export const reviewCard = {
  root: /* @__PURE__ */ cva('csn-review-card'),
  header: /* @__PURE__ */ cva('csn-review-card-header'),
  flags: /* @__PURE__ */ cva('csn-review-card-flags'),
  deadline: /* @__PURE__ */ cva('csn-review-card-deadline'),
  title: /* @__PURE__ */ cva('csn-review-card-title'),
  meta: /* @__PURE__ */ cva('csn-review-card-meta'),
  notices: /* @__PURE__ */ cva('csn-review-card-notices'),
  body: /* @__PURE__ */ cva('csn-review-card-body'),
  column: /* @__PURE__ */ cva('csn-review-card-column'),
  section: /* @__PURE__ */ cva('csn-review-card-section'),
  facts: /* @__PURE__ */ cva('csn-review-card-facts'),
  fact: /* @__PURE__ */ cva('csn-review-card-fact'),
  factName: /* @__PURE__ */ cva('csn-review-card-fact-name'),
  factValue: /* @__PURE__ */ cva('csn-review-card-fact-value'),
  reasons: /* @__PURE__ */ cva('csn-review-card-reasons'),
  reasonsSide: /* @__PURE__ */ cva('csn-review-card-reasons-side'),
  reasonsList: /* @__PURE__ */ cva('csn-review-card-reasons-list'),
  reason: /* @__PURE__ */ cva('csn-review-card-reason'),
  toggle: /* @__PURE__ */ cva('csn-review-card-toggle'),
  toggleIcon: /* @__PURE__ */ cva('csn-review-card-toggle-icon'),
  issues: /* @__PURE__ */ cva('csn-review-card-issues'),
  issue: /* @__PURE__ */ cva('csn-review-card-issue'),
  heading: /* @__PURE__ */ cva('csn-review-card-heading'),
  panel: /* @__PURE__ */ cva('csn-review-card-panel'),
  skeleton: /* @__PURE__ */ cva('csn-review-card-skeleton'),
};

export const answerForm = {
  root: /* @__PURE__ */ cva('csn-answer-form'),
  lead: /* @__PURE__ */ cva('csn-answer-form-lead'),
  fields: /* @__PURE__ */ cva('csn-answer-form-fields'),
  bands: /* @__PURE__ */ cva('csn-answer-form-bands'),
  band: /* @__PURE__ */ cva('csn-answer-form-band'),
  bandName: /* @__PURE__ */ cva('csn-answer-form-band-name'),
  range: /* @__PURE__ */ cva('csn-answer-form-range'),
};

export const decisionBar = {
  root: /* @__PURE__ */ cva('csn-decision-bar'),
  consequences: /* @__PURE__ */ cva('csn-decision-bar-consequences'),
  consequence: /* @__PURE__ */ cva('csn-decision-bar-consequence'),
  verb: /* @__PURE__ */ cva('csn-decision-bar-verb'),
  gate: /* @__PURE__ */ cva('csn-decision-bar-gate'),
  verbs: /* @__PURE__ */ cva('csn-decision-bar-verbs'),
  others: /* @__PURE__ */ cva('csn-decision-bar-others'),
  record: /* @__PURE__ */ cva('csn-decision-bar-record'),
  form: /* @__PURE__ */ cva('csn-decision-bar-form'),
  actions: /* @__PURE__ */ cva('csn-decision-bar-actions'),
};
