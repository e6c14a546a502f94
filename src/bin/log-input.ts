import * as crypto from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Checkpoint } from '../audit/chain.types.js';
import type { LogKey } from '../review/backend.types.js';
import { isCheckpoint } from '../verify/index.js';

/** Something that the person who gave the command can mend. */
export class CommandProblem extends Error {}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EISDIR: 'it is a directory',
};

function problemWith(file: string, error: unknown): CommandProblem {
  const { code = '', message } = error as { code?: string; message: string };
  return new CommandProblem(`${file} cannot be read: ${WHY[code] ?? message}.`);
}

/** The bytes of a file, or of standard input for `-`. */
export async function* readBytes(file: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    if (file !== '-' && (await stat(file)).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    yield* file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1 << 19 });
  } catch (error) {
    throw problemWith(file, error);
  }
}

const oneShot = (crypto as { hash?: (name: string, bytes: Uint8Array, as: 'buffer') => Uint8Array }).hash;

/** SHA-256 at once, as Node has it: without an object for each digest where it can (20.12). */
export const hash: (bytes: Uint8Array) => Uint8Array = oneShot
  ? (bytes) => new Uint8Array(oneShot('sha256', bytes, 'buffer'))
  : (bytes) => crypto.createHash('sha256').update(bytes).digest();

function isKey(value: unknown): value is LogKey {
  const { id, publicKey } = (value ?? {}) as Record<keyof LogKey, unknown>;
  return typeof id === 'string' && typeof publicKey === 'string';
}

function readJson(file: string, what: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new CommandProblem(`${file} holds no ${what}: it is not JSON.`);
    throw problemWith(file, error);
  }
}

/** A checkpoint that was kept, as it is or as a server answers it. */
export function readCheckpoint(file: string): Checkpoint {
  const value = readJson(file, 'checkpoint') as { checkpoint?: unknown } | null;
  const checkpoint = value?.checkpoint ?? value;
  if (!isCheckpoint(checkpoint))
    throw new CommandProblem(`${file} holds no checkpoint: give { size, root, blocks, at, keyId, signature }.`);
  return checkpoint;
}

/** Keys to believe, from files or given as `id=key`. */
export function readKeys(given: readonly string[]): LogKey[] {
  return given.flatMap((each) => {
    const [, id, publicKey] = /^(.+)=([A-Za-z0-9_-]{43})$/.exec(each) ?? [];
    if (id !== undefined && publicKey !== undefined) return [{ id, publicKey, from: '1970-01-01T00:00:00Z' }];
    const value = readJson(each, 'keys');
    const keys = Array.isArray(value) ? value : (value as { keys?: unknown } | null)?.keys;
    if (!Array.isArray(keys) || keys.length === 0 || !keys.every(isKey))
      throw new CommandProblem(`${each} holds no keys: give a list of { id, publicKey }.`);
    return keys;
  });
}
