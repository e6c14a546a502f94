import type { EvidenceItem } from './explanation.types.js';

/** Rows that each "Show more" adds. */
export const ROWS_STEP = 100;

/** A scheme that is not one of an address: `javascript:` and `data:` would run a script. */
const UNSAFE = /^(?!(https?|blob):)[a-z][a-z\d+.-]*:/i;

/** The address of an evidence item, unless it would run a script. */
export function safeHref({ href }: EvidenceItem): string | undefined {
  // Browsers read "java\nscript:" as one word.
  return typeof href === 'string' && href && !UNSAFE.test(href.replace(/[\u0000-\u0020]/g, '')) ? href : undefined;
}

/** When an evidence item was opened, ISO 8601; nothing where it was not. */
export function openedAt(opened: Readonly<Record<string, string>> | null | undefined, id: string): string | undefined {
  return opened && Object.hasOwn(opened, id) ? opened[id] : undefined;
}
