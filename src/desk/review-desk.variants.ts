/** Plain names: none of these parts has a variant. */
export const reviewDesk = {
  root: 'csn-review-desk',
  main: 'csn-review-desk-main',
  queue: 'csn-review-desk-queue',
  case: 'csn-review-desk-case',
  back: 'csn-review-desk-back',
  backIcon: 'csn-review-desk-back-icon',
  record: 'csn-review-desk-record',
  empty: 'csn-review-desk-empty',
  emptyText: 'csn-review-desk-empty-text',
  emptyTitle: 'csn-review-desk-empty-title',
  outbox: 'csn-review-desk-outbox',
  outboxList: 'csn-review-desk-outbox-list',
  outboxItem: 'csn-review-desk-outbox-item',
  outboxText: 'csn-review-desk-outbox-text',
  next: 'csn-review-desk-next',
  last: 'csn-review-desk-last',
};
