import type { EvidenceItem } from './explanation.types.js';

/** Rows that each "Show more" adds. */
export const ROWS_STEP = 100;

/** The address of an evidence item, unless it would run a script: `javascript:` and `data:` are no addresses here. */
export function safeHref(item: EvidenceItem): string | undefined {
  const { href } = item;
  if (typeof href !== 'string' || href === '') return undefined;
  // Browsers read "java\nscript:" as one word.
  const scheme = /^[a-z][a-z\d+.-]*:/i.exec(href.replace(/[\u0000-\u0020]/g, ''))?.[0].toLowerCase();
  return scheme === undefined || ['http:', 'https:', 'blob:'].includes(scheme) ? href : undefined;
}

/** When an evidence item was opened, ISO 8601; nothing where it was not. */
export function openedAt(opened: Readonly<Record<string, string>> | null | undefined, id: string): string | undefined {
  return opened && Object.hasOwn(opened, id) ? opened[id] : undefined;
}
