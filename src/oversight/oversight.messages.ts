import type { TextFormat } from '../internal/format.js';
import { type LearningMessages, learningMessages } from './learning.messages.js';
import type { BatchSetting, BoundSide, Measure, OversightMode, PolicyProblemCode, Profile } from './oversight.types.js';
import { routeMessages } from './route.messages.js';
import { type SelfCheckMessages, selfCheckMessages } from './self-check.messages.js';
import { type StopMessages, stopMessages } from './stop.messages.js';
import { type SystemMessages, systemMessages } from './system.messages.js';

/** A sentence with the bounds that were crossed, formatted: one, or of `between` two. */
export type BoundSentence = (limits: readonly string[]) => string;

export type ProblemDetail = { readonly [key: string]: unknown };

export interface OversightMessages extends LearningMessages, SelfCheckMessages, StopMessages, SystemMessages {
  modes: Record<OversightMode, string>;
  /** What a mode means for the case, in a sentence. */
  modeMeanings: Record<OversightMode, string>;
  profiles: Record<Profile, string>;
  batchApprovals: Record<BatchSetting, string>;
  /** Why a case comes to somebody: what is true of it. The numbers are the rule's, never the case's own. */
  facts: Record<Exclude<Measure, 'value' | 'margin'>, Record<BoundSide, BoundSentence>>;
  /** Between two readings of a model. */
  margin: Record<BoundSide, (first: string, second: string, limits: readonly string[]) => string>;
  /** Of a confidence in another value than the proposed one, or in one field. */
  confidenceIn: (about: string, sentence: string) => string;
  value: Record<BoundSide, (name: string, limits: readonly string[]) => string>;
  /** How the proposed value is called where no field is. */
  proposedValue: string;
  valueListed: (name: string, value: string) => string;
  valueUnlisted: (name: string, value: string) => string;
  risk: (risk: string) => string;
  kind: (kind: string) => string;
  drawn: (rate: string) => string;
  notDrawn: (rate: string) => string;
  unknown: Record<Measure, string>;
  /** A case that no rule is about. */
  noRule: string;
  /** In place of reasons that would tell of the AI's answer (B-1). */
  answerFirst: string;
  newReviewer: string;
  /** Above the reasons. */
  reasonTitle: string;
  /** Of a case that waits for a veto. */
  takesEffect: (when: string) => string;
  /** Of a case that took effect without a person. */
  tookEffect: (when: string) => string;
  policyName: (id: string, version: string) => string;
  problems: Record<PolicyProblemCode, (detail: ProblemDetail, format: TextFormat) => string>;
}

const given = ({ given: value }: ProblemDetail) => (typeof value === 'string' ? `“${value}”` : String(value));
const listed = (list: unknown) => (Array.isArray(list) ? list.map((each) => `“${each}”`).join(', ') : '');

export const oversightMessages: OversightMessages = {
  ...routeMessages,
  ...learningMessages,
  ...stopMessages,
  ...systemMessages,
  ...selfCheckMessages,
  modes: {
    auto: 'Out of the loop',
    monitor: 'On the loop',
    review: 'In the loop',
    second: 'Two people',
  },
  profiles: { low: 'Low', standard: 'Standard', high: 'High', regulated: 'Regulated' },
  batchApprovals: { off: 'Off', limited: 'Limited', allowed: 'Allowed' },
  problems: {
    'field-missing': () => 'This is missing. Add it.',
    'field-unknown': ({ known }) => `Nobody knows this field, so it would have no effect. Use one of ${listed(known)}.`,
    'wrong-type': (detail) =>
      detail.expected === 'number'
        ? `${given(detail)} is no number. Write a number from ${detail.min} to ${detail.max}, without quotes: 90% is 0.9.`
        : `${given(detail)} is no ${detail.expected}.`,
    'not-one-of': (detail) => `${given(detail)} is none of ${listed(detail.list)}.`,
    'out-of-range': (detail) =>
      `${given(detail)} is not from ${detail.min} to ${detail.max}.${detail.max === 1 ? ' A share is written as a part of 1: 90% is 0.9.' : ''}`,
    'bounds-missing': () => 'No bound is given, so nothing is asked. Add “atLeast”, “below” or both.',
    'bounds-empty': ({ atLeast, below }) =>
      `Nothing is at least ${atLeast} and below ${below}. Swap or part the bounds.`,
    'list-empty': () => 'The list is empty, so it says nothing. Add something, or take the condition out.',
    'id-repeated': (detail) =>
      `${given(detail)} names another rule already. The record names rules by it: give this one its own.`,
    'role-unknown': (detail) =>
      `The host knows no role ${given(detail)}, so nobody would get the case. Use one of ${listed(detail.roles)}.`,
    'escalation-cycle': ({ chain }) =>
      `Cases would go round without end: ${Array.isArray(chain) ? chain.join(' → ') : ''}. Let one role keep them.`,
    'escalation-missing': ({ role }) =>
      role
        ? `Nobody gets the expired cases of “${role}”. Add the role to “escalations”, or let them close.`
        : 'Without a role it is not known who gets the expired cases. Add one, or let them close.',
    'veto-missing': () => 'Nobody could step in: say for how many minutes the value waits.',
    'people-bypassed': () =>
      'A case that no rule is about goes to people. Write a rule for what may pass without them.',
    'date-invalid': (detail) => `${given(detail)} is no date with time and offset, such as 2026-12-01T08:00:00Z.`,
    'never-holds': () => 'No case can meet this condition. Look for bounds or lists that shut each other out.',
    'never-reached': ({ before }) =>
      `The rules before it take every case that this one is about: ${listed(before)}. Move it up, or take it out.`,
    'too-complex': () => 'This is too complex to tell whether it can hold. Part it into several rules.',
  },
};
