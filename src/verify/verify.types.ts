import type { Checkpoint } from '../audit/chain.types.js';
import type { DisclosureCheck, LogFault } from '../audit/log-fault.types.js';
import type { LogFileHeader } from '../audit/log-file.types.js';
import type { LogKey } from '../review/backend.types.js';
import type { AuditEntry } from '../review/review.types.js';

export * from '../audit/log-fault.types.js';

/**
 * Quick: the stored lines are what was signed, in blocks, without being read. Full: every entry is read and hashed, every
 * review followed, everything that may be erased compared with what was committed to.
 */
export type VerifyMode = 'quick' | 'full';

/** Why signatures were not checked: there is none, or nothing here can check Ed25519. */
export type UncheckedReason = 'no-checkpoint' | 'unsupported';

/** Ed25519. */
export type VerifySignature = (publicKey: Uint8Array, signature: Uint8Array, text: Uint8Array) => Promise<boolean>;

export interface VerifyProgress {
  bytes: number;
  entries: number;
  /** As the header says; nothing before it was read. */
  entriesInAll?: number;
}

export interface VerifySettings {
  /** An extract is verified in full in any case. @default 'full' */
  mode?: VerifyMode;
  /** Keys from somewhere else than the file, to be believed rather than those. @default those of the file's header */
  keys?: readonly LogKey[];
  /** Whether to give back the entries as well, to compare with what is on screen: for an extract, not for a whole log. */
  keepEntries?: boolean;
  /**
   * A checkpoint that was believed before: the whole log has to contain what it was signed over. Its own signature is not checked
   * again. What a file of an extract contains of it only a proof can show: `holdAgainst`.
   */
  since?: Checkpoint;
}

/** Whether a log contains what an older checkpoint was signed over; `unknown` where nothing shows it. */
export interface SinceReport {
  checkpoint: Checkpoint;
  outcome: 'contained' | 'lost' | 'unknown';
}

export interface CheckpointReport extends Checkpoint {
  /** Whether the signature fits; nothing where the key is not known or signatures cannot be checked here. */
  isGenuine?: boolean;
}

/** An entry as it is in a log file, opened. */
export interface KeptEntry {
  /** Place in the log, from 1. */
  position: number;
  entry: AuditEntry;
}

export interface LogReport {
  /** Whether nothing is wrong. What was not checked is said beside. */
  isIntact: boolean;
  /** In the order of the file's entries; empty where nothing is wrong. */
  faults: readonly LogFault[];
  /** How it was verified. */
  mode: VerifyMode;
  /** Absent where the file has none that can be read. */
  header?: LogFileHeader;
  /** Whose keys were believed. */
  keys: 'pinned' | 'file';
  signatures: 'checked' | UncheckedReason;
  disclosures: DisclosureCheck;
  checkpoints: readonly CheckpointReport[];
  /** Up to which position a checkpoint with a good signature stands for what is in the file; 0 for none. */
  signed: number;
  /** Where an older checkpoint was given. `lost` is among the faults as well. */
  since?: SinceReport;
  entries: number;
  lines: number;
  bytes: number;
  /** Types of entries that this version does not know, and how many there are. Only from a full run. */
  unknownTypes: { readonly [type: string]: number };
  /** The entries as they are in the file. Where `keepEntries` asked for them; empty from a quick run. */
  kept?: readonly KeptEntry[];
}
