import { partClass } from '../react/part-class.variants.js';

export const routeReason = {
  root: /* @__PURE__ */ partClass('csn-route-reason'),
  title: /* @__PURE__ */ partClass('csn-route-reason-title'),
  list: /* @__PURE__ */ partClass('csn-route-reason-list'),
  item: /* @__PURE__ */ partClass('csn-route-reason-item'),
  policy: /* @__PURE__ */ partClass('csn-route-reason-policy'),
};
