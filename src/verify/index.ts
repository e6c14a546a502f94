export { describeLogFault, type FaultFacts, type VerifyMessages, verifyMessages } from '../audit/log-fault.messages.js';
export * from './entry-mark.js';
export { isCheckpoint } from './log-header.js';
export * from './log-verifier.js';
export { holdAgainst, isContinued } from './older-checkpoint.js';
export * from './verification.js';
export * from './verify.types.js';
export * from './verify-log-file.js';
