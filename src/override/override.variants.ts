import { cva } from 'class-variance-authority';

export const overrideDialog = {
  overlay: cva('csn-override-dialog-overlay'),
  content: cva('csn-override-dialog'),
  header: cva('csn-override-dialog-header'),
  title: cva('csn-override-dialog-title'),
  subtitle: cva('csn-override-dialog-subtitle'),
  close: cva('csn-override-dialog-close'),
  body: cva('csn-override-dialog-body'),
  comparison: cva('csn-override-dialog-comparison'),
  footer: cva('csn-override-dialog-footer'),
  signer: cva('csn-override-dialog-signer'),
  signerIcon: cva('csn-override-dialog-signer-icon'),
  signerText: cva('csn-override-dialog-signer-text'),
  actions: cva('csn-override-dialog-actions'),
  cancel: cva('csn-override-dialog-cancel'),
  submit: cva('csn-override-dialog-submit'),
  clear: cva('csn-override-dialog-clear'),
};

export const errorSummary = {
  root: cva('csn-error-summary'),
  title: cva('csn-error-summary-title'),
  icon: cva('csn-error-summary-icon'),
  list: cva('csn-error-summary-list'),
  item: cva('csn-error-summary-item'),
  link: cva('csn-error-summary-link'),
};

export const valueEditor = {
  root: cva('csn-value-editor'),
  hint: cva('csn-value-editor-hint'),
  number: cva('csn-value-editor-number'),
  unit: cva('csn-value-editor-unit'),
  rows: cva('csn-value-editor-rows'),
  row: cva('csn-value-editor-row'),
  name: cva('csn-value-editor-name'),
  side: cva('csn-value-editor-side'),
  same: cva('csn-value-editor-same'),
  toggle: cva('csn-value-editor-toggle'),
  start: cva('csn-value-editor-start'),
};
