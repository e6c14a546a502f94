import { createHash, hash } from 'node:crypto';
import { type ChainTools, canonicalText, toHex } from 'countersign/core';

const encoder = new TextEncoder();

/** What the kit's functions of the record are given here: SHA-256 of Node, at once. */
export const tools: ChainTools = {
  hash: (bytes) => new Uint8Array(hash('sha256', bytes, 'buffer')),
  encode: (text) => encoder.encode(text),
  createHash: () => createHash('sha256'),
};

/** The text of an entry that is stored and hashed, with its digest. */
export function hashedText(entry: object): { line: string; hash: string } {
  const line = canonicalText(entry);
  return { line, hash: hashOf(line) };
}

/** SHA-256 of a text in UTF-8. */
export const hashOf = (text: string): string => toHex(tools.hash(tools.encode(text)));
