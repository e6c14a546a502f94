'use client';
import { createContext } from 'react';
import type { Confidence, ConfidenceBand } from './confidence.types.js';

/** What the parts of a badge show. */
export interface ConfidenceReading {
  confidence?: Confidence | null;
  /** The score, from 0.01 to 0.99, whether or not it may be shown. */
  score?: number;
  /** The score, and the band it falls into, where it may be shown. */
  share?: number;
  band?: ConfidenceBand;
}

/**
 * Has a default, unlike the contexts of the larger components: a part outside its root says that there is no score,
 * and the badge stays within its 2 kB.
 */
export const ConfidenceContext = createContext<ConfidenceReading>({});
