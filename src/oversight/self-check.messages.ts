import type { Format } from '../internal/format.js';

/** Words about one's own work: plain facts, for nobody else to read, and nothing that hurries, praises or blames (B-25, B-26). */
export interface SelfCheckMessages {
  agreementTitle: string;
  agreementText: (decisions: number, disagreements: number, expected: number, format: Format) => string;
  paceTitle: string;
  paceText: (items: number, minutes: number, format: Format) => string;
  /** Under both. */
  onlyYou: string;
  closeNotice: string;
  paceOff: string;
  /** Once breaks are not suggested any more. */
  paceIsOff: string;
  paceOn: string;
}

export const selfCheckMessages: SelfCheckMessages = {
  agreementTitle: 'You and the AI have agreed often',
  agreementText: (decisions, disagreements, expected, f) =>
    `In your last ${f.number(decisions)} decisions you decided otherwise in ${f.plural(disagreements, { one: '# case', other: '# cases' })}. By its own scores the AI is wrong in about ${f.number(Math.round(expected))} of them. You also took less time than you usually do.`,
  paceTitle: 'A break may be due',
  paceText: (items, minutes, f) =>
    `You have decided ${f.plural(items, { one: '# case', other: '# cases' })} in ${f.number(minutes, { style: 'unit', unit: 'minute', unitDisplay: 'long' })}, the last ones in less time than the first. Your cases and drafts stay as they are.`,
  onlyYou: 'Only you see this.',
  closeNotice: 'Close this notice',
  paceOff: 'Suggest no breaks',
  paceIsOff: 'No breaks are suggested to you any more.',
  paceOn: 'Suggest breaks again',
};
