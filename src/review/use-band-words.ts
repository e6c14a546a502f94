'use client';
import { confidenceBadgeMessages } from '../confidence/badge.messages.js';
import { bandOf, calibratedShare, clampShare, icd203 } from '../confidence/confidence.selectors.js';
import type { Confidence, ConfidenceBand, Icd203Band } from '../confidence/confidence.types.js';
import { formatPercentRange } from '../internal/format.js';
import { useLocale, useMessages, useToday } from '../react/locale-context.js';

/** How a band reads: the same words the AI's badge uses, so that the two can be compared. */
export function useBandWords() {
  const { bands } = useMessages('confidence', confidenceBadgeMessages);
  const locale = useLocale();
  const name = (band: ConfidenceBand) => band.label ?? bands[band.id as Icd203Band] ?? band.id;
  const range = (band: ConfidenceBand) => formatPercentRange(locale, clampShare(band.low), clampShare(band.high));
  return { name, range, full: (band: ConfidenceBand) => `${name(band)} (${range(band)})` };
}

/** What the badge says of a score, as it stands there; nothing where it shows none. */
export function useShownConfidence(confidence: Confidence | undefined): string | undefined {
  const { full } = useBandWords();
  const band = bandOf(calibratedShare(confidence, useToday()), icd203);
  return band && full(band);
}
