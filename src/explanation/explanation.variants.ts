import { cva } from 'class-variance-authority';

export const explanationPanel = {
  root: /* @__PURE__ */ cva('csn-explanation-panel'),
  header: /* @__PURE__ */ cva('csn-explanation-panel-header'),
  mark: /* @__PURE__ */ cva('csn-explanation-panel-mark'),
  title: /* @__PURE__ */ cva('csn-explanation-panel-title'),
  score: /* @__PURE__ */ cva('csn-explanation-panel-score'),
  slot: /* @__PURE__ */ cva('csn-explanation-panel-slot'),
  slotTitle: /* @__PURE__ */ cva('csn-explanation-panel-slot-title'),
  slotBody: /* @__PURE__ */ cva('csn-explanation-panel-slot-body'),
  text: /* @__PURE__ */ cva('csn-explanation-panel-text'),
  empty: /* @__PURE__ */ cva('csn-explanation-panel-empty'),
  list: /* @__PURE__ */ cva('csn-explanation-panel-list'),
  item: /* @__PURE__ */ cva('csn-explanation-panel-item'),
  sources: /* @__PURE__ */ cva('csn-explanation-panel-sources'),
  facts: /* @__PURE__ */ cva('csn-explanation-panel-facts'),
  fact: /* @__PURE__ */ cva('csn-explanation-panel-fact'),
  factName: /* @__PURE__ */ cva('csn-explanation-panel-fact-name'),
  factValue: /* @__PURE__ */ cva('csn-explanation-panel-fact-value'),
  more: /* @__PURE__ */ cva('csn-explanation-panel-more'),
};

export const factor = {
  legend: /* @__PURE__ */ cva('csn-factor-legend'),
  legendSides: /* @__PURE__ */ cva('csn-factor-legend-sides'),
  list: /* @__PURE__ */ cva('csn-factor-list'),
  root: /* @__PURE__ */ cva('csn-factor'),
  name: /* @__PURE__ */ cva('csn-factor-name'),
  detail: /* @__PURE__ */ cva('csn-factor-detail'),
  bar: /* @__PURE__ */ cva('csn-factor-bar'),
  axis: /* @__PURE__ */ cva('csn-factor-axis'),
  mark: /* @__PURE__ */ cva('csn-factor-mark'),
  weight: /* @__PURE__ */ cva('csn-factor-weight'),
};

export const evidence = {
  list: /* @__PURE__ */ cva('csn-evidence-list'),
  item: /* @__PURE__ */ cva('csn-evidence-item'),
  icon: /* @__PURE__ */ cva('csn-evidence-icon'),
  link: /* @__PURE__ */ cva('csn-evidence-link', { variants: { row: { true: 'csn-evidence-link--row' } } }),
  note: /* @__PURE__ */ cva('csn-evidence-note'),
  state: /* @__PURE__ */ cva('csn-evidence-state'),
};

export const explanationDisclosure = {
  root: /* @__PURE__ */ cva('csn-explanation-disclosure'),
  trigger: /* @__PURE__ */ cva('csn-explanation-disclosure-trigger'),
  content: /* @__PURE__ */ cva('csn-explanation-disclosure-content', {
    variants: { variant: { inline: '', popover: 'csn-explanation-disclosure-content--popover' } },
    defaultVariants: { variant: 'inline' },
  }),
};
