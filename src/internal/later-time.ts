/** Whether one time is after another, each ISO 8601. Of what is no time nobody knows, so it is not. */
export function isLater(time: string | undefined, than: string | undefined): boolean {
  return Date.parse(time ?? '') > Date.parse(than ?? '');
}

/** A time so many milliseconds later, ISO 8601. @param time ISO 8601 */
export function laterBy(time: string, milliseconds: number): string {
  return new Date(Date.parse(time) + milliseconds).toISOString();
}

/** The later of two times, each ISO 8601; the one that there is. */
export function laterOf(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || isLater(b, a) ? b : a;
}
