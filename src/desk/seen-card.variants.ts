import { partClass } from '../react/part-class.variants.js';

export const seenCard = {
  root: /* @__PURE__ */ partClass('csn-seen-card'),
  header: /* @__PURE__ */ partClass('csn-seen-card-header'),
  mark: /* @__PURE__ */ partClass('csn-seen-card-mark'),
  title: /* @__PURE__ */ partClass('csn-seen-card-title'),
  sources: /* @__PURE__ */ partClass('csn-seen-card-sources'),
  notices: /* @__PURE__ */ partClass('csn-seen-card-notices'),
  gaps: /* @__PURE__ */ partClass('csn-seen-card-gaps'),
  gap: /* @__PURE__ */ partClass('csn-seen-card-gap'),
  body: /* @__PURE__ */ partClass('csn-seen-card-body'),
  subject: /* @__PURE__ */ partClass('csn-seen-card-subject'),
  section: /* @__PURE__ */ partClass('csn-seen-card-section'),
  conditions: /* @__PURE__ */ partClass('csn-seen-card-conditions'),
  explanation: /* @__PURE__ */ partClass('csn-seen-card-explanation'),
};
