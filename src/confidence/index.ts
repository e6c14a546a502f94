export * from './confidence.types.js';
export * as ConfidenceBadge from './confidence-badge.js';
