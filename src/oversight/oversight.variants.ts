import { partClass } from '../react/part-class.variants.js';

export const selfCheckNotice = { root: /* @__PURE__ */ partClass('csn-self-check-notice') };

export const routeReason = {
  root: /* @__PURE__ */ partClass('csn-route-reason'),
  title: /* @__PURE__ */ partClass('csn-route-reason-title'),
  list: /* @__PURE__ */ partClass('csn-route-reason-list'),
  item: /* @__PURE__ */ partClass('csn-route-reason-item'),
  policy: /* @__PURE__ */ partClass('csn-route-reason-policy'),
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
