import type { Format } from '../internal/format.js';
import { assumptionMessages } from './assumption.messages.js';
import {
  caseMessages,
  forbiddenMessages,
  markMessages,
  riskMessages,
  statusMessages,
  valueMessages,
} from './case.messages.js';
import { issueMessages } from './issue.messages.js';
import type {
  AssumptionWording,
  ForbiddenCode,
  IssueCode,
  ReviewState,
  Risk,
  SignatureMeaning,
  VerdictType,
} from './review.types.js';

/** Words about a review that several components share. */
export interface ReviewMessages {
  notAvailable: string;
  notProvided: string;
  states: Record<ReviewState, string>;
  unknownStatus: (status: string) => string;
  held: string;
  /** A decision that could not be stored. */
  notSaved: string;
  /** Somebody else decided, or the suggestion changed. */
  changedElsewhere: string;
  /** A closed review whose reason is not known. */
  closed: string;
  risks: Record<Risk, string>;
  /** "High risk" where no heading says that it is the risk. */
  riskNoun: (risk: string) => string;
  unknownRisk: (risk: string) => string;
  verdicts: Record<VerdictType, string>;
  yes: string;
  no: string;
  /** A value that is absent on purpose. */
  emptyValue: string;
  /** One field of a record in running text. */
  fieldText: (name: string, value: string) => string;
  fieldSeparator: string;
  /** Under a value that a person entered and has not signed. */
  notSigned: string;
  /** What a signature means (21 CFR 11.50). */
  meanings: Record<SignatureMeaning, string>;
  signedMeaning: (meaning: string) => string;
  aiSuggestion: string;
  aiSuggested: string;
  ai: string;
  you: string;
  due: (when: string) => string;
  wasDue: (when: string) => string;
  noDeadline: string;
  pausedDeadline: (when: string) => string;
  issues: Record<IssueCode, (detail: { readonly [key: string]: unknown }, format: Format) => string>;
  /** The question before a decision is signed, in its wordings (B-9). */
  assumptionQuestions: Record<AssumptionWording, string>;
  /** Given the roles that would be allowed, or the name of whom the case is assigned to. */
  forbidden: Record<ForbiddenCode, (names: readonly string[], format: Format) => string>;
}

export const reviewMessages: ReviewMessages = /* @__PURE__ */ Object.assign(
  {},
  valueMessages,
  markMessages,
  statusMessages,
  riskMessages,
  caseMessages,
  forbiddenMessages,
  issueMessages,
  assumptionMessages,
);
