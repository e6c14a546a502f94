export { Change } from './audit-change.js';
export { Action, Body, Content, Entry, type EntryProps, Reason, Relation, Time } from './audit-entry.js';
export { Footer, LoadOlder, NewEntries, Problem } from './audit-paging.js';
export { Node, Rail } from './audit-rail.js';
export {
  Count,
  Header,
  List,
  type ListProps,
  Root,
  type RootProps,
  Status,
  Title,
} from './audit-timeline.js';
