/** Plain names: none of these parts has a variant. */
export const reviewCard = {
  root: 'csn-review-card',
  header: 'csn-review-card-header',
  flags: 'csn-review-card-flags',
  deadline: 'csn-review-card-deadline',
  title: 'csn-review-card-title',
  meta: 'csn-review-card-meta',
  notices: 'csn-review-card-notices',
  body: 'csn-review-card-body',
  column: 'csn-review-card-column',
  section: 'csn-review-card-section',
  facts: 'csn-review-card-facts',
  fact: 'csn-review-card-fact',
  factName: 'csn-review-card-fact-name',
  factValue: 'csn-review-card-fact-value',
  reasons: 'csn-review-card-reasons',
  reasonsSide: 'csn-review-card-reasons-side',
  reasonsList: 'csn-review-card-reasons-list',
  reason: 'csn-review-card-reason',
  toggle: 'csn-review-card-toggle',
  toggleIcon: 'csn-review-card-toggle-icon',
  issues: 'csn-review-card-issues',
  issue: 'csn-review-card-issue',
  heading: 'csn-review-card-heading',
  panel: 'csn-review-card-panel',
  skeleton: 'csn-review-card-skeleton',
  saveState: 'csn-review-card-save-state',
};

export const conflictTable = {
  root: 'csn-conflict-table',
  meaning: 'csn-conflict-table-meaning',
  table: 'csn-conflict-table-table',
  caption: 'csn-conflict-table-caption',
  head: 'csn-conflict-table-head',
  body: 'csn-conflict-table-body',
  row: 'csn-conflict-table-row',
  column: 'csn-conflict-table-column',
  field: 'csn-conflict-table-field',
  cell: 'csn-conflict-table-cell',
  label: 'csn-conflict-table-label',
  value: 'csn-conflict-table-value',
  changed: 'csn-conflict-table-changed',
  same: 'csn-conflict-table-same',
};

export const reauthentication = {
  root: 'csn-reauthentication',
  title: 'csn-reauthentication-title',
  what: 'csn-reauthentication-what',
  text: 'csn-reauthentication-text',
  actions: 'csn-reauthentication-actions',
};

export const answerForm = {
  root: 'csn-answer-form',
  lead: 'csn-answer-form-lead',
  fields: 'csn-answer-form-fields',
  bands: 'csn-answer-form-bands',
  band: 'csn-answer-form-band',
  bandName: 'csn-answer-form-band-name',
  range: 'csn-answer-form-range',
};

export const decisionBar = {
  root: 'csn-decision-bar',
  consequences: 'csn-decision-bar-consequences',
  consequence: 'csn-decision-bar-consequence',
  verb: 'csn-decision-bar-verb',
  gate: 'csn-decision-bar-gate',
  verbs: 'csn-decision-bar-verbs',
  others: 'csn-decision-bar-others',
  record: 'csn-decision-bar-record',
  form: 'csn-decision-bar-form',
  actions: 'csn-decision-bar-actions',
};
