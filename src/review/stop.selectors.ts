import { isRecord } from '../internal/is-record.js';
import { laterOf } from '../internal/later-time.js';
import { commandIssues } from './command.selectors.js';
import type { Issue, ModelRef, Review } from './review.types.js';
import type { ResumeOrder, Stop, StopOrder, StopTarget } from './stop.types.js';

/** Whether a stop is about what this model proposed. */
export function coversModel(stop: StopTarget, { id, version }: ModelRef): boolean {
  if (stop.scope === 'all') return true;
  return stop.model.id === id && (stop.model.version === undefined || stop.model.version === version);
}

/** Whether two orders stop the same. */
export function isSameTarget(a: StopTarget, b: StopTarget): boolean {
  return a.scope === b.scope && a.model?.id === b.model?.id && a.model?.version === b.model?.version;
}

/** Whether something of a review is still to come that a stop can hold back. */
export function isUnderWay({ status }: Pick<Review, 'status'>): boolean {
  return status === 'pending' || status === 'reviewing';
}

/** What is wrong with an order to stop, whoever sends it. */
export function stopIssues(order: unknown): Issue[] {
  if (!isRecord(order)) return [{ code: 'value-invalid', path: '', detail: { expected: 'object' } }];
  const { scope, model, reason } = order;
  // The words of a stop become those of the holds that follow from it.
  const issues = commandIssues({ type: 'hold', reason, scope } as never);
  if (scope === 'review') issues.push({ code: 'value-invalid', path: 'scope', detail: { expected: ['model', 'all'] } });
  if (scope === 'model') {
    const { id, version } = isRecord(model) ? model : {};
    if (typeof id !== 'string' || id === '') issues.push({ code: 'field-missing', path: 'model.id' });
    if (version !== undefined && (typeof version !== 'string' || version === '')) {
      issues.push({ code: 'value-invalid', path: 'model.version', detail: { expected: 'text' } });
    }
  }
  return issues;
}

/** What is wrong with an order to resume. */
export function resumeIssues(order: unknown): Issue[] {
  const { id, reason } = isRecord(order) ? order : {};
  const issues: Issue[] = typeof id === 'string' && id !== '' ? [] : [{ code: 'field-missing', path: 'id' }];
  // Of a single case a reason may be left out; what holds a whole model is not lifted without a word.
  if (typeof reason !== 'string' || reason.trim() === '') return [...issues, { code: 'field-missing', path: 'reason' }];
  return [...issues, ...commandIssues({ type: 'resume', reason })];
}

/** An order with nothing but the fields that it has. */
export function stopOrderOf({ scope, model, reason }: StopOrder): StopOrder {
  if (scope === 'all') return { scope, reason };
  return {
    scope,
    model: { id: model.id, ...(model.version !== undefined && { version: model.version }) },
    reason,
  };
}

/** An order to resume with nothing but the fields that it has. */
export function resumeOrderOf({ id, reason }: ResumeOrder): ResumeOrder {
  return { id, reason };
}

/**
 * The hold of one review that follows from a stop. Where time to step in is running, it says since when that has been
 * stopped: a stop holds from its own time on, whenever a review has it on record.
 */
export function holdCommandOf(
  { id, scope, reason, at }: Pick<Stop, 'id' | 'scope' | 'reason' | 'at'>,
  { state, route }: Pick<Review, 'state' | 'route'>,
) {
  const since = state === 'pending.monitored' ? laterOf(at, route?.at) : undefined;
  return { type: 'hold', reason, scope, stop: id, ...(since !== undefined && { since }) } as const;
}
