const ISO_DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * Whether text is a date, or a date and time with its offset, that ISO 8601 knows and a calendar has. `Date.parse` alone
 * also takes "Score 12" and 31 February, and reads a time without an offset as a different moment on each machine.
 */
export function isIsoDate(text: unknown): text is string {
  if (typeof text !== 'string' || !ISO_DATE.test(text) || !Number.isFinite(Date.parse(text))) return false;
  // Some engines read 31 February as 3 March.
  return new Date(text.slice(0, 10)).getUTCDate() === Number(text.slice(8, 10));
}

/** Whether text is a moment: `isIsoDate` with a time of day. */
export function isIsoTime(text: unknown): text is string {
  return isIsoDate(text) && text.includes('T');
}
