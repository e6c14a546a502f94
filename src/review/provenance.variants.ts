import { partClass } from '../react/part-class.variants.js';

export const provenance = {
  root: /* @__PURE__ */ partClass('csn-provenance'),
  mark: /* @__PURE__ */ partClass('csn-provenance-mark'),
  value: /* @__PURE__ */ partClass('csn-provenance-value'),
  line: /* @__PURE__ */ partClass('csn-provenance-line'),
  note: /* @__PURE__ */ partClass('csn-provenance-note'),
  split: /* @__PURE__ */ partClass('csn-provenance-split'),
  pair: /* @__PURE__ */ partClass('csn-provenance-pair'),
  arrow: /* @__PURE__ */ partClass('csn-provenance-arrow'),
  signature: /* @__PURE__ */ partClass('csn-signature'),
  signatureLine: /* @__PURE__ */ partClass('csn-signature-line'),
  signatureName: /* @__PURE__ */ partClass('csn-signature-name'),
  signaturePart: /* @__PURE__ */ partClass('csn-signature-part'),
  text: /* @__PURE__ */ partClass('csn-value-text'),
  fields: /* @__PURE__ */ partClass('csn-value-fields'),
  field: /* @__PURE__ */ partClass('csn-value-field'),
  fieldName: /* @__PURE__ */ partClass('csn-value-field-name'),
  fieldValue: /* @__PURE__ */ partClass('csn-value-field-value'),
};

export const inlineValue = {
  root: /* @__PURE__ */ partClass('csn-inline-value'),
  mark: /* @__PURE__ */ partClass('csn-inline-value-mark'),
  text: /* @__PURE__ */ partClass('csn-inline-value-text'),
};
