import type { ChainFault, ChainFaultKind, Checkpoint } from './chain.types.js';

/** What can be wrong with a log file beyond what can be wrong with a log. */
export const LOG_FILE_FAULTS = [
  'not-a-log',
  'version-newer',
  'truncated',
  'counts-wrong',
  'block-wrong',
  'not-canonical',
  'misplaced',
  'outside-scope',
  'disclosure-unknown',
  'proof-wrong',
  'unsigned',
  'not-continued',
] as const;
/**
 * A file that is no log · one of a version that is not known here · one that has no end · one that holds another number of
 * entries or disclosures than it says · a block line that does not say what its entries are, or is missing · a line that says
 * the same in another way than it was signed · a line in a place where none of its kind belongs · an entry that is none of the
 * extract · a value that no entry commits to · an extract that its proof does not tie to the checkpoint · entries that no
 * checkpoint of the file covers · a log that no longer contains what an older checkpoint was signed over.
 */
export type LogFileFaultKind = (typeof LOG_FILE_FAULTS)[number];
export type LogFaultKind = ChainFaultKind | LogFileFaultKind;

/** One thing that is wrong, `describeLogFault` says it in words. */
export interface LogFault extends Omit<ChainFault, 'kind' | 'position' | 'line'> {
  kind: LogFaultKind;
  /** Place of the entry in the log, from 1, where it is about one or begins with one. */
  position?: number;
  /** Line of the file, from 1. */
  line?: number;
  /** Of `not-continued`: the older checkpoint. */
  older?: Pick<Checkpoint, 'size' | 'at'>;
}

export const DISCLOSURE_CHECKS = ['checked', 'given-only', 'not-checked'] as const;
/**
 * How the words that may be erased were checked: they fit their commitments, and none is missing that nobody erased · those that
 * are there fit, and which are missing was not looked into, since an entry behind the extract may have erased them · not at all.
 */
export type DisclosureCheck = (typeof DISCLOSURE_CHECKS)[number];
