export {
  Count,
  Header,
  Order,
  type ReviewQueueCountProps as CountProps,
  type ReviewQueueHeaderProps as HeaderProps,
  type ReviewQueueOrderProps as OrderProps,
  type ReviewQueueSelectionBarProps as SelectionBarProps,
  type ReviewQueueTitleProps as TitleProps,
  type ReviewQueueUpdatesProps as UpdatesProps,
  SelectionBar,
  Title,
  Updates,
} from './queue-bars.js';
export {
  Case,
  Cell,
  Check,
  type ReviewQueueCaseProps as CaseProps,
  type ReviewQueueCellProps as CellProps,
  type ReviewQueueCheckProps as CheckProps,
} from './queue-cell.js';
export { Facets, type ReviewQueueFacetsProps as FacetsProps } from './queue-facets.js';
export {
  Filter,
  Grouping,
  type ReviewQueueFilterProps as FilterProps,
  type ReviewQueueGroupingProps as GroupingProps,
  type ReviewQueueSearchProps as SearchProps,
  Search,
} from './queue-filter.js';
export {
  ColumnHead,
  Grid,
  Head,
  type ReviewQueueColumnHeadProps as ColumnHeadProps,
  type ReviewQueueGridProps as GridProps,
  type ReviewQueueHeadProps as HeadProps,
} from './queue-grid.js';
export { Group, type ReviewQueueGroupProps as GroupProps } from './queue-group.js';
export { type ReviewQueueHandle as Handle, type ReviewQueueRootProps as RootProps, Root } from './queue-root.js';
export { type ReviewQueueRowProps as RowProps, Row } from './queue-row.js';
export {
  Empty,
  Footer,
  Loading,
  Problem,
  type ReviewQueueEmptyProps as EmptyProps,
  type ReviewQueueFooterProps as FooterProps,
  type ReviewQueueLoadingProps as LoadingProps,
  type ReviewQueueProblemProps as ProblemProps,
} from './queue-states.js';
export { type ReviewQueueViewsProps as ViewsProps, Views } from './queue-views.js';
