import { cva } from 'class-variance-authority';

export const reviewDesk = {
  root: /* @__PURE__ */ cva('csn-review-desk'),
  main: /* @__PURE__ */ cva('csn-review-desk-main'),
  queue: /* @__PURE__ */ cva('csn-review-desk-queue'),
  case: /* @__PURE__ */ cva('csn-review-desk-case'),
  back: /* @__PURE__ */ cva('csn-review-desk-back'),
  backIcon: /* @__PURE__ */ cva('csn-review-desk-back-icon'),
  record: /* @__PURE__ */ cva('csn-review-desk-record'),
  empty: /* @__PURE__ */ cva('csn-review-desk-empty'),
  emptyText: /* @__PURE__ */ cva('csn-review-desk-empty-text'),
  emptyTitle: /* @__PURE__ */ cva('csn-review-desk-empty-title'),
};
