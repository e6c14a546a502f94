'use client';
import { createContext } from 'react';
import type { AuditProblem } from '../audit/audit.types.js';
import type { Format } from '../internal/format.js';
import { partsOf } from '../react/create-part.js';
import type { ReplayedReview } from '../review/replay.selectors.js';
import type { AuditEntry } from '../review/review.types.js';
import type { ReplayMessages } from './replay.messages.js';

/** An entry as the replay names it. */
export interface ReplayStep {
  entry: AuditEntry;
  /** "Amara Osei overrode the AI suggestion". */
  what: string;
  when: string | undefined;
}

export interface ReplayState {
  messages: ReplayMessages;
  format: Format;
  steps: readonly ReplayStep[];
  entries: readonly AuditEntry[];
  /** Place of the entry that is looked at, from 0; -1 where there is none. */
  index: number;
  /** What stood after it. */
  current?: ReplayedReview;
  /** "Entry 5 of 12". */
  position: string;
  /** "Entry 5 of 12: Amara Osei overrode the AI suggestion, 21 Nov 2026, 10:48 CET". */
  value: string;
  reference?: string;
  level: 2 | 3 | 4 | 5;
  titleId: string;
  isLoading: boolean;
  total?: number;
  problem?: AuditProblem;
  retry?: () => void;
  isPlaying: boolean;
  /** Whether the device asks for less motion. */
  isStill: boolean;
  play: (isOn: boolean) => void;
  /** Looks at the entry in this place; beyond an end, at that end. */
  go: (index: number) => void;
  /** The place of the next decision in this direction; of the end where there is none. */
  decision: (direction: 1 | -1) => number;
}

export const ReplayContext = createContext<ReplayState | null>(null);

export const replayPart = /* @__PURE__ */ partsOf(ReplayContext, 'AuditReplay', 'Root');
