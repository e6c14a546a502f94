import { joinBytes } from '../internal/join-bytes.js';
import type { Digest } from './chain.types.js';
import type { HashBytes } from './merkle.selectors.js';

/** The bytes of a text in UTF-8. Given, since not every place where this runs has the same encoder. */
export type EncodeText = (text: string) => Uint8Array;

/** SHA-256 of what comes in pieces: that of `node:crypto`, or of @noble/hashes. */
export interface PiecewiseHash {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

export interface ChainTools {
  /** SHA-256. */
  hash: HashBytes;
  encode: EncodeText;
  /** For blocks of lines, which together may be longer than a text can be. @default keeps the pieces and hashes them at once */
  createHash?: () => PiecewiseHash;
}

/** The hash of the tools for what comes in pieces. */
export function hashInPieces({ hash, createHash: create }: ChainTools): PiecewiseHash {
  if (create) return create();
  const pieces: Uint8Array[] = [];
  return {
    update: (bytes) => pieces.push(bytes),
    digest: () => hash(joinBytes(pieces)),
  };
}

const HEX = '0123456789abcdef';

/** Of a few bytes, at once: a text that grows digit by digit is many texts to be thrown away. */
export function toHex(bytes: Uint8Array): Digest {
  const codes: number[] = [];
  for (const byte of bytes) codes.push(HEX.charCodeAt(byte >> 4), HEX.charCodeAt(byte & 15));
  return String.fromCharCode(...codes);
}

/** Value of each hexadecimal digit by its code. */
const DIGITS = /* @__PURE__ */ Array.from({ length: 128 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? 0 : value;
});

export function fromHex(hex: Digest): Uint8Array {
  const bytes = new Uint8Array(hex.length >> 1);
  for (let at = 0; at < bytes.length; at++) {
    const high = DIGITS[hex.charCodeAt(at * 2)] ?? 0;
    bytes[at] = (high << 4) | (DIGITS[hex.charCodeAt(at * 2 + 1)] ?? 0);
  }
  return bytes;
}
