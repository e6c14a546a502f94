'use client';
import { createContext, type RefObject } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useRequiredContext } from '../react/required-context.js';
import type { AuditEntry } from '../review/review.types.js';
import type { AuditMessages } from './audit.messages.js';
import type { AuditProblem, EntryFacts, TimelineOrder } from './audit.types.js';

export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6;

export interface TimelineState {
  messages: AuditMessages;
  /** Ordered as shown, each once. */
  entries: readonly AuditEntry[];
  facts: ReadonlyMap<AuditEntry, EntryFacts>;
  order: TimelineOrder;
  title: string;
  reference?: string;
  headingLevel: HeadingLevel;
  total?: number;
  isBlind: boolean;
  isLoading: boolean;
  hasOlder: boolean;
  isLoadingOlder: boolean;
  /** How many entries the next page of older ones brings. */
  olderCount: number;
  newCount: number;
  problem?: AuditProblem;
  listRef: RefObject<HTMLOListElement | null>;
  /** The `id` of an entry's element. */
  idOf: (entry: AuditEntry) => string;
  loadOlder: () => void;
  showNew: () => void;
  /** Absent where the host offers no second try. */
  retry?: () => void;
}

export interface EntryState {
  entry: AuditEntry;
  facts: EntryFacts;
  isLast: boolean;
}

export const TimelineContext = createContext<TimelineState | null>(null);
export const EntryContext = createContext<EntryState | null>(null);

export const useTimeline = (part: string) =>
  useRequiredContext(TimelineContext, `AuditTimeline.${part}`, 'AuditTimeline.Root');
export const useEntry = (part: string) =>
  useRequiredContext(EntryContext, `AuditTimeline.${part}`, 'AuditTimeline.Entry');

/** Text from a server, its hidden characters made visible; nothing where it is no text. */
export function said(text: unknown): string | undefined {
  return typeof text === 'string' && text.trim() !== '' ? visibleText(text) : undefined;
}
