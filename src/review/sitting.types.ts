import type { ReviewSession, SessionSnapshot } from './session.types.js';
import type { SessionContext } from './session-context.types.js';

/** What is true of a sitting under every rule. */
export type SittingSnapshot = Omit<SessionSnapshot, 'mayDecide'>;

/** What acts on a sitting, whatever the rule. */
export type SittingVerbs = Omit<
  ReviewSession,
  | 'id'
  | 'reviewer'
  | 'backend'
  | 'reauthenticate'
  | 'now'
  | 'getSnapshot'
  | 'subscribe'
  | 'whyNot'
  | 'can'
  | 'setCanDecide'
>;

/** One reviewer at one review, before any rule of the host: the actor, and what it hears of page, backend and outbox. */
export interface Sitting {
  verbs: SittingVerbs;
  now(): number;
  /** Begins with the first call: never while rendering on a server. */
  start(): void;
  getSnapshot(): SittingSnapshot;
  getContext(): SessionContext;
  /** Called with every change; emptied when the sitting ends. */
  readonly listeners: Set<() => void>;
}
