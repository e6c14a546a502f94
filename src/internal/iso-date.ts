const ISO_DATE = /^(\d{4})-(\d\d)-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * Whether text is a date, or a date and time with its offset, that ISO 8601 knows and a calendar has. `Date.parse` alone
 * also takes "Score 12" and 31 February, and reads a time without an offset as a different moment on each machine.
 */
export function isIsoDate(text: unknown): text is string {
  const parts = typeof text === 'string' ? ISO_DATE.exec(text) : null;
  if (!parts || !Number.isFinite(Date.parse(parts[0]))) return false;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

/** Whether text is a moment: `isIsoDate` with a time of day. */
export function isIsoTime(text: unknown): text is string {
  return isIsoDate(text) && text.includes('T');
}
