import { type FamilyClass, familyClass, partClass } from './part-class.variants.js';

/** Classes that several components share. */
export const primitives: FamilyClass<
  '',
  | 'csn-root'
  | 'csn-button'
  | 'csn-button--quiet'
  | 'csn-button--decide'
  | 'csn-button--stop'
  | 'csn-button--stop-fill'
  | 'csn-button-busy'
  | 'csn-visually-hidden'
  | 'csn-icon'
  | 'csn-icon--directional'
  | 'csn-link'
  | 'csn-mono'
  | 'csn-nowrap'
  | 'csn-strong'
  | 'csn-section-title'
  | 'csn-table'
  | 'csn-table-caption'
  | 'csn-table-head'
  | 'csn-table-cell'
  | 'csn-scrim'
> = /* @__PURE__ */ familyClass('');

/** What a button is for; `outline` has no class of its own. */
export type ButtonVariant = 'outline' | 'quiet' | 'decide' | 'stop' | 'stop-fill';

/** Called as a `cva` would be, without its weight: a button is in almost every bundle. */
export function button({
  variant = 'outline',
  className,
}: {
  variant?: ButtonVariant;
  className?: string;
} = {}): string {
  return primitives('button', [variant !== 'outline' && primitives(`button--${variant}`), className]);
}

export const notice = {
  root: /* @__PURE__ */ partClass('csn-notice'),
  icon: /* @__PURE__ */ partClass('csn-notice-icon'),
  body: /* @__PURE__ */ partClass('csn-notice-body'),
  title: /* @__PURE__ */ partClass('csn-notice-title'),
  text: /* @__PURE__ */ partClass('csn-notice-text'),
  actions: /* @__PURE__ */ partClass('csn-notice-actions'),
};
