import { partClass } from './part-class.variants.js';

/** Classes that several components share. */
export const primitives = {
  root: /* @__PURE__ */ partClass('csn-root'),
  button: /* @__PURE__ */ partClass('csn-button'),
  hidden: /* @__PURE__ */ partClass('csn-visually-hidden'),
  icon: /* @__PURE__ */ partClass('csn-icon'),
  directional: 'csn-icon--directional',
  link: /* @__PURE__ */ partClass('csn-link'),
  mono: /* @__PURE__ */ partClass('csn-mono'),
  nowrap: /* @__PURE__ */ partClass('csn-nowrap'),
  strong: /* @__PURE__ */ partClass('csn-strong'),
  sectionTitle: /* @__PURE__ */ partClass('csn-section-title'),
  busy: /* @__PURE__ */ partClass('csn-button-busy'),
};

const BUTTON = {
  outline: '',
  quiet: 'csn-button--quiet',
  decide: 'csn-button--decide',
  stop: 'csn-button--stop',
  'stop-fill': 'csn-button--stop-fill',
};
export type ButtonVariant = keyof typeof BUTTON;

/** Called as a `cva` would be, without its weight: a button is in almost every bundle. */
export function button(props?: { variant?: ButtonVariant; className?: string }): string {
  return primitives.button({ className: [BUTTON[props?.variant ?? 'outline'], props?.className] });
}

export const notice = {
  root: /* @__PURE__ */ partClass('csn-notice'),
  icon: /* @__PURE__ */ partClass('csn-notice-icon'),
  body: /* @__PURE__ */ partClass('csn-notice-body'),
  title: /* @__PURE__ */ partClass('csn-notice-title'),
  text: /* @__PURE__ */ partClass('csn-notice-text'),
  actions: /* @__PURE__ */ partClass('csn-notice-actions'),
};
