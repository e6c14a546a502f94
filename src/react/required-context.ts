'use client';
import { type Context, useContext } from 'react';
import { CountersignError, partOutsideRoot } from '../internal/render-errors.js';

/**
 * Reads a context that has no default.
 *
 * @param part how the reader is written, such as `ReviewCard.Title`
 * @param root how the root is written, such as `ReviewCard.Root`
 * @throws {CountersignError} `part-outside-root`
 */
export function useRequiredContext<T>(context: Context<T | null>, part: string, root: string): T {
  const value = useContext(context);
  if (value === null) throw new CountersignError('part-outside-root', partOutsideRoot(part, root));
  return value;
}
