'use client';
import { visibleText } from '../internal/plain-text.js';
import { Button } from '../react/button.js';
import { useMessages } from '../react/locale-context.js';
import { Notice } from '../react/notice.js';
import { auditReplay } from './audit-replay.variants.js';
import { replayPart } from './audit-replay-context.js';
import { cardMessages } from './card.messages.js';

/** Says that the record is on its way, or that it has no entry. Renders a `<p>`, or nothing. */
export const Status = replayPart<HTMLParagraphElement>('Status', 'p', auditReplay.status, (state) => {
  const { messages: m, format, isLoading, problem, entries, total } = state;
  if (isLoading) return { 'aria-busy': true, children: m.replayLoading(entries.length, total, format) };
  return entries.length === 0 && !problem ? { children: m.replayEmpty } : undefined;
});

/** What could not be loaded, and the way to try again. Renders a `<div>`, or nothing where all is well. */
export const Problem = replayPart<HTMLDivElement>('Problem', 'div', auditReplay.problem, function useProblem(state) {
  const { messages: m, problem, retry } = state;
  const { tryAgain } = useMessages('desk', cardMessages);
  if (!problem) return undefined;
  return {
    'data-during': problem.during,
    children: (
      <Notice tone="stop" title={m.replayFailed} actions={retry && <Button onClick={retry}>{tryAgain}</Button>}>
        {problem.message ? visibleText(problem.message) : undefined}
      </Notice>
    ),
  };
});
