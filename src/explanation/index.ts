export * from './evidence.selectors.js';
export * as EvidenceList from './evidence-list.js';
export { type ExplanationMessages, explanationMessages } from './explanation.messages.js';
export * from './explanation.selectors.js';
export * from './explanation.types.js';
export * as ExplanationDisclosure from './explanation-disclosure.js';
export * as ExplanationPanel from './explanation-panel.js';
