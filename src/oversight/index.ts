export { type Finding, findingOf, type Truth } from './condition.selectors.js';
export { type OversightMessages, oversightMessages } from './oversight.messages.js';
export * from './oversight.types.js';
export { oversightPolicyProblems } from './oversight-policy.selectors.js';
export { PROFILE_SETTINGS, reviewPolicyOf, settingsOf } from './profile.selectors.js';
export { isPersonMode, route } from './route.selectors.js';
export { RouteReason, type RouteReasonProps } from './route-reason.js';
export * from './uncertainty.selectors.js';
