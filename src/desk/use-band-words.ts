'use client';
import { confidenceBadgeMessages } from '../confidence/badge.messages.js';
import { clampShare } from '../confidence/confidence.selectors.js';
import type { ConfidenceBand, Icd203Band } from '../confidence/confidence.types.js';
import { formatPercentRange } from '../internal/format.js';
import { useLocale, useMessages } from '../react/locale-context.js';

/** How a band reads: the same words the AI's badge uses, so that the two can be compared. */
export function useBandWords() {
  const { bands } = useMessages('confidence', confidenceBadgeMessages);
  const locale = useLocale();
  const name = (band: ConfidenceBand) => band.label ?? bands[band.id as Icd203Band] ?? band.id;
  const range = (band: ConfidenceBand) => formatPercentRange(locale, clampShare(band.low), clampShare(band.high), 2);
  return { name, range, full: (band: ConfidenceBand) => `${name(band)} (${range(band)})` };
}
