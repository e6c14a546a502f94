export * from './deadline.js';
export * from './risk-badge.js';
export * from './status-badge.js';
