import type { ReviewOrder } from 'countersign/core';

interface OrderBy {
  key: string;
  type: string;
  direction: 'asc' | 'desc';
}

/** By what each order sorts; equals by id. */
const ORDERS: Record<ReviewOrder, OrderBy> = {
  oldest: { key: 'created_at', type: 'timestamptz', direction: 'asc' },
  newest: { key: 'created_at', type: 'timestamptz', direction: 'desc' },
  due: { key: 'due_at', type: 'timestamptz', direction: 'asc' },
  'least-confident': { key: 'distance_from_even', type: 'double precision', direction: 'asc' },
  risk: { key: 'risk_rank', type: 'int', direction: 'desc' },
};

/** The same for somebody new: what they answer first tells them nothing by its place either (B-1, B-23). */
const LEAST_CONFIDENT_IF_NEW: OrderBy = { ...ORDERS['least-confident'], key: 'distance_if_new' };

/** By what an order sorts for one person. */
export const orderFor = (order: ReviewOrder, { isNew }: { isNew: boolean }): OrderBy =>
  isNew && order === 'least-confident' ? LEAST_CONFIDENT_IF_NEW : ORDERS[order];
