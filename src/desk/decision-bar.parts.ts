export { Root, type RootProps } from './decision-bar.js';
export {
  Consequences,
  Gate,
  type GateProps,
  Others,
  type OthersProps,
  Record,
  Undo,
  Verb,
  type VerbProps,
  Verbs,
} from './decision-bar-parts.js';
