export * as AuditReplay from './audit-replay.parts.js';
export { createReauthentication } from './create-reauthentication.js';
export * as DecisionBar from './decision-bar.parts.js';
export { type DeskMessages, deskMessages } from './desk.messages.js';
export { createDesk, type Desk, type DeskOptions, type DeskSettlement, deskFor } from './desk.session.js';
export * as PracticeSet from './practice-set.js';
export { Reauthentication, type ReauthenticationProps } from './reauthentication.js';
export type {
  ReauthenticationAnswer,
  ReauthenticationOptions,
  ReauthenticationPrompt,
  ReauthenticationSnapshot,
} from './reauthentication.session.js';
export { REAUTHENTICATION_PROBLEMS, type ReauthenticationProblem } from './reauthentication.types.js';
export { isReauthenticator, type Reauthenticator } from './reauthenticator.js';
export * as ReviewCard from './review-card.js';
export * as ReviewDesk from './review-desk.js';
export * as SeenCard from './seen-card.js';
export { useReplayLog } from './use-replay-log.js';
