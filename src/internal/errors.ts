import {
  CountersignError,
  dialogWithoutTitle,
  partOutsideRoot,
  sessionMissing,
  valueNotCanonical,
} from './render-errors.js';

export { CountersignError } from './render-errors.js';

/** What happened, why it matters, what to do: three sentences per code, documented in `docs/errors.md`. */
const MESSAGES = {
  'part-outside-root': partOutsideRoot,
  'session-missing': sessionMissing,
  'dialog-without-title': dialogWithoutTitle,
  'proposal-invalid': (problems: string) =>
    `The proposal cannot be reviewed: ${problems}. A person would decide on something that is missing or not what it says. Mend the fields named here before calling initialReview().`,
  'policy-invalid': (problems: string) =>
    `The policy cannot be applied: ${problems}. A safeguard that is misspelt would silently be off. Mend the fields named here.`,
  'oversight-policy-invalid': (problems: string) =>
    `The oversight policy cannot send cases: ${problems}. A threshold that is no number could send one past everybody. Mend the parts named here; oversightPolicyProblems() finds them before the policy is used.`,
  'history-invalid': (problem: string) =>
    `The entries do not replay: ${problem}. A record that does not lead to its own state cannot be trusted. Pass every entry of one review, oldest first, as the backend stored them.`,
  'practice-invalid': (problem: string) =>
    `The practice set cannot be used: ${problem}. Whoever has worked through it would have shown nothing. Mend the set, or say with \`demand\` what it has to have.`,
  'value-not-canonical': valueNotCanonical,
  'log-file-invalid': (problem: string) =>
    `The log file cannot be written: ${problem}. Whoever verified it would find a fault that is none of the log. Pass every entry of the scope once, in the order of positions, a checkpoint that covers them, and the proof of an extract.`,
  'time-invalid': (name: string, value: string) =>
    `${name} is not a time: ${value}. The record would hold a moment that nobody can read. Pass ISO 8601 with an offset, such as 2026-11-21T09:30:00Z.`,
  'scale-invalid': (problem: string) =>
    `The confidence scale cannot be used: ${problem}. A score could fall between two bands or into both. List the bands from 0 to 1, lowest first, each beginning where the one before ends.`,
  'shortcut-invalid': (keys: string) =>
    `The keys "${keys}" cannot be read. Nobody could press them, or something else than was meant. Write modifiers and one key as aria-keyshortcuts has them, such as "Alt+Shift+N" or "Mod+Enter".`,
  'duplicate-id': (where: string, id: string) =>
    `${where} holds the id "${id}" twice. Rows, focus and decisions would go to the wrong one. Give each item an id of its own.`,
  'backend-invalid': (problem: string) =>
    `The backend cannot be used: ${problem}. Nothing a reviewer decides could be stored. Implement ReviewBackend as docs/protocol.md describes.`,
  'command-not-waiting': (key: string) =>
    `No command with the key "${key}" waits in this outbox. Its answer was told, or it was never given here, so nothing would ever be heard of it. Ask only for keys that getSnapshot() lists.`,
  'command-given-up': (key: string) =>
    `The command with the key "${key}" was given up before the server answered it. It is not sent again; an earlier try may have arrived all the same. Load the review to see what is true.`,
  'idempotency-key-reused': (key: string) =>
    `The idempotency key "${key}" was used for another request. To answer that one again would give a case that was not asked for, to carry this one out would make the key worthless. Use a new key for each request, the same one only for its repeats.`,
  'not-signed-in': (by: string, reviewer: string) =>
    `A request of "${by}" came to the backend of "${reviewer}". What one person gave would go out under another one’s name. Have the first one sign in again, and make a backend for each person.`,
  'outbox-stopped': (verb: string) =>
    `outbox.${verb}() was called after stop(). The command was not kept and will not be sent. Make an outbox for this person again with createOutboxBackend().`,
  'session-stopped': (verb: string) =>
    `session.${verb}() was called after session.stop(). The command was not sent. Create a new session with createReviewSession().`,
  'cursor-unknown': (cursor: string) =>
    `The cursor "${cursor}" belongs to no page. To begin again without a word would show rows twice, or for ever. Pass \`next\` of the page before, or none for the first page.`,
  'review-unknown': (id: string) =>
    `There is no review "${id}". The backend cannot load or change what it does not hold. Check the id, or create the review first.`,
} satisfies Record<string, (...args: never[]) => string>;

export type ErrorCode = keyof typeof MESSAGES;
export const ERROR_CODES = /* @__PURE__ */ Object.keys(MESSAGES) as ErrorCode[];

/** Builds the error for a code. Throw what it returns, so that the throw stays visible where it happens. */
export function errorFor<C extends ErrorCode>(code: C, ...args: Parameters<(typeof MESSAGES)[C]>): CountersignError {
  const message = MESSAGES[code] as (...values: unknown[]) => string;
  return new CountersignError(code, message(...args));
}
