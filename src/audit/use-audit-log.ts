'use client';
import { useMemo, useSyncExternalStore } from 'react';
import type { AuditLog } from './audit.session.js';
import type { RootProps } from './audit-timeline.js';

/** What a log gives to `AuditTimeline.Root`. */
export type AuditLogProps = Pick<
  RootProps,
  | 'entries'
  | 'total'
  | 'hasOlder'
  | 'isLoading'
  | 'isLoadingOlder'
  | 'problem'
  | 'newCount'
  | 'onOlderLoad'
  | 'onNewShow'
  | 'onRetry'
>;

/**
 * Reads a log as the props of a timeline.
 *
 * @example <AuditTimeline.Root {...useAuditLog(log)} />
 */
export function useAuditLog(log: AuditLog): AuditLogProps {
  const snapshot = useSyncExternalStore(log.subscribe, log.getSnapshot, log.getSnapshot);
  return useMemo(() => {
    // A timeline has no such prop, and would put it on its element.
    const { newestSeq: _, ...shown } = snapshot;
    return {
      ...shown,
      onOlderLoad: log.loadOlder,
      onNewShow: log.showNew,
      onRetry: () => void log.retry(),
    };
  }, [log, snapshot]);
}
