import { partClass } from '../react/part-class.variants.js';

export const auditExport = {
  root: /* @__PURE__ */ partClass('csn-audit-export'),
  trigger: /* @__PURE__ */ partClass('csn-audit-export-trigger'),
  panel: /* @__PURE__ */ partClass('csn-audit-export-panel'),
  header: /* @__PURE__ */ partClass('csn-audit-export-header'),
  title: /* @__PURE__ */ partClass('csn-audit-export-title'),
  form: /* @__PURE__ */ partClass('csn-audit-export-form'),
  days: /* @__PURE__ */ partClass('csn-audit-export-days'),
  progress: /* @__PURE__ */ partClass('csn-audit-export-progress'),
  track: /* @__PURE__ */ partClass('csn-audit-export-track'),
  bar: /* @__PURE__ */ partClass('csn-audit-export-bar'),
  progressText: /* @__PURE__ */ partClass('csn-audit-export-progress-text'),
  actions: /* @__PURE__ */ partClass('csn-audit-export-actions'),
};
