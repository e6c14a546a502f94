'use client';
import { createContext, type SyntheticEvent } from 'react';
import type { TextFormat } from '../internal/format.js';
import { visibleText } from '../internal/plain-text.js';
import { partsOf } from '../react/create-part.js';
import type { AuditEntry, Json, ValueSchema } from '../review/review.types.js';
import type { AuditMessages } from './audit.messages.js';
import type { AuditProblem, EntryFacts, TimelineOrder } from './audit.types.js';

export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6;

export interface TimelineState {
  messages: AuditMessages;
  format: TextFormat;
  /** How a value reads. */
  text: (value: Json | undefined, schema?: ValueSchema) => string;
  /** Ordered as shown, each once. */
  entries: readonly AuditEntry[];
  facts: ReadonlyMap<AuditEntry, EntryFacts>;
  order: TimelineOrder;
  title: string;
  reference?: string;
  headingLevel: HeadingLevel;
  total: number;
  isBlind: boolean;
  isLoading: boolean;
  hasOlder: boolean;
  isLoadingOlder: boolean;
  /** How many entries the next page of older ones brings. */
  olderCount: number;
  newCount: number;
  problem?: AuditProblem;
  /** The `id` of an entry's element; of the list's without one. */
  idOf: (entry?: AuditEntry) => string;
  loadOlder: (event: SyntheticEvent) => void;
  showNew: (event: SyntheticEvent) => void;
  /** Absent where the host offers no second try. */
  retry?: (event: SyntheticEvent) => void;
}

export interface EntryState extends TimelineState {
  entry: AuditEntry;
  own: EntryFacts;
}

export const TimelineContext = createContext<TimelineState | null>(null);
export const EntryContext = createContext<EntryState | null>(null);

export const timelinePart = /* @__PURE__ */ partsOf(TimelineContext, 'AuditTimeline', 'Root');
export const entryPart = /* @__PURE__ */ partsOf(EntryContext, 'AuditTimeline', 'Entry');

/** Text from a server, its hidden characters made visible; nothing where it is no text. */
export function said(text: unknown): string | undefined {
  return typeof text === 'string' && text.trim() !== '' ? visibleText(text) : undefined;
}
