import { visibleText } from '../internal/plain-text.js';
import type { Stop } from '../review/stop.types.js';
import type { StopMessages } from './stop.messages.js';
import { modelName, type StoppableModel } from './stop-context.js';

/** What is stopped, and by whom, in one line. */
export function stoppedTitle(
  stop: Stop,
  models: readonly StoppableModel[],
  { stopped }: Pick<StopMessages, 'stopped'>,
): string {
  const name = visibleText(stop.by.name ?? stop.by.id);
  if (stop.scope === 'all') return stopped.all(name);
  const { version } = stop.model;
  return stopped.model(name, visibleText(modelName(models, stop.model)), version && visibleText(version));
}
