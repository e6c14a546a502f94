import type { Application } from './application.js';
import { riskOf } from './proposal.js';

/** At least so many cases that two people decide on wait in a queue, up to a tenth of it: who tries the host should meet them. */
const LEAST_CRITICAL = 3;

/** The first applications; where too few of them are critical, the first critical ones of the rest take the last places. */
export function queueOf(applications: readonly Application[], size: number): readonly Application[] {
  const isCritical = (application: Application) => riskOf(application) === 'critical';
  const queued = applications.slice(0, size);
  const missing = Math.max(0, Math.min(LEAST_CRITICAL, Math.floor(size / 10)) - queued.filter(isCritical).length);
  const more = applications.slice(size).filter(isCritical).slice(0, missing);
  return [...queued.slice(0, size - more.length), ...more];
}
