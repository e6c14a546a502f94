import type { LogKey, RecordScope } from '../review/backend.types.js';
import type { ChainedEntry, Checkpoint, Digest, Disclosures } from './chain.types.js';

/** The newest version of the format that this kit writes and reads. */
export const LOG_FILE_VERSION = 1 as const;

/**
 * A log file is JSON Lines in UTF-8, each line one of these, ended by a line feed. The first is the header. Then come the
 * entries in the order of their positions, each as its canonical text (RFC 8785) and nothing else, and after every
 * `BLOCK_LINES` of them, and after the last, their block. A file of the whole log has no proof, an extract has one here.
 * Disclosures stand after that, so that the entries stay byte for byte what was signed, and the end says that it is the end.
 * All lines but entries hold their members in the order in which they are declared here. `docs/log-file.md` has an example.
 */
export type LogFileLine =
  | LogFileHeader
  | ChainedEntry
  | { block: LogBlock }
  | { proof: LogProof }
  | { disclosed: EntryDisclosures }
  | { end: LogFileEnd };

export interface LogFileHeader {
  countersign: 'log';
  version: typeof LOG_FILE_VERSION;
  /** Server time, ISO 8601. */
  exportedAt: string;
  /** Absent where it is the whole log: else which entries it has, said on its face (T-8). */
  scope?: RecordScope;
  /** How many entries follow. */
  entries: number;
  /** Newest last. The last one covers every entry of the file; that of a whole log covers nothing else. */
  checkpoints: readonly Checkpoint[];
  /** As the server says. Whoever mistrusts it has them from elsewhere. */
  keys: readonly LogKey[];
}

/** What was written since the block before. In a whole log these are the blocks that checkpoints commit to. */
export interface LogBlock {
  /** Positions of its first and its last entry. */
  from: number;
  to: number;
  /** SHA-256 over the lines of its entries, line feeds included. */
  sha256: Digest;
  /** Of each entry. */
  hashes: readonly Digest[];
}

/** Ties the entries of an extract to the last checkpoint: the nodes of its tree that have none of them below, left to right. */
export interface LogProof {
  size: number;
  nodes: readonly Digest[];
}

export interface EntryDisclosures {
  position: number;
  values: Disclosures;
}

/** Says that the file is whole. */
export interface LogFileEnd {
  entries: number;
  disclosures: number;
}
