import { cva, type VariantProps } from 'class-variance-authority';

export const statusBadge = {
  root: /* @__PURE__ */ cva('csn-status-badge', {
    variants: { variant: { plain: '', boxed: 'csn-status-badge--boxed' } },
    defaultVariants: { variant: 'plain' },
  }),
  icon: /* @__PURE__ */ cva('csn-status-badge-icon'),
  fill: /* @__PURE__ */ cva('csn-status-badge-fill'),
  knock: /* @__PURE__ */ cva('csn-status-badge-knock'),
};
export type StatusBadgeVariant = NonNullable<VariantProps<typeof statusBadge.root>['variant']>;

export const riskBadge = {
  root: /* @__PURE__ */ cva('csn-risk-badge'),
  bars: /* @__PURE__ */ cva('csn-risk-badge-bars'),
  bar: /* @__PURE__ */ cva('csn-risk-badge-bar'),
};

export const deadline = {
  root: /* @__PURE__ */ cva('csn-deadline'),
  icon: /* @__PURE__ */ cva('csn-deadline-icon'),
  text: /* @__PURE__ */ cva('csn-deadline-text'),
  absolute: /* @__PURE__ */ cva('csn-deadline-absolute'),
  relative: /* @__PURE__ */ cva('csn-deadline-relative'),
};

/** Why a case is here, as a row of short chips. */
export const reasonChips = {
  list: /* @__PURE__ */ cva('csn-reason-chips'),
  chip: /* @__PURE__ */ cva('csn-reason-chip'),
};
