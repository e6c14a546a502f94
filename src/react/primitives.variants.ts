import { cva, type VariantProps } from 'class-variance-authority';

/** Classes that several components share. */
export const primitives = {
  root: /* @__PURE__ */ cva('csn-root'),
  hidden: /* @__PURE__ */ cva('csn-visually-hidden'),
  icon: /* @__PURE__ */ cva('csn-icon', { variants: { directional: { true: 'csn-icon--directional' } } }),
  link: /* @__PURE__ */ cva('csn-link'),
  mono: /* @__PURE__ */ cva('csn-mono'),
  nowrap: /* @__PURE__ */ cva('csn-nowrap'),
  strong: /* @__PURE__ */ cva('csn-strong'),
  sectionTitle: /* @__PURE__ */ cva('csn-section-title'),
  busy: /* @__PURE__ */ cva('csn-button-busy'),
};

export const button = /* @__PURE__ */ cva('csn-button', {
  variants: {
    variant: {
      outline: '',
      quiet: 'csn-button--quiet',
      decide: 'csn-button--decide',
      stop: 'csn-button--stop',
      'stop-fill': 'csn-button--stop-fill',
    },
  },
  defaultVariants: { variant: 'outline' },
});
export type ButtonVariant = NonNullable<VariantProps<typeof button>['variant']>;

export const notice = {
  root: /* @__PURE__ */ cva('csn-notice'),
  icon: /* @__PURE__ */ cva('csn-notice-icon'),
  body: /* @__PURE__ */ cva('csn-notice-body'),
  title: /* @__PURE__ */ cva('csn-notice-title'),
  text: /* @__PURE__ */ cva('csn-notice-text'),
  actions: /* @__PURE__ */ cva('csn-notice-actions'),
};

export const field = {
  root: /* @__PURE__ */ cva('csn-field'),
  label: /* @__PURE__ */ cva('csn-field-label'),
  optional: /* @__PURE__ */ cva('csn-field-optional'),
  hint: /* @__PURE__ */ cva('csn-field-hint'),
  error: /* @__PURE__ */ cva('csn-field-error'),
  errorIcon: /* @__PURE__ */ cva('csn-field-error-icon'),
  errorText: /* @__PURE__ */ cva('csn-field-error-text'),
  input: /* @__PURE__ */ cva('csn-input', {
    variants: { kind: { line: '', area: 'csn-input--area', select: 'csn-input--select' } },
    defaultVariants: { kind: 'line' },
  }),
  select: /* @__PURE__ */ cva('csn-select'),
  selectIcon: /* @__PURE__ */ cva('csn-select-icon'),
  choices: /* @__PURE__ */ cva('csn-choices'),
  choice: /* @__PURE__ */ cva('csn-choice'),
  choiceControl: /* @__PURE__ */ cva('csn-choice-control'),
  choiceText: /* @__PURE__ */ cva('csn-choice-text'),
  choiceNote: /* @__PURE__ */ cva('csn-choice-note'),
};
