'use client';
import { useEffect, useRef } from 'react';
import type { Format } from '../internal/format.js';
import { useAnnounce } from '../react/announcer.js';
import { useFormat, useMessages } from '../react/locale-context.js';
import type { StreamStatus } from '../review/backend.types.js';
import { type QueueMessages, queueMessages } from './queue.messages.js';
import { type QueueValue, useQueue } from './queue-context.js';

/** Least time between two announcements of what others did, in milliseconds. */
const MERGE = 5_000;

/** How updates arrive, in words; nothing where they arrive as they happen. */
export function streamWords(
  { streamStatus, checkedAt }: Pick<QueueValue, 'streamStatus' | 'checkedAt'>,
  messages: QueueMessages,
  format: Format,
): string | undefined {
  if (streamStatus === undefined || streamStatus === 'live') return undefined;
  if (streamStatus !== 'down') return messages.streams[streamStatus];
  return messages.streams.down(checkedAt && format.time(checkedAt));
}

/** Speaks about what happens to the list: politely, merged, and never what the reader can see coming. */
export function QueueNews() {
  const { updateCount, isPaused, isLoading, isLoadingMore, rows, total, problem, streamStatus, checkedAt } =
    useQueue('Root');
  const announce = useAnnounce();
  const messages = useMessages('queue', queueMessages);
  const format = useFormat();
  const latest = useRef<() => string | undefined>(() => undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const spoken = useRef({ at: Number.NEGATIVE_INFINITY, text: '' });

  useEffect(() => {
    latest.current = () => (updateCount > 0 && !isPaused ? messages.updated(updateCount, format) : undefined);
    if (updateCount === 0) spoken.current.text = '';
    if (timer.current !== undefined || !latest.current()) return;
    const speak = () => {
      timer.current = undefined;
      const text = latest.current();
      if (text === undefined || text === spoken.current.text) return;
      spoken.current = { at: Date.now(), text };
      announce(text);
    };
    const wait = spoken.current.at + MERGE - Date.now();
    if (wait > 0) timer.current = setTimeout(speak, wait);
    else speak();
  }, [updateCount, isPaused, messages, format, announce]);

  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );

  const before = useRef({ isLoading, isLoadingMore, shown: rows.length, problem });
  useEffect(() => {
    const was = before.current;
    const shown = rows.length;
    // What is on its way is measured against what was there when it was asked for.
    const isUnderWay = (was.isLoading && isLoading) || (was.isLoadingMore && isLoadingMore);
    before.current = { isLoading, isLoadingMore, shown: isUnderWay ? was.shown : shown, problem };
    if (problem && (was.problem?.during !== problem.during || was.problem.kind !== problem.kind)) {
      announce(messages.problems[problem.kind === 'slow' ? 'slow' : problem.during]);
    } else if (was.isLoadingMore && !isLoadingMore && shown > was.shown) {
      announce(messages.moreLoaded(shown - was.shown, format));
    } else if (was.isLoading && !isLoading && was.shown === 0) {
      announce(messages.loaded(total ?? shown, format));
    }
  }, [isLoading, isLoadingMore, rows.length, total, problem, messages, format, announce]);

  const told = useRef<StreamStatus>('live');
  useEffect(() => {
    // Late and missing updates are told once, each time it begins; that they are about to come is to be seen.
    if (streamStatus === undefined || streamStatus === 'connecting' || streamStatus === told.current) return;
    told.current = streamStatus;
    announce(streamWords({ streamStatus, checkedAt }, messages, format) ?? messages.streamBack);
  }, [streamStatus, checkedAt, messages, format, announce]);

  return null;
}
