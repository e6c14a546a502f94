import type { ReviewOrder } from 'countersign/core';

interface OrderBy {
  key: string;
  type: string;
  direction: 'asc' | 'desc';
}

/** By what each order sorts; equals by id. */
export const ORDERS: Record<ReviewOrder, OrderBy> = {
  oldest: { key: 'created_at', type: 'timestamptz', direction: 'asc' },
  newest: { key: 'created_at', type: 'timestamptz', direction: 'desc' },
  due: { key: 'due_at', type: 'timestamptz', direction: 'asc' },
  'least-confident': { key: 'distance_from_even', type: 'double precision', direction: 'asc' },
  risk: { key: 'risk_rank', type: 'int', direction: 'desc' },
};
