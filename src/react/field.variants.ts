import { partClass } from './part-class.variants.js';

const INPUT = { line: '', area: 'csn-input--area', select: 'csn-input--select' };

const input = /* @__PURE__ */ partClass('csn-input');

/** Classes of forms: apart from the other shared ones, because forms arrive late. */
export const field = {
  root: /* @__PURE__ */ partClass('csn-field'),
  label: /* @__PURE__ */ partClass('csn-field-label'),
  optional: /* @__PURE__ */ partClass('csn-field-optional'),
  hint: /* @__PURE__ */ partClass('csn-field-hint'),
  error: /* @__PURE__ */ partClass('csn-field-error'),
  errorIcon: /* @__PURE__ */ partClass('csn-field-error-icon'),
  errorText: /* @__PURE__ */ partClass('csn-field-error-text'),
  /** Called as a `cva` would be, without its weight. */
  input: (props?: { kind?: keyof typeof INPUT }) => input({ className: INPUT[props?.kind ?? 'line'] }),
  select: /* @__PURE__ */ partClass('csn-select'),
  selectIcon: /* @__PURE__ */ partClass('csn-select-icon'),
  choices: /* @__PURE__ */ partClass('csn-choices'),
  choice: /* @__PURE__ */ partClass('csn-choice'),
  choiceControl: /* @__PURE__ */ partClass('csn-choice-control'),
  choiceText: /* @__PURE__ */ partClass('csn-choice-text'),
  choiceNote: /* @__PURE__ */ partClass('csn-choice-note'),
};
