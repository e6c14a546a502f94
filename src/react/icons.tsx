import { Icon, type IconProps } from './icon.js';

// The drawings of the kit, one component each, so that a bundle holds only those it shows.

export const AiIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="6" strokeDasharray="2.4 2.3124" strokeLinecap="butt" />
    <circle cx="8" cy="8" r="1.75" fill="currentColor" stroke="none" />
  </Icon>
);

export const SignIcon = (props: IconProps) => (
  <Icon directional {...props}>
    <path d="M1.75 13.5h12.5" />
    <path d="M2.25 9.9c1.9-1 4.3-4.7 4-6.5C6 2 4.6 3.2 4.7 5.9c.1 2.7 1 4.4 2 4 1-.4 1.2-2.1 2-2.1s.4 1.8 1.2 1.8 1-1.3 1.7-1.3.6 1.2 2.1 1.2" />
  </Icon>
);

export const PersonIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="5" r="2.75" />
    <path d="M2.75 13.5c.6-2.6 2.5-4 5.25-4s4.65 1.4 5.25 4" />
  </Icon>
);

export const CheckIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M3.25 8.5l3 3 6.5-7" />
  </Icon>
);

export const CrossIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4 4l8 8M12 4l-8 8" />
  </Icon>
);

export const SwapIcon = (props: IconProps) => (
  <Icon directional {...props}>
    <path d="M2.75 5.25h10.5M10.75 2.75l2.5 2.5-2.5 2.5M13.25 10.75H2.75M5.25 8.25l-2.5 2.5 2.5 2.5" />
  </Icon>
);

export const ArrowIcon = (props: IconProps) => (
  <Icon directional {...props}>
    <path d="M2.75 8h10.5M9.5 4.25L13.25 8 9.5 11.75" />
  </Icon>
);

export const ChevronDownIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4 6.25l4 4 4-4" />
  </Icon>
);

export const ChevronEndIcon = (props: IconProps) => (
  <Icon directional {...props}>
    <path d="M6.25 4l4 4-4 4" />
  </Icon>
);

export const ClockIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 4.75V8l2.25 1.5" />
  </Icon>
);

export const PauseIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="6" />
    <path d="M6.5 6v4M9.5 6v4" />
  </Icon>
);

export const StopIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M5.6 1.9h4.8l3.7 3.7v4.8l-3.7 3.7H5.6l-3.7-3.7V5.6z" />
    <path d="M5.5 8h5" />
  </Icon>
);

export const WarningIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8 2.25l6.25 11H1.75z" />
    <path d="M8 6.5v3" />
    <circle cx="8" cy="11.4" r="0.9" fill="currentColor" stroke="none" />
  </Icon>
);

export const AlertIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 4.9v3.6" />
    <circle cx="8" cy="10.9" r="0.9" fill="currentColor" stroke="none" />
  </Icon>
);

export const InfoIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 7.5v3.4" />
    <circle cx="8" cy="5.2" r="0.9" fill="currentColor" stroke="none" />
  </Icon>
);

export const QuestionIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="6" />
    <path d="M6.3 6.3a1.75 1.75 0 1 1 2.4 1.6c-.45.2-.7.55-.7 1.1" />
    <circle cx="8" cy="11.1" r="0.9" fill="currentColor" stroke="none" />
  </Icon>
);

export const ChainIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M6.75 9.25a2.5 2.5 0 0 0 3.6.05l2-2a2.5 2.5 0 0 0-3.55-3.5l-.9.9" />
    <path d="M9.25 6.75a2.5 2.5 0 0 0-3.6-.05l-2 2a2.5 2.5 0 0 0 3.55 3.5l.9-.9" />
  </Icon>
);

export const ChainBrokenIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M9.6 9.9l2.75-2.6a2.5 2.5 0 0 0-3.55-3.5L7.5 5.1" />
    <path d="M6.4 6.1L3.65 8.7a2.5 2.5 0 0 0 3.55 3.5l1.3-1.3" />
    <path d="M3 3l1.4 1.4M13 13l-1.4-1.4" />
  </Icon>
);

export const EyeIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M1.75 8s2.25-4.25 6.25-4.25S14.25 8 14.25 8 12 12.25 8 12.25 1.75 8 1.75 8z" />
    <circle cx="8" cy="8" r="1.75" />
  </Icon>
);

export const EyeOffIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M6.2 4a6.4 6.4 0 0 1 1.8-.25c4 0 6.25 4.25 6.25 4.25a10 10 0 0 1-1.7 2.2M10.5 11.75a6 6 0 0 1-2.5.5C4 12.25 1.75 8 1.75 8a10.5 10.5 0 0 1 2.6-3M2.5 2.5l11 11" />
  </Icon>
);

export const FileIcon = (props: IconProps) => (
  <Icon directional {...props}>
    <path d="M3.75 1.75h5.5l3 3v9.5h-8.5z" />
    <path d="M9.25 1.75v3h3M6 8.25h4M6 11h4" />
  </Icon>
);

export const ImageIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect x="2" y="3" width="12" height="10" rx="1" />
    <circle cx="5.5" cy="6.25" r="1" />
    <path d="M2.5 12.5l3.75-3.75 2.25 2.25 2-2 3 3" />
  </Icon>
);

export const BusyIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M14 8a6 6 0 1 1-6-6" />
  </Icon>
);

export const RefreshIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M13.25 8a5.25 5.25 0 1 1-1.6-3.75M13.25 2.25v3H10.25" />
  </Icon>
);

export const UndoIcon = (props: IconProps) => (
  <Icon directional {...props}>
    <path d="M5.5 3L2.75 5.75 5.5 8.5M3 5.75h6.25a3.75 3.75 0 0 1 0 7.5H6" />
  </Icon>
);

export const LockIcon = (props: IconProps) => (
  <Icon {...props}>
    <rect x="3.25" y="7" width="9.5" height="6.5" rx="1" />
    <path d="M5.25 7V5a2.75 2.75 0 0 1 5.5 0v2" />
  </Icon>
);

export const FilterIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M2.25 3.75h11.5M4.5 8h7M6.75 12.25h2.5" />
  </Icon>
);

export const SortIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4.5 3v10M2.25 10.75L4.5 13l2.25-2.25M9 4h5M9 8h3.5M9 12h2" />
  </Icon>
);

export const UpIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8 13V3M4 7l4-4 4 4" />
  </Icon>
);

export const AbstainIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="6" />
    <path d="M3.8 12.2l8.4-8.4" />
  </Icon>
);

export const FlagIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M3.75 14V2.5M3.75 3h8.5L10.5 5.75l1.75 2.75h-8.5" />
  </Icon>
);

export const PenIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M2.75 13.25l.75-3L10.75 3 13 5.25 5.75 12.5z" />
  </Icon>
);

export const DownloadIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8 2.5v7.75M4.75 7.25L8 10.5l3.25-3.25M2.75 13.25h10.5" />
  </Icon>
);

export const GearIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M2.5 5h6M12 5h1.5M2.5 11H4M7.5 11h6" />
    <circle cx="10.25" cy="5" r="1.75" />
    <circle cx="5.75" cy="11" r="1.75" />
  </Icon>
);
