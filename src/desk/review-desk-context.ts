'use client';
import { createContext, type RefObject } from 'react';
import type { SavedViews } from '../queue/filter.types.js';
import type { ReviewQueueStore } from '../queue/queue.types.js';
import type { ReviewQueueHandle } from '../queue/queue-root.js';
import type { BackendFacet } from '../queue/use-review-queue.js';
import { useRequiredContext } from '../react/required-context.js';
import type { ReviewBackend } from '../review/backend.types.js';
import type { CanDecide, Reviewer } from '../review/review.types.js';
import type { Desk } from './desk.session.js';
import type { OnEvidenceOpen } from './review-card-context.js';

export interface DeskContextValue {
  desk: Desk;
  backend: ReviewBackend;
  queue: ReviewQueueStore;
  openId: string | undefined;
  view: 'queue' | 'case';
  headingLevel: 1 | 2 | 3 | 4;
  queueRef: RefObject<ReviewQueueHandle | null>;
  /** Changes when focus belongs on the heading of the case. */
  focusRequest: number;
  open: (id: string) => void;
  /** Back to the queue. */
  leave: () => void;
  onEvidenceOpen: OnEvidenceOpen | undefined;
  reviewer: Reviewer;
  canDecide: () => CanDecide | undefined;
  isBatchable: boolean;
  isFilterable: boolean;
  queueFacets: readonly BackendFacet[] | undefined;
  savedViews: SavedViews | undefined;
  loadsAhead: boolean;
}

export const DeskContext = createContext<DeskContextValue | null>(null);

export function useDesk(part: string): DeskContextValue {
  return useRequiredContext(DeskContext, `ReviewDesk.${part}`, 'ReviewDesk.Root');
}
