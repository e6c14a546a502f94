export * from './calibration-note.js';
export * from './confidence.selectors.js';
export * from './confidence.types.js';
export * as ConfidenceBadge from './confidence-badge.js';
export * as ConfidenceReadout from './confidence-readout.js';
export * as NBest from './n-best.js';
export * from './quantile.selectors.js';
export * as QuantileDots from './quantile-dots.js';
export * from './scale.selectors.js';
