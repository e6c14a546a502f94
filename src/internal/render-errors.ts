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

/** The messages that any part may need while it renders: apart, so that a badge does not carry all others of the kit. */
export const RENDER_MESSAGES = {
  'part-outside-root': (part: string, root: string) =>
    `${part} was rendered outside ${root}. It reads its data from there and has nothing to show. Put it inside <${root}>.`,
  'session-missing': (hook: string) =>
    `${hook} was called outside ReviewProvider. There is no review session to read or to send commands to. Wrap the tree in <ReviewProvider session={createReviewSession(…)}>.`,
};

/** `errorFor()` for these codes, without the rest of the table. */
export function renderErrorFor<C extends keyof typeof RENDER_MESSAGES>(
  code: C,
  ...args: Parameters<(typeof RENDER_MESSAGES)[C]>
): CountersignError {
  const message = RENDER_MESSAGES[code] as (...values: string[]) => string;
  return new CountersignError(code, message(...args));
}
