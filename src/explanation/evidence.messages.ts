import type { TextFormat } from '../internal/format.js';

/** Words of the list of evidence, and of everything that may be long or missing. */
export interface EvidenceMessages {
  /** In place of a text that is missing or unreadable. */
  notAvailable: string;
  more: string;
  less: string;
  showMore: (left: number, format: TextFormat) => string;
  /** `time` is "10:29", absent where it is not known. */
  opened: (time: string | undefined) => string;
  notOpened: string;
  /** An item without an address that the host does not open either. */
  notOpenable: string;
  /** Over the evidence of a decision: whose openings the list shows. */
  openedBy: (name: string) => string;
  openedUnknown: (name: string) => string;
  /** `note` is absent where the item has none. */
  requiredEvidence: (note: string | undefined) => string;
}

export const evidenceMessages: EvidenceMessages = {
  notAvailable: 'Not available',
  more: 'More',
  less: 'Less',
  showMore: (left, f) => `Show more, ${f.number(left)} left`,
  opened: (time) => (time ? `Opened ${time}` : 'Opened'),
  notOpened: 'Not opened',
  notOpenable: 'Cannot be opened here',
  openedBy: (name) => `What ${name} had opened before deciding`,
  openedUnknown: (name) => `It is not on record what ${name} had opened before deciding`,
  requiredEvidence: (note) => (note ? `${note}. Required` : 'Required'),
};
