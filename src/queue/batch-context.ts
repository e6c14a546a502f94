'use client';
import { createContext, type ReactNode } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useRequiredContext } from '../react/required-context.js';
import { ERASED, type Review } from '../review/review.types.js';
import type { BatchCase, BatchSession, BatchSnapshot } from './batch.types.js';

/** Draws how sure the model is of one case: a `ConfidenceBadge`, for instance. */
export type RenderBatchConfidence = (details: { review: Review }) => ReactNode;

export interface BatchValue {
  batch: BatchSession;
  snapshot: BatchSnapshot;
  titleId: string;
  headingLevel: 1 | 2 | 3 | 4 | 5;
  open: ((id: string) => void) | undefined;
  close: (() => void) | undefined;
  renderConfidence: RenderBatchConfidence | undefined;
  setTitle: (node: HTMLElement | null) => void;
  /** Puts focus on the title: what was pressed goes with what it did. */
  focusTitle: () => void;
}

export const BatchContext = /* @__PURE__ */ createContext<BatchValue | null>(null);

export function useBatch(part: string): BatchValue {
  return useRequiredContext(BatchContext, `BatchApproval.${part}`, 'BatchApproval.Root');
}

/** What a case is called in a list. */
export function referenceIn({ id, review }: Pick<BatchCase, 'id' | 'review'>): string {
  const reference = review?.proposal.subject.reference;
  return visibleText(reference === undefined || reference === ERASED ? id : reference);
}

/** Whether the batch has been given: from there on it is told how each case came out. */
export function isGiven({ phase }: BatchSnapshot): boolean {
  return phase !== 'checking' && phase !== 'ready';
}
