'use client';
import { type Context, useContext } from 'react';
import { partOutsideRootError } from '../internal/errors.js';

/**
 * Reads a context that has no default.
 *
 * @param part how the reader is written, such as `ReviewCard.Title`
 * @param root how the root is written, such as `ReviewCard.Root`
 * @throws {CountersignError} `part-outside-root`
 */
export function useRequiredContext<T>(context: Context<T | null>, part: string, root: string): T {
  const value = useContext(context);
  if (value === null) throw partOutsideRootError(part, root);
  return value;
}
