import type { AuditEntry, Json } from '../review/review.types.js';

/** A SHA-256 digest: 64 lower-case hexadecimal digits. */
export type Digest = string;

/**
 * What stands in an entry for a value that may have to be erased: SHA-256 over a salt of 16 bytes followed by the UTF-8 of the
 * value's canonical text.
 */
export interface Commitment {
  sealed: Digest;
}

/** A value that a commitment stands for. Whoever loses value and salt still has an entry that verifies. */
export interface Disclosure {
  /** 16 random bytes, as 32 lower-case hexadecimal digits. */
  salt: string;
  value: Json;
}

/** Disclosures of one entry, by the place in it: a JSON Pointer (RFC 6901). */
export type Disclosures = { readonly [pointer: string]: Disclosure };

/**
 * An entry with what ties it to the others. Its canonical text (RFC 8785) is what is hashed. Where a value may have to be
 * erased, a `Commitment` stands in its place.
 */
export interface ChainedEntry extends AuditEntry {
  /** Place in the log of all reviews, gapless, from 1. */
  position: number;
  /** Digest of the entry before it in the same review; absent from the first. */
  prevHash?: Digest;
  /** 16 bytes at random, in hex: of an entry without a commitment, so that nobody can try out what gives its digest. */
  salt?: string;
}

/** One line of the log, as it is stored and exported. */
export interface LogRecord {
  entry: ChainedEntry;
  /** Digest of the canonical text of `entry`. */
  hash: Digest;
  /** What its commitments stand for, as far as it was not erased. */
  disclosed?: Disclosures;
}

/** What is committed to at one moment: the first `size` lines of the log, and no others. */
export interface CheckpointBody {
  /** Number of lines, from the first. */
  size: number;
  /** Root of the Merkle tree over their digests (RFC 9162). */
  root: Digest;
  /**
   * Root of the Merkle tree over the digests of blocks: of `BLOCK_LINES` lines each, the last one shorter, every line as its
   * canonical text and a line feed. With it the lines verify without being read.
   */
  blocks: Digest;
  /** Server time, ISO 8601 with offset. */
  at: string;
}

export interface Checkpoint extends CheckpointBody {
  keyId: string;
  /** Ed25519 over the canonical text of the body, base64url without padding. */
  signature: string;
}

/** Lines per block. */
export const BLOCK_LINES = 256 as const;

export const CHAIN_FAULTS = [
  'unreadable',
  'changed',
  'removed',
  'inserted',
  'reordered',
  'clock-backwards',
  'cut-off',
  'rewritten',
  'checkpoint-forged',
  'key-unknown',
  'key-out-of-time',
  'checkpoint-time',
  'disclosure-missing',
] as const;
/**
 * What is wrong with a log: a line that is no entry · one that is not what was hashed, or that the next one does not follow ·
 * one that is missing · one too many · one in another place · one that is earlier than the one before it in its review ·
 * lines missing at the end that a checkpoint counted · lines that hang together and are not those that were signed · a
 * checkpoint whose signature does not fit · one by a key that is not known · one by a
 * key that was not in use at its time · one that is earlier than a smaller one or than what it covers · a value that is gone and that no entry says was
 * erased.
 */
export type ChainFaultKind = (typeof CHAIN_FAULTS)[number];

export interface ChainFault {
  kind: ChainFaultKind;
  /** Place in the log, from 1; of `rewritten`, the first that may be meant. */
  position: number;
  /** Of `rewritten`, `removed` and `cut-off`: the last that may be meant. */
  to?: number;
  /** Id of the entry, where one can be read. */
  id?: string;
  /** Which line of the log it was found in, from 1. */
  line?: number;
}

export interface ChainReport {
  /** How many lines were read. */
  lines: number;
  /** In the order of their positions; empty where the log is what it was. */
  faults: readonly ChainFault[];
  /** Root over the digests as stored. */
  root: Digest;
  /** Number of lines that a checkpoint with a good signature commits to. */
  signed: number;
}
