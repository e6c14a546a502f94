export * from './entry-mark.js';
export * from './log-verifier.js';
export * from './verification.js';
export * from './verify.messages.js';
export * from './verify.types.js';
export * from './verify-log-file.js';
