import { cva } from 'class-variance-authority';

export const provenance = {
  root: cva('csn-provenance'),
  mark: cva('csn-provenance-mark'),
  value: cva('csn-provenance-value'),
  line: cva('csn-provenance-line'),
  note: cva('csn-provenance-note'),
  split: cva('csn-provenance-split'),
  pair: cva('csn-provenance-pair'),
  arrow: cva('csn-provenance-arrow'),
  signature: cva('csn-signature'),
  signatureLine: cva('csn-signature-line'),
  signatureName: cva('csn-signature-name'),
  signaturePart: cva('csn-signature-part'),
  text: cva('csn-value-text'),
  fields: cva('csn-value-fields'),
  field: cva('csn-value-field'),
  fieldName: cva('csn-value-field-name'),
  fieldValue: cva('csn-value-field-value'),
};

export const inlineValue = {
  root: cva('csn-inline-value'),
  mark: cva('csn-inline-value-mark'),
  text: cva('csn-inline-value-text'),
};
