import type { Format } from '../internal/format.js';
import type { ReviewStatus } from '../review/review.types.js';
import type { QueueFacet, QueueGrouping, QueueOrder } from './filter.types.js';

/** Words of what narrows, groups and keeps a view of a queue. */
export interface QueueFilterMessages {
  /** How the place of the field and the choices is called: with the queue's own name. */
  filters: (title: string) => string;
  search: string;
  searchHint: string;
  /** Where a server looks, it looks in less. */
  searchHintServer: string;
  filter: string;
  /** With how many values are chosen. */
  filterCount: (count: number, format: Format) => string;
  clearFilter: string;
  facets: Record<QueueFacet, string>;
  /** A value with how many cases there would be of it. */
  option: (name: string, count: number, format: Format) => string;
  anyOption: string;
  showOptions: (count: number, format: Format) => string;
  fewerOptions: string;
  statuses: Record<ReviewStatus, string>;
  nobody: string;
  you: string;
  skipped: string;
  notSkipped: string;
  anotherReviewer: string;
  /** How many are shown of all. */
  found: (count: number, total: number | undefined, format: Format) => string;
  nothingFound: string;
  nothingFoundText: string;
  /** Values that are chosen and that no case has. */
  missing: (names: readonly string[]) => string;

  groupLabel: string;
  ungrouped: string;
  groupings: Record<QueueGrouping, string>;
  scoredGroupNotes: Partial<Record<QueueOrder, string>>;

  views: string;
  noViews: string;
  viewName: string;
  saveView: string;
  /** Also the name of the button that shows it. */
  view: (name: string) => string;
  renameView: (name: string) => string;
  rename: string;
  deleteView: (name: string) => string;
  delete: string;
  cancel: string;
  save: string;
  viewShown: (name: string) => string;
  viewSaved: (name: string) => string;
  viewDeleted: (name: string) => string;
  viewNameMissing: string;
  viewNameTaken: string;
  viewsUnread: string;
  viewNotSaved: string;
}

export const filterMessages: QueueFilterMessages = {
  filters: (title) => `Narrow ${title}`,
  search: 'Search cases',
  searchHint: 'Title, reference or area',
  searchHintServer: 'Title or reference',
  filter: 'Filter',
  filterCount: (count, f) => `Filter, ${f.number(count)} chosen`,
  clearFilter: 'Show all cases',
  facets: {
    status: 'Status',
    risk: 'Risk',
    kind: 'Kind',
    area: 'Area',
    why: 'Why it is here',
    claimed: 'Who has it',
    assigned: 'Assigned to',
    skipped: 'Skipped',
  },
  option: (name, count, f) => `${name} (${f.number(count)})`,
  anyOption: 'Any',
  showOptions: (count, f) => `Show all ${f.number(count)}`,
  fewerOptions: 'Show fewer',
  statuses: {
    pending: 'Pending',
    reviewing: 'Reviewing',
    approved: 'Approved',
    overridden: 'Overridden',
    closed: 'Closed',
  },
  nobody: 'Nobody',
  you: 'You',
  skipped: 'By somebody',
  notSkipped: 'By nobody',
  anotherReviewer: 'Another reviewer',
  found: (count, total, f) =>
    total === undefined
      ? f.plural(count, { one: '# case', other: '# cases' })
      : `${f.number(count)} of ${f.plural(total, { one: '# case', other: '# cases' })}`,
  nothingFound: 'No case fits',
  nothingFoundText: 'Other words or fewer filters may find it.',
  missing: (names) => `No case has any more: ${names.join(', ')}`,
  groupLabel: 'Group by',
  ungrouped: 'No groups',
  groupings: {
    status: 'By status',
    risk: 'By risk',
    kind: 'By kind',
    area: 'By area',
    claimed: 'By who has it',
  },
  scoredGroupNotes: {
    margin: 'closest call first',
    entropy: 'most spread first',
    'expected-cost': 'highest expected cost first',
  },
  views: 'Views',
  noViews: 'No views are saved yet.',
  viewName: 'Name of this view',
  saveView: 'Save view',
  view: (name) => `Show ${name}`,
  renameView: (name) => `Rename ${name}`,
  rename: 'Rename',
  deleteView: (name) => `Delete ${name}`,
  delete: 'Delete',
  cancel: 'Cancel',
  save: 'Save',
  viewShown: (name) => `${name} is shown`,
  viewSaved: (name) => `${name} is saved`,
  viewDeleted: (name) => `${name} is deleted`,
  viewNameMissing: 'A view needs a name.',
  viewNameTaken: 'There is a view of that name.',
  viewsUnread: 'Saved views could not be read. The queue works without them.',
  viewNotSaved: 'The views could not be saved. What is shown stays as it is.',
};
