'use client';
import { createContext, type ReactNode, useContext } from 'react';
import { CountersignError, sessionMissing } from '../internal/render-errors.js';
import { useSnapshot } from '../react/use-snapshot.js';
import type { ReviewSession, SessionSnapshot } from './session.types.js';

const ReviewContext = createContext<ReviewSession | null>(null);

export interface ReviewProviderProps {
  /** Made by `createReviewSession()`, outside the component that renders this. */
  session: ReviewSession;
  children?: ReactNode;
}

/** Gives a session to every part below it. Renders no element, and does not end the session when it unmounts. */
export function ReviewProvider({ session, children }: ReviewProviderProps) {
  return <ReviewContext.Provider value={session}>{children}</ReviewContext.Provider>;
}

/**
 * The session of the nearest `ReviewProvider`, for its verbs.
 *
 * @throws {CountersignError} `session-missing`
 */
export function useReviewSession(): ReviewSession {
  const session = useContext(ReviewContext);
  if (!session) throw new CountersignError('session-missing', sessionMissing('useReviewSession()'));
  return session;
}

/**
 * Reads one part of the session and renders again only when that part changes.
 *
 * @param select should return a part of the snapshot or a plain value; give `isSame` when it builds a new object
 * @throws {CountersignError} `session-missing`
 * @example const status = useReview((snapshot) => snapshot.status);
 */
export function useReview<T>(select: (snapshot: SessionSnapshot) => T, isSame?: (a: T, b: T) => boolean): T {
  const session = useContext(ReviewContext);
  if (!session) throw new CountersignError('session-missing', sessionMissing('useReview()'));
  return useSnapshot(session, select, isSame);
}
