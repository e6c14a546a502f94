/** The kit without React: what a server needs to keep reviews, and a browser to talk about them. */
export * from './audit/audit.types.js';
export { filterEntries, isFiltering } from './audit/audit-filter.selectors.js';
export * from './audit/canonical.selectors.js';
export * from './audit/chain.selectors.js';
export * from './audit/chain.types.js';
export * from './audit/chain-tools.selectors.js';
export * from './audit/chain-verifier.selectors.js';
export * from './audit/csv-cell.selectors.js';
export * from './audit/csv-export.selectors.js';
export type { DocumentLanguage } from './audit/document-language.document.js';
export { exportFileName, startOfDay } from './audit/export.selectors.js';
export * from './audit/export.types.js';
export { EXPORT_CSP } from './audit/export-style.selectors.js';
export * from './audit/html-export.document.js';
export * from './audit/log-fault.types.js';
export * from './audit/log-file.selectors.js';
export * from './audit/log-file.types.js';
export * from './audit/merkle.selectors.js';
export * from './audit/person-export.document.js';
export { EXPLAIN_WITHIN, explainToPerson } from './audit/person-export.selectors.js';
export * from './audit/seal.selectors.js';
export * from './audit/signature.selectors.js';
export * from './confidence/confidence.selectors.js';
export * from './confidence/confidence.types.js';
export * from './confidence/quantile.selectors.js';
export * from './confidence/scale.selectors.js';
export * from './explanation/explanation.types.js';
export { CountersignError, ERROR_CODES, type ErrorCode } from './internal/errors.js';
export type { Messages } from './messages/messages.types.js';
export { type Finding, findingOf, type Truth } from './oversight/condition.selectors.js';
export {
  coverageCurve,
  coverageCurveSteps,
  thresholdsOf,
  withThreshold,
} from './oversight/coverage-curve.selectors.js';
export { isPersonMode } from './oversight/mode.selectors.js';
export { type ModeChances, modeChances, peopleChances } from './oversight/mode-chances.selectors.js';
export * from './oversight/oversight.types.js';
export { oversightPolicyProblems } from './oversight/oversight-policy.selectors.js';
export { type PolicyChange, policyChanges, type SafeguardChoice } from './oversight/policy-diff.selectors.js';
export { estimatePolicy, policyEstimateSteps } from './oversight/policy-estimate.selectors.js';
export * from './oversight/policy-estimate.types.js';
export * from './oversight/policy-service.types.js';
export { type IsRight, practiceProblem, practiceSummary, shuffledCases } from './oversight/practice.selectors.js';
export * from './oversight/practice.types.js';
export {
  isNewReviewer,
  NEW_REVIEWER_CASES,
  PROFILE_SETTINGS,
  profileFor,
  type ReviewerExperience,
  raisedProfile,
  reviewPolicyOf,
  settingsOf,
} from './oversight/profile.selectors.js';
export { route, routeFor } from './oversight/route.selectors.js';
export type { DisclosureRights, SystemDescription, SystemMeasure } from './oversight/system.types.js';
export * from './oversight/uncertainty.selectors.js';
export * from './queue/filter.types.js';
export * from './queue/queue.types.js';
export {
  RANKINGS,
  type Ranked,
  type Ranking,
  type RankOptions,
  type RankReason,
  rankRows,
} from './queue/rank.selectors.js';
export * from './review/agreement.selectors.js';
export { rolesFor } from './review/authority.selectors.js';
export * from './review/backend.types.js';
export {
  BATCH_LEAST,
  BATCH_MOST,
  type BatchNamed,
  type BatchReality,
  batchFirst,
  batchIssue,
  batchMost,
  batchProblem,
  batchRealityProblem,
  batchRuleProblem,
  hasOpened,
} from './review/batch.selectors.js';
export * from './review/batch-plan.selectors.js';
export { isHandedOn } from './review/check.selectors.js';
export { withKnownFields } from './review/command-fields.selectors.js';
export { judgementOf, seatOf, withoutWords } from './review/decision.selectors.js';
export type { DwellState } from './review/dwell.types.js';
export { ENTRY_OF } from './review/entry.selectors.js';
export { holdOf, holdsOf } from './review/hold.selectors.js';
export * from './review/lifecycle.machine.js';
export * from './review/lifecycle.selectors.js';
export * from './review/lifecycle.types.js';
export { FORM_RULES, type GuardName, meets, RULES } from './review/lifecycle-rules.selectors.js';
export * from './review/policy.selectors.js';
export { presentAsSeenBy } from './review/presence.selectors.js';
export * from './review/proposal.selectors.js';
export * from './review/replay.selectors.js';
export * from './review/review.types.js';
export * from './review/seen.selectors.js';
export * from './review/session.types.js';
export { hasSkipped } from './review/skip.selectors.js';
export * from './review/stop.selectors.js';
export * from './review/summary.selectors.js';
export { safeguardsOnAndOff } from './review/switches.selectors.js';
export * from './review/undo.selectors.js';
export * from './review/verdict.selectors.js';
export * from './review/version.selectors.js';
export * from './review/withheld.selectors.js';
export * from './review/withheld-name.selectors.js';
