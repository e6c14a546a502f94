import { cva } from 'class-variance-authority';
import { partClass } from '../react/part-class.variants.js';

export const explanationPanel = {
  root: /* @__PURE__ */ partClass('csn-explanation-panel'),
  header: /* @__PURE__ */ partClass('csn-explanation-panel-header'),
  mark: /* @__PURE__ */ partClass('csn-explanation-panel-mark'),
  title: /* @__PURE__ */ partClass('csn-explanation-panel-title'),
  score: /* @__PURE__ */ partClass('csn-explanation-panel-score'),
  slot: /* @__PURE__ */ partClass('csn-explanation-panel-slot'),
  slotTitle: /* @__PURE__ */ partClass('csn-explanation-panel-slot-title'),
  slotBody: /* @__PURE__ */ partClass('csn-explanation-panel-slot-body'),
  text: /* @__PURE__ */ partClass('csn-explanation-panel-text'),
  empty: /* @__PURE__ */ partClass('csn-explanation-panel-empty'),
  list: /* @__PURE__ */ partClass('csn-explanation-panel-list'),
  item: /* @__PURE__ */ partClass('csn-explanation-panel-item'),
  sources: /* @__PURE__ */ partClass('csn-explanation-panel-sources'),
  facts: /* @__PURE__ */ partClass('csn-explanation-panel-facts'),
  fact: /* @__PURE__ */ partClass('csn-explanation-panel-fact'),
  factName: /* @__PURE__ */ partClass('csn-explanation-panel-fact-name'),
  factValue: /* @__PURE__ */ partClass('csn-explanation-panel-fact-value'),
};

export const factor = {
  legend: /* @__PURE__ */ partClass('csn-factor-legend'),
  legendSides: /* @__PURE__ */ partClass('csn-factor-legend-sides'),
  list: /* @__PURE__ */ partClass('csn-factor-list'),
  root: /* @__PURE__ */ partClass('csn-factor'),
  name: /* @__PURE__ */ partClass('csn-factor-name'),
  detail: /* @__PURE__ */ partClass('csn-factor-detail'),
  bar: /* @__PURE__ */ partClass('csn-factor-bar'),
  axis: /* @__PURE__ */ partClass('csn-factor-axis'),
  mark: /* @__PURE__ */ partClass('csn-factor-mark'),
  weight: /* @__PURE__ */ partClass('csn-factor-weight'),
};

export const explanationDisclosure = {
  root: /* @__PURE__ */ partClass('csn-explanation-disclosure'),
  trigger: /* @__PURE__ */ partClass('csn-explanation-disclosure-trigger'),
  content: /* @__PURE__ */ cva('csn-explanation-disclosure-content', {
    variants: { variant: { inline: '', popover: 'csn-explanation-disclosure-content--popover' } },
    defaultVariants: { variant: 'inline' },
  }),
};
