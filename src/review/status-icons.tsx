import { Icon, type IconProps } from '../react/icon.js';
import { statusBadge } from './review.variants.js';

// One silhouette per status: told apart by shape before colour, and by the word beside it before both.

const fill = statusBadge.fill();
const knock = statusBadge.knock();

export const StatusPendingIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="6" />
  </Icon>
);

export const StatusReviewingIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="6" />
    <path className={fill} d="M8 4.5a3.5 3.5 0 0 1 0 7z" />
  </Icon>
);

export const StatusSecondIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle className={fill} cx="5.5" cy="8" r="3.75" />
    <path d="M9.6 4.45a3.75 3.75 0 1 1 0 7.1" />
  </Icon>
);

export const StatusAdjudicatingIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8 2v12" />
    <path className={fill} d="M5.25 4.5L1.75 8l3.5 3.5z" />
    <path d="M10.75 4.5L14.25 8l-3.5 3.5z" />
  </Icon>
);

export const StatusApprovedIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle className={fill} cx="8" cy="8" r="6" />
    <path className={knock} d="M5.25 8.25l2 2 3.5-4.25" />
  </Icon>
);

export const StatusOverriddenIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect className={fill} x="2.5" y="2.5" width="11" height="11" rx="1.5" />
    <path className={knock} d="M4.75 6.4h6M9.25 4.75l1.6 1.65M11.25 9.6h-6M6.75 11.25l-1.6-1.65" />
  </Icon>
);

export const StatusAbstainedIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="6" />
    <path d="M3.8 12.2l8.4-8.4" />
  </Icon>
);

export const StatusEscalatedIcon = (props: IconProps) => (
  <Icon {...props}>
    <path className={fill} d="M8 2l6 5.5v6H2v-6z" />
    <path className={knock} d="M8 11.5V6.75M5.9 8.6L8 6.5l2.1 2.1" />
  </Icon>
);

export const StatusInfoIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="6" />
    <circle cx="5.2" cy="8" r="0.95" fill="currentColor" stroke="none" />
    <circle cx="8" cy="8" r="0.95" fill="currentColor" stroke="none" />
    <circle cx="10.8" cy="8" r="0.95" fill="currentColor" stroke="none" />
  </Icon>
);

export const StatusHaltedIcon = (props: IconProps) => (
  <Icon {...props}>
    <path className={fill} d="M5.6 1.9h4.8l3.7 3.7v4.8l-3.7 3.7H5.6l-3.7-3.7V5.6z" />
    <path className={knock} d="M5.25 8h5.5" />
  </Icon>
);

export const StatusFailedIcon = (props: IconProps) => (
  <Icon {...props}>
    <path className={fill} d="M8 2.25l6.25 11H1.75z" />
    <path className={knock} d="M8 6.4v3M8 11.35v.05" />
  </Icon>
);

export const StatusWithdrawnIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="6" />
    <path d="M5.75 5.75l4.5 4.5M10.25 5.75l-4.5 4.5" />
  </Icon>
);

export const StatusExpiredIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4.25 2.25h7.5M4.25 13.75h7.5M5 2.5v2.25L8 8l3-3.25V2.5M5 13.5v-2.25L8 8l3 3.25v2.25" />
  </Icon>
);

export const StatusUnknownIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="6" strokeDasharray="1.5 2.2699" />
  </Icon>
);
