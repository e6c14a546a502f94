import type { TextFormat } from '../internal/format.js';
import type { OversightMode } from './oversight.types.js';
import type { DisclosureRights, SystemDescription } from './system.types.js';

type Slot = Exclude<keyof SystemDescription, 'model' | 'name' | 'degraded'>;

/** Words about an AI system, and to whom it decides about. */
export interface SystemMessages {
  /** Shows and hides what is known of the system, from every case. */
  aboutSystem: string;
  systemSlots: Record<Slot, string>;
  systemNotProvided: string;
  systemVersion: (id: string, version: string, released: string | undefined) => string;
  systemRight: (name: string, right: string, range: string | undefined, n: number, format: TextFormat) => string;
  systemMeasuredOn: (date: string) => string;
  /** That the date of a measurement is not known. */
  systemUndated: string;
  systemTooFew: (name: string, n: number, format: TextFormat) => string;
  systemMalformed: (name: string) => string;
  systemDegraded: (since: string | undefined) => string;
  disclosureTitle: string;
  disclosureSystem: (name: string, purpose: string | undefined) => string;
  /** Who decides, in words for whoever is decided about. */
  disclosureBy: Record<OversightMode, string>;
  disclosureRights: string;
  disclosureRight: Record<keyof DisclosureRights, string>;
}

export const systemMessages: SystemMessages = {
  aboutSystem: 'About the AI system',
  systemSlots: {
    purpose: 'What it is for',
    measured: 'How often it is right',
    failures: 'Where it is known to fail',
    untested: 'What it was not tested on',
    interpretation: 'How to read it',
    oversight: 'How people oversee it',
  },
  systemNotProvided: 'Not provided',
  systemVersion: (id, version, released) => `${id} ${version}${released ? `, from ${released}` : ''}`,
  systemRight: (name, right, range, n, f) =>
    `${name}: right in ${right}${range ? ` (${range})` : ''} of ${f.plural(n, { one: '# case', other: '# cases' })}.`,
  systemMeasuredOn: (date) => `Measured on ${date}.`,
  systemUndated: 'When that was measured is not known.',
  systemTooFew: (name, n, f) =>
    `${name}: ${f.plural(n, { one: '# case', other: '# cases' })}, too few to say how often it is right.`,
  systemMalformed: (name) => `${name}: what was measured cannot be read.`,
  systemDegraded: (since) => (since ? `Degraded since ${since}` : 'Degraded'),
  disclosureTitle: 'An AI system takes part in this decision',
  disclosureSystem: (name, purpose) => (purpose ? `${name}: ${purpose}` : name),
  disclosureBy: {
    auto: 'What the system proposes takes effect. No person looks at it before.',
    monitor: 'What the system proposes takes effect after some time, unless a person steps in before.',
    review: 'The system makes a proposal. A person decides, and may decide otherwise.',
    second: 'The system makes a proposal. Two people decide, neither knowing of the other, and may decide otherwise.',
  },
  disclosureRights: 'What you can do',
  disclosureRight: {
    explanation: 'Have the decision explained to you',
    person: 'Ask that a person decides, or decides anew',
    objection: 'Object to the decision',
  },
};
