import { errorFor } from '../internal/errors.js';
import { clampShare } from './confidence.selectors.js';
import type { ConfidenceBand, ConfidenceScale } from './confidence.types.js';

/** What is wrong with a list of bands, in words; nothing where it is a scale. */
function scaleProblem(bands: readonly ConfidenceBand[]): string | undefined {
  if (!Array.isArray(bands) || bands.length === 0) return 'it has no bands';
  let end: number | undefined;
  const ids = new Set<string>();
  for (const { id, low, high } of bands) {
    if (!id || ids.has(id)) return `the id "${id}" is empty or there twice`;
    ids.add(id);
    if (!(low >= 0 && low < high && high <= 1)) return `the band "${id}" does not run upwards within 0 to 1`;
    if (end === undefined ? low > clampShare(0) : low !== end) return `the band "${id}" does not begin where it should`;
    end = high;
  }
  return end !== undefined && end < clampShare(1) ? `it ends at ${end}` : undefined;
}

/**
 * Makes a scale of one's own: bands without gaps, lowest first, at least from 1% to 99%. A band reads as its `label`.
 *
 * @throws {CountersignError} `scale-invalid`
 * @example defineScale('triage', [{ id: 'no', low: 0, high: 0.5, label: 'Probably not' }, { id: 'yes', low: 0.5, high: 1, label: 'Probably' }])
 */
export function defineScale<const Id extends string>(
  id: string,
  bands: readonly ConfidenceBand<Id>[],
): ConfidenceScale<Id> {
  const problem = scaleProblem(bands);
  if (problem) throw errorFor('scale-invalid', problem);
  return { id, bands };
}
