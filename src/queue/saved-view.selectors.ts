import { isRecord } from '../internal/is-record.js';
import {
  type FacetOptions,
  QUEUE_FACETS,
  QUEUE_ORDERS,
  type QueueFacet,
  type QueueFilter,
  type QueueOrder,
  type SavedView,
} from './filter.types.js';
import { isGrouping } from './row-filter.selectors.js';

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

function readView(given: unknown): SavedView | undefined {
  if (!isRecord(given) || typeof given.name !== 'string' || given.name.trim() === '') return undefined;
  const filter = isRecord(given.filter) ? given.filter : {};
  const facets: { [facet in QueueFacet]?: readonly string[] } = {};
  const unknownFacets: string[] = [];
  for (const [name, values] of Object.entries(isRecord(filter.facets) ? filter.facets : {})) {
    if (!isTexts(values) || values.length === 0) continue;
    if (QUEUE_FACETS.includes(name as QueueFacet)) facets[name as QueueFacet] = values;
    else unknownFacets.push(name);
  }
  const { order, groupBy } = given;
  return {
    name: given.name,
    filter: {
      ...(typeof filter.text === 'string' && filter.text !== '' && { text: filter.text }),
      ...(Object.keys(facets).length > 0 && { facets }),
    },
    ...(QUEUE_ORDERS.includes(order as QueueOrder) && { order: order as QueueOrder }),
    ...(typeof groupBy === 'string' && isGrouping(groupBy) && { groupBy }),
    ...(unknownFacets.length > 0 && { unknownFacets }),
  };
}

/** What was kept, as far as it can be read: it may come from another version, or from anybody. The last of a name counts. */
export function readViews(kept: unknown): readonly SavedView[] {
  const views = new Map<string, SavedView>();
  for (const each of Array.isArray(kept) ? kept : []) {
    const view = readView(each);
    if (view) views.set(view.name, view);
  }
  return [...views.values()];
}

/** Values that a filter asks for and that there are no more. */
export function missingValues(
  filter: QueueFilter,
  facets: readonly FacetOptions[],
): readonly { facet: QueueFacet; value: string }[] {
  return QUEUE_FACETS.flatMap((facet) => {
    const known = new Set(facets.find((each) => each.facet === facet)?.options.map(({ value }) => value));
    return (filter.facets?.[facet] ?? []).filter((value) => !known.has(value)).map((value) => ({ facet, value }));
  });
}

/** The filter with a value of a facet chosen, or chosen no more. */
export function toggledValue(
  filter: QueueFilter,
  facet: QueueFacet,
  value: string,
  isChosen: boolean,
  isSingle = false,
): QueueFilter {
  const others = isSingle ? [] : (filter.facets?.[facet] ?? []).filter((each) => each !== value);
  const values = isChosen ? [...others, value] : others;
  const { [facet]: _, ...rest } = filter.facets ?? {};
  const facets = values.length > 0 ? { ...rest, [facet]: values } : rest;
  const { text } = filter;
  return { ...(text !== undefined && { text }), ...(Object.keys(facets).length > 0 && { facets }) };
}

/** How many values are chosen. */
export function chosenCount({ facets = {} }: QueueFilter): number {
  return QUEUE_FACETS.reduce((sum, facet) => sum + (facets[facet]?.length ?? 0), 0);
}
