import { cva, type VariantProps } from 'class-variance-authority';

/** Classes that several components share. */
export const primitives = {
  root: cva('csn-root'),
  hidden: cva('csn-visually-hidden'),
  icon: cva('csn-icon', { variants: { directional: { true: 'csn-icon--directional' } } }),
  link: cva('csn-link'),
  mono: cva('csn-mono'),
  nowrap: cva('csn-nowrap'),
  strong: cva('csn-strong'),
  sectionTitle: cva('csn-section-title'),
  busy: cva('csn-button-busy'),
};

export const button = cva('csn-button', {
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
  root: cva('csn-notice'),
  icon: cva('csn-notice-icon'),
  body: cva('csn-notice-body'),
  title: cva('csn-notice-title'),
  text: cva('csn-notice-text'),
  actions: cva('csn-notice-actions'),
};

export const field = {
  root: cva('csn-field'),
  label: cva('csn-field-label'),
  optional: cva('csn-field-optional'),
  hint: cva('csn-field-hint'),
  error: cva('csn-field-error'),
  errorIcon: cva('csn-field-error-icon'),
  errorText: cva('csn-field-error-text'),
  input: cva('csn-input', {
    variants: { kind: { line: '', area: 'csn-input--area', select: 'csn-input--select' } },
    defaultVariants: { kind: 'line' },
  }),
  select: cva('csn-select'),
  selectIcon: cva('csn-select-icon'),
  choices: cva('csn-choices'),
  choice: cva('csn-choice'),
  choiceControl: cva('csn-choice-control'),
  choiceText: cva('csn-choice-text'),
  choiceNote: cva('csn-choice-note'),
};
