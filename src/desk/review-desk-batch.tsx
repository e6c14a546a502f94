'use client';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { Readout } from '../confidence/readout-parts.js';
import type { BatchSession } from '../queue/batch.types.js';
import type { RenderBatchConfidence } from '../queue/batch-context.js';
import { Button } from '../react/button.js';
import { useMessages } from '../react/locale-context.js';
import { createOnDemand } from '../react/on-demand.js';
import { keepBatch, openBatch } from './open-batches.js';
import { reviewDeskMessages } from './review-desk.messages.js';
import { reviewDesk } from './review-desk.variants.js';
import { useDesk } from './review-desk-context.js';

const useParts = /* @__PURE__ */ createOnDemand(() => import('./batch-parts.js'));

const renderConfidence: RenderBatchConfidence = ({ review }) => (
  <Readout confidence={review.proposal.confidence} kind="category" showAbout />
);

/** What a queue is given for cases to be selected in it, and what stands over it meanwhile. */
export interface DeskBatch {
  selectedIds: readonly string[];
  onSelectionChange: (details: { ids: readonly string[] }) => void;
  /** Beside how many are selected. */
  action: ReactNode;
  /** Over the queue, while a batch is open. */
  panel: ReactNode;
}

/** Selecting cases, and approving them together (B-18); nothing where the desk does not offer it. */
export function useDeskBatch(): DeskBatch | undefined {
  const { desk, backend, reviewer, canDecide, isBatchable, openId, view, open, queueRef, headingLevel } =
    useDesk('Queue');
  const messages = useMessages('desk', reviewDeskMessages);
  const [selectedIds, setSelectedIds] = useState<readonly string[]>([]);
  const [shown, setShown] = useState<{ of: unknown; batch: BatchSession | undefined }>();
  // Read again with every desk: a person whose roles changed has another one, and the same batch.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const kept = useMemo(() => openBatch(backend, reviewer.id), [backend, reviewer.id, desk]);
  const batch = isBatchable ? (shown?.of === desk ? shown.batch : kept) : undefined;
  const isAsked = shown?.of === desk;
  const { loaded: parts, isFailed, retry } = useParts(isBatchable && (selectedIds.length > 0 || batch !== undefined));
  const show = useCallback(
    (next: BatchSession | undefined) => {
      keepBatch(backend, reviewer.id, next);
      setShown({ of: desk, batch: next });
    },
    [backend, reviewer.id, desk],
  );
  // A case was opened from it, or left: whether the first one is on record is asked at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the reader's way is the occasion
  useEffect(() => batch?.refresh(), [batch, openId, view]);
  if (!isBatchable) return undefined;

  const begin = () => {
    if (!parts) return;
    const rule = canDecide();
    show(
      parts.createBatch({
        backend,
        ids: selectedIds,
        reviewer,
        ...(rule && { canDecide: rule }),
        onSettle: desk.take,
      }),
    );
  };
  const close = () => {
    batch?.end();
    show(undefined);
    setSelectedIds([]);
    queueRef.current?.focusHeading();
  };
  return {
    selectedIds,
    onSelectionChange: ({ ids }) => setSelectedIds(ids),
    action: !batch && (
      <>
        <Button isBusy={!parts && !isFailed} onClick={parts ? begin : retry}>
          {messages.approveTogether}
        </Button>
        {isFailed && <span>{messages.togetherFailed}</span>}
      </>
    ),
    panel: batch && parts && (
      <parts.BatchApproval
        batch={batch}
        className={reviewDesk.batch}
        autoFocus={isAsked}
        headingLevel={headingLevel}
        onCaseOpen={({ id }) => open(id)}
        onClose={close}
        renderConfidence={renderConfidence}
      />
    ),
  };
}
