'use client';
import { Fragment, memo, type OlHTMLAttributes, type ReactNode, type Ref } from 'react';
import { usePresent } from '../react/locale-context.js';
import type { AuditEntry } from '../review/review.types.js';
import { entryKey } from './audit.selectors.js';
import { NowContext, type TimelineState } from './audit-context.js';

/** Draws one entry. */
export type DrawEntry = (entry: AuditEntry) => ReactNode;

/** Above as many entries they are laid out in groups (T-6). */
export const GROUPED_ABOVE = 200;

/** What a list is given, however it lays the entries out. */
export interface LayoutProps {
  state: TimelineState;
  draw: DrawEntry;
  /** For the element that stands for the whole list. */
  attributes: OlHTMLAttributes<HTMLOListElement>;
  listRef: Ref<HTMLOListElement>;
}

/** Entries as items of one list. */
export const Items = memo(function Items({ entries, draw }: { entries: readonly AuditEntry[]; draw: DrawEntry }) {
  return (
    <NowContext.Provider value={usePresent(newestOf(entries))}>
      {entries.map((entry) => (
        <Fragment key={entryKey(entry)}>{draw(entry)}</Fragment>
      ))}
    </NowContext.Provider>
  );
});

/** The time of the entry that changes most often how long ago it is. */
function newestOf(entries: readonly AuditEntry[]): number {
  const times = [entries[0], entries.at(-1)].map((entry) => Date.parse(entry?.at ?? ''));
  return Math.max(...times.filter(Number.isFinite));
}
