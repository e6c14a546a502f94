import type { OutboxItem } from '../review/backend.types.js';
import type { CommandType, VerdictType } from '../review/review.types.js';
import { isVerdict } from '../review/verdict.selectors.js';
import type { DeskMessages } from './desk.messages.js';

type Names = Pick<
  DeskMessages,
  | 'assign'
  | 'unassign'
  | 'recordAnswer'
  | 'startReview'
  | 'release'
  | 'skip'
  | 'escalate'
  | 'ask'
  | 'answer'
  | 'undo'
  | 'reopen'
  | 'resume'
>;

/** What was done, in a word or two: "Approved", "Escalate". */
export function commandName(type: CommandType, desk: Names, verdicts: Readonly<Record<VerdictType, string>>): string {
  if (isVerdict(type)) return verdicts[type];
  const names: { readonly [type in CommandType]?: string } = {
    judge: desk.recordAnswer,
    claim: desk.startReview,
    release: desk.release,
    skip: desk.skip,
    assign: desk.assign,
    unassign: desk.unassign,
    escalate: desk.escalate,
    ask: desk.ask,
    answer: desk.answer,
    undo: desk.undo,
    reopen: desk.reopen,
    resume: desk.resume,
  };
  return names[type] ?? type;
}

/** What the outbox holds, for one line: how many wait, whether they are all decisions, how many were refused. */
export function countItems(items: readonly OutboxItem[]) {
  const waiting = items.filter((item) => !item.refusal);
  return {
    waiting: waiting.length,
    areDecisions: waiting.every((item) => isVerdict(item.command.type)),
    refused: items.length - waiting.length,
  };
}
