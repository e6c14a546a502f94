import { drawn, Icon, type IconProps } from './icon.js';

// The drawings of the kit, one component each, so that a bundle holds only those it shows.

/** An icon in a ring. The paths that end in two arcs end in a point: its radius of 0.9 is mostly its stroke. */
const ringed = (path: string) => drawn(`M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z${path}`);

export const AiIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="6" strokeDasharray="2.4 2.3124" strokeLinecap="butt" />
    <circle cx="8" cy="8" r="1.75" fill="currentColor" stroke="none" />
  </Icon>
);

export const SignIcon = /* @__PURE__ */ drawn(
  'M1.75 13.5h12.5M2.25 9.9c1.9-1 4.3-4.7 4-6.5C6 2 4.6 3.2 4.7 5.9c.1 2.7 1 4.4 2 4 1-.4 1.2-2.1 2-2.1s.4 1.8 1.2 1.8 1-1.3 1.7-1.3.6 1.2 2.1 1.2',
  true,
);

export const PersonIcon = /* @__PURE__ */ drawn(
  'M8 2.25a2.75 2.75 0 1 1 0 5.5 2.75 2.75 0 1 1 0-5.5M2.75 13.5c.6-2.6 2.5-4 5.25-4s4.65 1.4 5.25 4',
);

export const CheckIcon = /* @__PURE__ */ drawn('M3.25 8.5l3 3 6.5-7');

export const CrossIcon = /* @__PURE__ */ drawn('M4 4l8 8M12 4l-8 8');

export const SwapIcon = /* @__PURE__ */ drawn(
  'M2.75 5.25h10.5M10.75 2.75l2.5 2.5-2.5 2.5M13.25 10.75H2.75M5.25 8.25l-2.5 2.5 2.5 2.5',
  true,
);

export const ArrowIcon = /* @__PURE__ */ drawn('M2.75 8h10.5M9.5 4.25L13.25 8 9.5 11.75', true);

export const ChevronDownIcon = /* @__PURE__ */ drawn('M4 6.25l4 4 4-4');

export const ChevronEndIcon = /* @__PURE__ */ drawn('M6.25 4l4 4-4 4', true);

export const ClockIcon = /* @__PURE__ */ ringed('M8 4.75V8l2.25 1.5');

export const PauseIcon = /* @__PURE__ */ ringed('M6.5 6v4M9.5 6v4');

export const StopIcon = /* @__PURE__ */ drawn('M5.6 1.9h4.8l3.7 3.7v4.8l-3.7 3.7H5.6l-3.7-3.7V5.6zM5.5 8h5');

export const WarningIcon = /* @__PURE__ */ drawn(
  'M8 2.25l6.25 11H1.75zM8 6.5v3m0 1.75a.15.15 0 1 1 0 .3.15.15 0 1 1 0-.3',
);

export const AlertIcon = /* @__PURE__ */ ringed('M8 4.9v3.6m0 2.25a.15.15 0 1 1 0 .3.15.15 0 1 1 0-.3');

export const InfoIcon = /* @__PURE__ */ ringed('M8 7.5v3.4M8 5.05a.15.15 0 1 1 0 .3.15.15 0 1 1 0-.3');

export const QuestionIcon = /* @__PURE__ */ ringed(
  'M6.3 6.3a1.75 1.75 0 1 1 2.4 1.6c-.45.2-.7.55-.7 1.1M8 10.95a.15.15 0 1 1 0 .3.15.15 0 1 1 0-.3',
);

export const EyeOffIcon = /* @__PURE__ */ drawn(
  'M6.2 4a6.4 6.4 0 0 1 1.8-.25c4 0 6.25 4.25 6.25 4.25a10 10 0 0 1-1.7 2.2M10.5 11.75a6 6 0 0 1-2.5.5C4 12.25 1.75 8 1.75 8a10.5 10.5 0 0 1 2.6-3M2.5 2.5l11 11',
);

export const FileIcon = /* @__PURE__ */ drawn('M3.75 1.75h5.5l3 3v9.5h-8.5zM9.25 1.75v3h3M6 8.25h4M6 11h4', true);

export const BusyIcon = /* @__PURE__ */ drawn('M14 8a6 6 0 1 1-6-6');

export const RefreshIcon = /* @__PURE__ */ drawn('M13.25 8a5.25 5.25 0 1 1-1.6-3.75M13.25 2.25v3H10.25');

export const UndoIcon = /* @__PURE__ */ drawn('M5.5 3L2.75 5.75 5.5 8.5M3 5.75h6.25a3.75 3.75 0 0 1 0 7.5H6', true);

export const SkipIcon = /* @__PURE__ */ drawn(
  'M2.5 9.25a5.5 5.5 0 0 1 10.6-2M13.5 3.75V7.25H10M8 10.25a1.5 1.5 0 1 1 0 3 1.5 1.5 0 1 1 0-3',
  true,
);

export const SortIcon = /* @__PURE__ */ drawn('M4.5 3v10M2.25 10.75L4.5 13l2.25-2.25M9 4h5M9 8h3.5M9 12h2');

export const UpIcon = /* @__PURE__ */ drawn('M8 13V3M4 7l4-4 4 4');

export const AbstainIcon = /* @__PURE__ */ ringed('M3.8 12.2l8.4-8.4');

export const PenIcon = /* @__PURE__ */ drawn('M2.75 13.25l.75-3L10.75 3 13 5.25 5.75 12.5z');
