import { partClass } from '../react/part-class.variants.js';

export const evidence = {
  list: /* @__PURE__ */ partClass('csn-evidence-list'),
  item: /* @__PURE__ */ partClass('csn-evidence-item'),
  icon: /* @__PURE__ */ partClass('csn-evidence-icon'),
  link: /* @__PURE__ */ partClass('csn-evidence-link'),
  row: 'csn-evidence-link--row',
  note: /* @__PURE__ */ partClass('csn-evidence-note'),
  state: /* @__PURE__ */ partClass('csn-evidence-state'),
};

/** The button under what is shown in steps. */
export const moreButton = /* @__PURE__ */ partClass('csn-explanation-panel-more');
