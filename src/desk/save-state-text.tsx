'use client';
import { useEffect, useState } from 'react';
import { Button } from '../react/button.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import type { DraftStatus } from '../review/session.types.js';
import { CopyDraft } from './copy-draft.js';
import { useOutbox } from './use-outbox.js';
import { useSittingWords } from './use-sitting-words.js';

/** When the draft was saved last, in milliseconds since 1970; nothing where that was before this was on screen. */
function useSavedAt(): number | undefined {
  const session = useReviewSession();
  const [savedAt, setSavedAt] = useState<number>();
  useEffect(() => {
    let before: DraftStatus = session.getSnapshot().draftStatus;
    return session.subscribe(() => {
      const { draftStatus } = session.getSnapshot();
      if (draftStatus === 'saved' && before === 'saving') setSavedAt(session.now());
      before = draftStatus;
    });
  }, [session]);
  return savedAt;
}

/** Where what was typed is kept, in one sentence, and what to do where that is nowhere. Renders text and buttons. */
export function SaveStateText() {
  const session = useReviewSession();
  const { desk, format } = useSittingWords();
  const status = useReview((snapshot) => snapshot.draftStatus);
  const hasDraft = useReview((snapshot) => Object.keys(snapshot.draft).length > 0);
  const isOffline = useReview((snapshot) => snapshot.isOffline);
  const isInMemory = useOutbox(session.backend)?.storage === 'memory';
  const isOnDevice = session.backend.outbox !== undefined && !isInMemory;
  const savedAt = useSavedAt();

  switch (status) {
    case 'failed':
      return (
        <>
          {desk.draftUnsaved}
          <Button variant="quiet" onClick={() => session.editDraft({})}>
            {desk.tryAgain}
          </Button>
          <CopyDraft />
        </>
      );
    case 'offline':
      return desk.draftOffline;
    case 'saving':
      return desk.draftSaving;
    case 'saved':
      if (isInMemory) return desk.draftInWindow;
      if (isOffline && isOnDevice) return desk.draftSavedOffline;
      return desk.draftSaved(savedAt === undefined ? undefined : format.time(new Date(savedAt).toISOString()));
    default:
      return hasDraft ? desk.draftInWindow : desk.draftNone;
  }
}
