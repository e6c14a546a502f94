export * from './deadline.js';
export { InlineValue, type InlineValueProps } from './inline-value.js';
export * as Provenance from './provenance.js';
export * from './risk-badge.js';
export * from './status-badge.js';
export { useValueText, ValueText, type ValueTextProps } from './value-text.js';
