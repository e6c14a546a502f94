'use client';
import { createContext } from 'react';
import type { Format } from '../internal/format.js';
import { partsOf } from '../react/create-part.js';
import type { Seen } from '../review/seen.selectors.js';
import type { SeenMessages } from './seen.messages.js';

export interface SeenState {
  messages: SeenMessages;
  format: Format;
  /** Nothing where the entry is no decision, or is withheld. */
  seen?: Seen;
  seq: number;
  titleId: string;
  level: 2 | 3 | 4 | 5;
}

export const SeenContext = createContext<SeenState | null>(null);

export const seenPart = /* @__PURE__ */ partsOf(SeenContext, 'SeenCard', 'Root');
