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
