/** Plain names: none of these parts has a variant. */
export const overrideDialog = {
  overlay: 'csn-override-dialog-overlay',
  content: 'csn-override-dialog',
  header: 'csn-override-dialog-header',
  title: 'csn-override-dialog-title',
  subtitle: 'csn-override-dialog-subtitle',
  close: 'csn-override-dialog-close',
  body: 'csn-override-dialog-body',
  comparison: 'csn-override-dialog-comparison',
  footer: 'csn-override-dialog-footer',
  signer: 'csn-override-dialog-signer',
  signerIcon: 'csn-override-dialog-signer-icon',
  signerText: 'csn-override-dialog-signer-text',
  actions: 'csn-override-dialog-actions',
  cancel: 'csn-override-dialog-cancel',
  submit: 'csn-override-dialog-submit',
  clear: 'csn-override-dialog-clear',
  wait: 'csn-override-dialog-wait',
  waitText: 'csn-override-dialog-wait-text',
  waive: 'csn-override-dialog-waive',
};

export const errorSummary = {
  root: 'csn-error-summary',
  title: 'csn-error-summary-title',
  icon: 'csn-error-summary-icon',
  list: 'csn-error-summary-list',
  item: 'csn-error-summary-item',
  link: 'csn-error-summary-link',
};

export const valueEditor = {
  root: 'csn-value-editor',
  hint: 'csn-value-editor-hint',
  number: 'csn-value-editor-number',
  unit: 'csn-value-editor-unit',
  rows: 'csn-value-editor-rows',
  row: 'csn-value-editor-row',
  name: 'csn-value-editor-name',
  side: 'csn-value-editor-side',
  same: 'csn-value-editor-same',
  toggle: 'csn-value-editor-toggle',
  start: 'csn-value-editor-start',
};
