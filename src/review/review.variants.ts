import { cva, type VariantProps } from 'class-variance-authority';

export const statusBadge = {
  root: cva('csn-status-badge', {
    variants: { variant: { plain: '', boxed: 'csn-status-badge--boxed' } },
    defaultVariants: { variant: 'plain' },
  }),
  icon: cva('csn-status-badge-icon'),
  fill: cva('csn-status-badge-fill'),
  knock: cva('csn-status-badge-knock'),
};
export type StatusBadgeVariant = NonNullable<VariantProps<typeof statusBadge.root>['variant']>;

export const riskBadge = {
  root: cva('csn-risk-badge'),
  bars: cva('csn-risk-badge-bars'),
  bar: cva('csn-risk-badge-bar'),
};

export const deadline = {
  root: cva('csn-deadline'),
  icon: cva('csn-deadline-icon'),
  text: cva('csn-deadline-text'),
  absolute: cva('csn-deadline-absolute'),
  relative: cva('csn-deadline-relative'),
};

/** Why a case is here, as a row of short chips. */
export const reasonChips = {
  list: cva('csn-reason-chips'),
  chip: cva('csn-reason-chip'),
};
