import {
  type ConfidenceBadgeMessages,
  type ConfidenceReadoutMessages,
  confidenceBadgeMessages,
  confidenceReadoutMessages,
  type NBestMessages,
  nBestMessages,
} from './badge.messages.js';
import {
  type CalibrationNoteMessages,
  calibrationNoteMessages,
  type QuantileDotsMessages,
  quantileDotsMessages,
} from './basis.messages.js';
import { type FlagMessages, flagMessages } from './flag.messages.js';

/** Every word about how sure a model is. */
export interface ConfidenceMessages
  extends ConfidenceBadgeMessages,
    ConfidenceReadoutMessages,
    NBestMessages,
    QuantileDotsMessages,
    CalibrationNoteMessages,
    FlagMessages {}

export const confidenceMessages: ConfidenceMessages = /* @__PURE__ */ Object.assign(
  {},
  confidenceBadgeMessages,
  confidenceReadoutMessages,
  nBestMessages,
  quantileDotsMessages,
  calibrationNoteMessages,
  flagMessages,
);
