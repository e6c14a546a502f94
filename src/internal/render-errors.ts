import type { ErrorCode } from './errors.js';

const REFERENCE = 'https://github.com/countersign/countersign/blob/main/docs/errors.md';

/** A programmer's mistake, with a code to search for and a link to its page. */
export class CountersignError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(`${message} ${REFERENCE}#${code}`);
    this.name = 'CountersignError';
    this.code = code;
  }
}

// The messages that any part may need while it renders, and that of the verifier: apart, so that a badge does not carry all
// others of the kit.

/** Message of `part-outside-root`. */
export function partOutsideRoot(part: string, root: string): string {
  return `${part} was rendered outside ${root}. It reads its data from there and has nothing to show. Put it inside <${root}>.`;
}

/** Message of `session-missing`. */
export function sessionMissing(hook: string): string {
  return `${hook} was called outside ReviewProvider. There is no review session to read or to send commands to. Wrap the tree in <ReviewProvider session={createReviewSession(…)}>.`;
}

/** Message of `dialog-without-title`. */
export function dialogWithoutTitle(): string {
  return 'The dialog has no title. A screen reader would announce a dialog without saying what it is for. Render OverrideDialog.Title inside OverrideDialog.Content, visually hidden if need be.';
}

/** Message of `value-not-canonical`. */
export function valueNotCanonical(problem: string): string {
  return `The value has no canonical text: ${problem}. Its hash would differ from machine to machine, or be that of another value. Keep to what JSON can hold: finite numbers, whole characters, lists and records.`;
}
