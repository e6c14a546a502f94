'use client';
import {
  createContext,
  createElement,
  Fragment,
  type LiHTMLAttributes,
  type ReactNode,
  type Ref,
  type SyntheticEvent,
} from 'react';
import type { TextFormat } from '../internal/format.js';
import { visibleText } from '../internal/plain-text.js';
import { partsOf } from '../react/create-part.js';
import type { Actor, AuditEntry, Json, ValueSchema } from '../review/review.types.js';
import { isWithheld } from '../review/withheld-name.selectors.js';
import type {
  AuditFilter,
  AuditProblem,
  AuditVerification,
  EntryFacts,
  EntryMark,
  TimelineOrder,
} from './audit.types.js';
import type { TimelineMessages } from './timeline.messages.js';

export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6;

/** What entries read of their timeline: the same object until the words or the record change. */
export interface EntrySetting {
  messages: TimelineMessages;
  format: TextFormat;
  /** How a value reads. */
  text: (value: Json | undefined, schema?: ValueSchema) => string;
  factsOf: (entry: AuditEntry) => EntryFacts;
  headingLevel: HeadingLevel;
  isBlind: boolean;
  /** The `id` of an entry's element; of the list's without one. */
  idOf: (entry?: AuditEntry) => string;
  /** Brings an entry on screen, whatever hides it, and moves focus to it. */
  reveal: (entry: AuditEntry, near: Element) => void;
  /** What a check says of an entry; absent where there is none. */
  verification?: Pick<AuditVerification, 'status' | 'at' | 'faults' | 'signed' | 'hashes'>;
  /** What it takes to show that, and how signatures stand; arrives on demand. */
  checks?: typeof import('./audit-checks.js');
  /** Opens the review that an entry is about; given where entries are of several. */
  openReview?: (reviewId: string) => void;
  hasReviews: boolean;
}

export interface TimelineState extends EntrySetting {
  /** What entries read: the part of this that seldom changes. */
  setting: EntrySetting;
  /** As shown: ordered, each once, those that the filter leaves. */
  entries: readonly AuditEntry[];
  /** The same without the filter. */
  all: readonly AuditEntry[];
  order: TimelineOrder;
  title: string;
  reference?: string;
  total: number;
  isLoading: boolean;
  hasOlder: boolean;
  isLoadingOlder: boolean;
  /** How many entries the next page of older ones brings. */
  olderCount: number;
  newCount: number;
  problem?: AuditProblem;
  groupBy?: 'day';
  isWindowed: boolean;
  filter: AuditFilter;
  setFilter: (filter: AuditFilter, apply?: FilterApply) => void;
  check?: AuditVerification;
  loadOlder: (event: SyntheticEvent) => void;
  showNew: (event: SyntheticEvent) => void;
  /** Absent where the host offers no second try. */
  retry?: (event: SyntheticEvent) => void;
  /** The list says how one of its entries gets into the document. */
  setDrawer: (draw: ((entry: AuditEntry) => void | Promise<void>) | undefined) => void;
}

/** Filters entries; what it takes for that arrives on demand. */
export type FilterApply = (entries: readonly AuditEntry[]) => readonly AuditEntry[];

export interface EntryState extends EntrySetting {
  entry: AuditEntry;
  own: EntryFacts;
  mark?: EntryMark;
}

/** What the list puts on the element of an entry. */
export interface EntryPlace {
  attributes: LiHTMLAttributes<HTMLLIElement> & { 'data-index'?: number };
  ref?: Ref<HTMLLIElement>;
  /** What stands before the entry's own parts. */
  before?: ReactNode;
}

export const TimelineContext = createContext<TimelineState | null>(null);
export const SettingContext = createContext<EntrySetting | null>(null);
export const EntryContext = createContext<EntryState | null>(null);
export const PlaceContext = createContext<EntryPlace | undefined>(undefined);
/** The present, as exactly as the entries of a list need it; `null` outside of one. */
export const NowContext = createContext<number | undefined | null>(null);

export const timelinePart = /* @__PURE__ */ partsOf(TimelineContext, 'AuditTimeline', 'Root');
export const entryPart = /* @__PURE__ */ partsOf(EntryContext, 'AuditTimeline', 'Entry');

/** Text from a server, its hidden characters made visible; nothing where it is no text. */
export function said(text: unknown): string | undefined {
  return typeof text === 'string' && text.trim() !== '' ? visibleText(text) : undefined;
}

/** The name of who did it, in words where it is unknown or withheld from the reader. */
export function nameOf(by: Actor | null | undefined, messages: TimelineMessages): string {
  if (by && isWithheld(by)) return messages.withheldActor;
  return said(by?.name) ?? said(by?.id) ?? messages.unknownActor;
}

/** A phrase with something in each of its places `{}`. */
export function filled(phrase: string, ...places: readonly ReactNode[]): ReactNode {
  const parts = phrase.split('{}');
  if (parts.length === 1) return phrase;
  return createElement(Fragment, null, ...parts.flatMap((part, at) => (at > 0 ? [places[at - 1], part] : part)));
}
