import type { Refusal } from '../review/answer.types.js';
import type { ResumeOrder, Stop, StopNews, StopOrder, StopResult } from '../review/stop.types.js';

/** The stop of one case, which is a command of its review. */
export interface CaseStopOrder {
  scope: 'review';
  /** Of the review. */
  id: string;
  reason: string;
}

/** Anything that can be asked for in a stop control. */
export type StopAsk = ({ type: 'stop' } & (StopOrder | CaseStopOrder)) | ({ type: 'resume' } & ResumeOrder);

/** On its way · not answered: it is not in force, and is sent again by itself. */
export type StopAttemptStatus = 'sending' | 'unreached';

/** An order that has no answer yet. Nobody else knows of it. */
export interface StopAttempt {
  ask: StopAsk;
  status: StopAttemptStatus;
  /** How often it was sent without an answer. */
  tries: number;
}

/** What came of an order: an answer of the stops, or of the review that was to be held. */
export type StopAnswer = StopResult | Refusal | { outcome: 'accepted'; stop?: undefined };

export interface StopSnapshot {
  /** Those in force, oldest first; nothing while they are not known. */
  stops?: readonly Stop[];
  news: StopNews;
  attempt?: StopAttempt;
}
