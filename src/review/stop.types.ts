import type { Actor } from './actor.types.js';
import type { Forbidden, Issue } from './answer.types.js';
import type { HoldScope } from './command.types.js';

/** A model; without a version every version of it, those that do not exist yet included. */
export interface StoppedModel {
  id: string;
  version?: string;
}

/** What a stop is about. One review alone is held by the command `hold`. */
export type StopTarget =
  | { scope: Extract<HoldScope, 'model'>; model: StoppedModel }
  | { scope: Extract<HoldScope, 'all'>; model?: undefined };

/** What somebody asks for who stops: what, and why. */
export type StopOrder = StopTarget & { reason: string };

/** A stop in force: everything it is about is held until somebody resumes it (L-9). */
export type Stop = StopOrder & {
  id: string;
  by: Actor;
  /** ISO 8601. */
  at: string;
  /** Roles that may resume it. */
  resumeRoles: readonly string[];
  /** How many reviews have it on record so far, where the backend knows. */
  held?: number;
};

/** What is asked for to end a stop. */
export interface ResumeOrder {
  /** Of the stop. */
  id: string;
  reason: string;
}

/** How a stop ended. */
export interface StopEnd {
  by: Actor;
  /** ISO 8601. */
  at: string;
  reason: string;
}

/** What a stop would hold at this moment. */
export interface StopReach {
  /** Reviews that wait for a person, or are with one. */
  open: number;
  /** How many of them somebody has claimed. */
  claimed: number;
  /** Decisions whose effect has not gone out. */
  effects?: number;
}

export interface StopOptions {
  /** The same for every try of one order: a backend answers a repeat as it answered the first. */
  idempotencyKey: string;
  /** The id of the person it comes from, as in `SentBy`. */
  by?: string;
}

/** Every answer to an order. Only an unreachable or broken backend rejects. */
export type StopResult =
  /** `stop` as it is now in force, or was until this moment, with its end. */
  | { outcome: 'accepted'; stop: Stop; end?: StopEnd }
  /** It is stopped already, by this stop; or has been resumed already. */
  | { outcome: 'conflict'; stop: Stop; end?: StopEnd }
  | { outcome: 'forbidden'; why: Forbidden }
  | { outcome: 'invalid'; issues: readonly Issue[] };

/** How far what is said of the stops can be relied on: `late` means that a stop may be in force that is not in the list. */
export const STOP_NEWS = ['now', 'late'] as const;
export type StopNews = (typeof STOP_NEWS)[number];

/** Stops of a model, or of everything. One row that everything is measured by: it holds from the moment it is there. */
export interface StopService {
  /** Those in force, oldest first. */
  list(): Promise<readonly Stop[]>;
  /** Puts a stop in force. Whoever sees harm may, unless the host says who. */
  stop(order: StopOrder, options: StopOptions): Promise<StopResult>;
  /** Ends a stop: what it alone holds goes on, what something else holds as well stays held. */
  resume(order: ResumeOrder, options: StopOptions): Promise<StopResult>;
  /** What a stop would hold now. */
  reach?(target: StopTarget): Promise<StopReach>;
  /**
   * Hears of the stops in force, at once and after every change. `news` says whether the connection that tells of them is up.
   */
  subscribe(listener: (stops: readonly Stop[], news: StopNews) => void): () => void;
}
