import type { TextFormat } from '../internal/format.js';

/** Words of everything that may be long or missing. */
export interface ExplanationTextMessages {
  /** In place of a text that is missing or unreadable. */
  notAvailable: string;
  more: string;
  less: string;
  showMore: (left: number, format: TextFormat) => string;
}

export const explanationTextMessages: ExplanationTextMessages = {
  notAvailable: 'Not available',
  more: 'More',
  less: 'Less',
  showMore: (left, f) => `Show more, ${f.number(left)} left`,
};

/** Words of the list of evidence. */
export interface EvidenceMessages {
  /** `time` is "10:29", absent where it is not known. */
  opened: (time: string | undefined) => string;
  notOpened: string;
  /** `note` is absent where the item has none. */
  requiredEvidence: (note: string | undefined) => string;
}

export const evidenceMessages: EvidenceMessages = {
  opened: (time) => (time ? `Opened ${time}` : 'Opened'),
  notOpened: 'Not opened',
  requiredEvidence: (note) => (note ? `${note}. Required` : 'Required'),
};
