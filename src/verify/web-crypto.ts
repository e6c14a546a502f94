import { sha256 } from '@noble/hashes/sha2.js';
import type { Digest } from '../audit/chain.types.js';
import { type ChainTools, toHex } from '../audit/chain-tools.selectors.js';
import type { VerifySignature } from './verify.types.js';

const encoder = /* @__PURE__ */ new TextEncoder();

/** SHA-256 at once and UTF-8, wherever JavaScript runs. A server has a quicker hash of its own. */
export const chainTools: ChainTools = {
  hash: sha256,
  encode: (text) => encoder.encode(text),
  createHash: () => sha256.create(),
};

/** A page without HTTPS has no WebCrypto. */
const subtle = () => globalThis.crypto?.subtle as SubtleCrypto | undefined;

/** SHA-256 by WebCrypto, where there is one. */
export async function digestBytes(bytes: Uint8Array): Promise<Digest> {
  const found = await subtle()?.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return toHex(found ? new Uint8Array(found) : sha256(bytes));
}

/** Ed25519 by WebCrypto; nothing where it has none, as in browsers of before 2025. */
export async function webSignatures(): Promise<VerifySignature | undefined> {
  const crypto = subtle();
  if (!crypto) return undefined;
  const importKey = (bytes: Uint8Array) =>
    crypto.importKey('raw', bytes as Uint8Array<ArrayBuffer>, { name: 'Ed25519' }, false, ['verify']);
  try {
    // The base point: a key that every implementation takes.
    await importKey(Uint8Array.from({ length: 32 }, (_, index) => (index === 0 ? 0x58 : 0x66)));
  } catch {
    return undefined;
  }
  return async (publicKey, signature, text) => {
    try {
      const key = await importKey(publicKey);
      return await crypto.verify(
        { name: 'Ed25519' },
        key,
        signature as Uint8Array<ArrayBuffer>,
        text as Uint8Array<ArrayBuffer>,
      );
    } catch {
      // No key, or no signature, of the length that there must be.
      return false;
    }
  };
}

/** Bytes of a text in base64url; nothing where it is none. */
export function fromBase64Url(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string' || !/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0));
  } catch {
    return undefined;
  }
}
