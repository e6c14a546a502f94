import { cva } from 'class-variance-authority';

export const provenance = {
  root: /* @__PURE__ */ cva('csn-provenance'),
  mark: /* @__PURE__ */ cva('csn-provenance-mark'),
  value: /* @__PURE__ */ cva('csn-provenance-value'),
  line: /* @__PURE__ */ cva('csn-provenance-line'),
  note: /* @__PURE__ */ cva('csn-provenance-note'),
  split: /* @__PURE__ */ cva('csn-provenance-split'),
  pair: /* @__PURE__ */ cva('csn-provenance-pair'),
  arrow: /* @__PURE__ */ cva('csn-provenance-arrow'),
  signature: /* @__PURE__ */ cva('csn-signature'),
  signatureLine: /* @__PURE__ */ cva('csn-signature-line'),
  signatureName: /* @__PURE__ */ cva('csn-signature-name'),
  signaturePart: /* @__PURE__ */ cva('csn-signature-part'),
  text: /* @__PURE__ */ cva('csn-value-text'),
  fields: /* @__PURE__ */ cva('csn-value-fields'),
  field: /* @__PURE__ */ cva('csn-value-field'),
  fieldName: /* @__PURE__ */ cva('csn-value-field-name'),
  fieldValue: /* @__PURE__ */ cva('csn-value-field-value'),
};

export const inlineValue = {
  root: /* @__PURE__ */ cva('csn-inline-value'),
  mark: /* @__PURE__ */ cva('csn-inline-value-mark'),
  text: /* @__PURE__ */ cva('csn-inline-value-text'),
};
