import type { LogKey, RecordScope } from '../review/backend.types.js';
import type { ChainedEntry, Checkpoint, Digest, Disclosures } from './chain.types.js';

/**
 * A log file is JSON Lines in UTF-8, each line one of these. The first is the header. Then come the entries in the order of
 * their positions, each as its canonical text (RFC 8785) and nothing else, and after every `BLOCK_LINES` of them, and after the
 * last, their block. A file of the whole log ends here; an extract has its proof. Disclosures stand at the end, so that the
 * entries stay byte for byte what was signed.
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
  version: 1;
  /** Server time, ISO 8601. */
  exportedAt: string;
  /** Absent where it is the whole log: else which entries it has, said on its face (T-8). */
  scope?: RecordScope;
  /** How many entries follow. */
  entries: number;
  /** Newest last. The last one covers every entry of the file. */
  checkpoints: readonly Checkpoint[];
  /** As the server says. Whoever mistrusts it has them from elsewhere. */
  keys: readonly LogKey[];
}

/** What was written since the block before. */
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
