export { AiDisclosure, type AiDisclosureProps } from './ai-disclosure.js';
export {
  type CalibrationBand,
  type CalibrationResult,
  ownCalibration,
  type RightShare,
} from './calibration.selectors.js';
export { CheckFeedback, type CheckFeedbackProps } from './check-feedback.js';
export { type Finding, findingOf, type Truth } from './condition.selectors.js';
export { coverageCurve, coverageCurveSteps, thresholdsOf, withThreshold } from './coverage-curve.selectors.js';
export {
  INTERRUPT_ITEMS,
  type Interrupt,
  type InterruptForm,
  type Interrupts,
  interruptForm,
  NO_INTERRUPTS,
  withInterrupt,
  withItem,
} from './interrupts.selectors.js';
export { isPersonMode } from './mode.selectors.js';
export { type ModeChances, modeChances, peopleChances } from './mode-chances.selectors.js';
export { OutcomeNote, type OutcomeNoteProps } from './outcome-note.js';
export { type OversightMessages, oversightMessages } from './oversight.messages.js';
export * from './oversight.types.js';
export { oversightPolicyProblems } from './oversight-policy.selectors.js';
export { OwnCalibration, type OwnCalibrationProps } from './own-calibration.js';
export { type BoundedMeasure, type PolicyMessages, policyMessages } from './policy.messages.js';
export { type PolicyChange, policyChanges, type SafeguardChoice } from './policy-diff.selectors.js';
export { browserDraftStore } from './policy-draft-store.js';
export * as PolicyEditor from './policy-editor.parts.js';
export { estimatePolicy, policyEstimateSteps } from './policy-estimate.selectors.js';
export * from './policy-estimate.types.js';
export * from './policy-service.types.js';
export { type IsRight, practiceProblem, practiceSummary, shuffledCases } from './practice.selectors.js';
export * from './practice.types.js';
export {
  isNewReviewer,
  NEW_REVIEWER_CASES,
  PROFILE_SETTINGS,
  profileFor,
  type ReviewerExperience,
  raisedProfile,
  reviewPolicyOf,
  settingsOf,
} from './profile.selectors.js';
export { route, routeFor } from './route.selectors.js';
export { RouteReason, type RouteReasonProps } from './route-reason.js';
export {
  agreementFinding,
  medianActiveMs,
  paceFinding,
  pastDecisionOf,
  valueProbability,
} from './self-check.selectors.js';
export {
  createSelfCheck,
  deviceHistory,
  type SelfCheck,
  type SelfCheckOptions,
  type SelfCheckSnapshot,
} from './self-check.session.js';
export * from './self-check.types.js';
export { SelfCheckNotice, type SelfCheckNoticeProps } from './self-check-notice.js';
export * as StopControl from './stop-control.parts.js';
export type { DisclosureRights, SystemDescription, SystemMeasure } from './system.types.js';
export { SystemCard, type SystemCardProps } from './system-card.js';
export { type DescribeSystem, SystemProvider, type SystemProviderProps } from './system-context.js';
export * from './uncertainty.selectors.js';
