import { partClass } from '../react/part-class.variants.js';

export const shortcutSheet = {
  root: /* @__PURE__ */ partClass('csn-shortcut-sheet'),
  overlay: /* @__PURE__ */ partClass('csn-shortcut-sheet-overlay'),
  title: /* @__PURE__ */ partClass('csn-shortcut-sheet-title'),
  list: /* @__PURE__ */ partClass('csn-shortcut-sheet-list'),
  label: /* @__PURE__ */ partClass('csn-shortcut-sheet-label'),
  keys: /* @__PURE__ */ partClass('csn-shortcut-sheet-keys'),
  key: /* @__PURE__ */ partClass('csn-shortcut-sheet-key'),
};
