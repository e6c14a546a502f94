import { partClass } from '../react/part-class.variants.js';

export const selfCheckNotice = { root: /* @__PURE__ */ partClass('csn-self-check-notice') };

export const routeReason = {
  root: /* @__PURE__ */ partClass('csn-route-reason'),
  title: /* @__PURE__ */ partClass('csn-route-reason-title'),
  list: /* @__PURE__ */ partClass('csn-route-reason-list'),
  item: /* @__PURE__ */ partClass('csn-route-reason-item'),
  policy: /* @__PURE__ */ partClass('csn-route-reason-policy'),
};

export const checkFeedback = {
  root: /* @__PURE__ */ partClass('csn-check-feedback'),
  head: /* @__PURE__ */ partClass('csn-check-feedback-head'),
  title: /* @__PURE__ */ partClass('csn-check-feedback-title'),
  reference: /* @__PURE__ */ partClass('csn-check-feedback-reference'),
  text: /* @__PURE__ */ partClass('csn-check-feedback-text'),
  said: /* @__PURE__ */ partClass('csn-check-feedback-said'),
  list: /* @__PURE__ */ partClass('csn-check-feedback-list'),
  row: /* @__PURE__ */ partClass('csn-check-feedback-row'),
  name: /* @__PURE__ */ partClass('csn-check-feedback-name'),
  known: /* @__PURE__ */ partClass('csn-check-feedback-known'),
  value: /* @__PURE__ */ partClass('csn-check-feedback-value'),
  actions: /* @__PURE__ */ partClass('csn-check-feedback-actions'),
};

export const calibrationView = {
  root: /* @__PURE__ */ partClass('csn-own-calibration'),
  title: /* @__PURE__ */ partClass('csn-own-calibration-title'),
  text: /* @__PURE__ */ partClass('csn-own-calibration-text'),
  table: /* @__PURE__ */ partClass('csn-own-calibration-table'),
  cell: /* @__PURE__ */ partClass('csn-own-calibration-cell'),
  range: /* @__PURE__ */ partClass('csn-own-calibration-range'),
  strip: /* @__PURE__ */ partClass('csn-own-calibration-strip'),
  band: /* @__PURE__ */ partClass('csn-own-calibration-band'),
  interval: /* @__PURE__ */ partClass('csn-own-calibration-interval'),
  point: /* @__PURE__ */ partClass('csn-own-calibration-point'),
  note: /* @__PURE__ */ partClass('csn-own-calibration-note'),
};

export const outcomeNote = {
  root: /* @__PURE__ */ partClass('csn-outcome-note'),
  text: /* @__PURE__ */ partClass('csn-outcome-note-text'),
  title: /* @__PURE__ */ partClass('csn-outcome-note-title'),
  source: /* @__PURE__ */ partClass('csn-outcome-note-source'),
};

export const systemCard = {
  root: /* @__PURE__ */ partClass('csn-system-card'),
  title: /* @__PURE__ */ partClass('csn-system-card-title'),
  version: /* @__PURE__ */ partClass('csn-system-card-version'),
  slot: /* @__PURE__ */ partClass('csn-system-card-slot'),
  slotTitle: /* @__PURE__ */ partClass('csn-system-card-slot-title'),
  text: /* @__PURE__ */ partClass('csn-system-card-text'),
  list: /* @__PURE__ */ partClass('csn-system-card-list'),
  item: /* @__PURE__ */ partClass('csn-system-card-item'),
  empty: /* @__PURE__ */ partClass('csn-system-card-empty'),
};

export const aiDisclosure = {
  root: /* @__PURE__ */ partClass('csn-ai-disclosure'),
  title: /* @__PURE__ */ partClass('csn-ai-disclosure-title'),
  text: /* @__PURE__ */ partClass('csn-ai-disclosure-text'),
  rights: /* @__PURE__ */ partClass('csn-ai-disclosure-rights'),
  list: /* @__PURE__ */ partClass('csn-ai-disclosure-list'),
  item: /* @__PURE__ */ partClass('csn-ai-disclosure-item'),
};

export const stopControl = {
  overlay: /* @__PURE__ */ partClass('csn-stop-control-overlay'),
  dialog: /* @__PURE__ */ partClass('csn-stop-control-dialog'),
  title: /* @__PURE__ */ partClass('csn-stop-control-title'),
  text: /* @__PURE__ */ partClass('csn-stop-control-text'),
  body: /* @__PURE__ */ partClass('csn-stop-control-body'),
  footer: /* @__PURE__ */ partClass('csn-stop-control-footer'),
  banner: /* @__PURE__ */ partClass('csn-stop-control-banner'),
  line: /* @__PURE__ */ partClass('csn-stop-control-line'),
};
