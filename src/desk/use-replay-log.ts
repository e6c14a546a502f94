'use client';
import { useMemo, useSyncExternalStore } from 'react';
import type { ReplayLog } from '../audit/replay.session.js';
import type { RootProps } from './audit-replay.js';

/**
 * Reads a whole record as the props of a replay.
 *
 * @example <AuditReplay.Root {...useReplayLog(log)} />
 */
export function useReplayLog(
  log: ReplayLog,
): Pick<RootProps, 'entries' | 'total' | 'isLoading' | 'problem' | 'onRetry'> {
  const snapshot = useSyncExternalStore(log.subscribe, log.getSnapshot, log.getSnapshot);
  return useMemo(() => ({ ...snapshot, onRetry: () => void log.retry() }), [log, snapshot]);
}
