export { Body, Header, Position, Root, type RootProps, Title } from './audit-replay.js';
export { Card } from './audit-replay-card.js';
export {
  Buttons,
  Controls,
  First,
  Last,
  Next,
  Play,
  Previous,
  Slider,
  type SliderProps,
} from './audit-replay-controls.js';
export { Entry, List, type ListProps, Seen } from './audit-replay-entries.js';
export { Problem, Status } from './audit-replay-states.js';
