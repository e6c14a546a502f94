// What arrives with the first estimate that has outcomes.
export { quantileLayout } from '../confidence/quantile.selectors.js';
export { Root as QuantileDots } from '../confidence/quantile-dots.js';
