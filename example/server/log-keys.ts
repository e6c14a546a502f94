import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Checkpoint, type CheckpointBody, checkpointText, type LogKey } from 'countersign/core';
import { hashOf, tools } from './log-tools.js';

/** Digits of a key's name: of SHA-256 over its public key. */
const ID_DIGITS = 16;

/** The file of keys, or who uses it, needs somebody's hand; the message is all that is printed. */
export class LogKeyError extends Error {
  override name = 'LogKeyError';
}

/** As the file has it. The private key is there for as long as it signs. */
interface KeyFile {
  current: LogKey & { privateKey: string };
  /** Oldest first. */
  former: readonly LogKey[];
  /** Ids of keys whose file is lost: somebody said so, by asking for a new key. */
  lost?: readonly string[];
}

/** What signs checkpoints. It is kept outside the database: whoever changes the one does not have the other. */
export interface LogKeys {
  /** Public keys, newest last. */
  list(): LogKey[];
  sign(body: CheckpointBody): Checkpoint;
  /** Whether a checkpoint was signed with one of these keys; nothing where its key is not among them. */
  isGenuine(checkpoint: Checkpoint): boolean | undefined;
  /** Whether somebody said that this key is lost. */
  isGivenUp(id: string): boolean;
  /** The newest checkpoint that this server has signed or seen, as it remembers it outside the database. */
  remembered(): Checkpoint | undefined;
  remember(checkpoint: Checkpoint): void;
  /** Where the keys are; nothing where they end with the process. */
  readonly path: string | undefined;
}

export interface LogKeyOptions {
  /** Where the keys are kept. Without it there is one for the life of this process: for tests. */
  path?: string;
  /** Whether a new key takes the place of the one that signs. */
  isNew?: boolean;
  /** ISO 8601. */
  at: string;
  /** The newest checkpoint of the database. */
  newest: Checkpoint | undefined;
}

function createKey(from: string): KeyFile['current'] {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'jwk' }).x as string;
  return {
    id: hashOf(raw).slice(0, ID_DIGITS),
    publicKey: raw,
    from,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

const publicPart = ({ id, publicKey, from, until }: LogKey): LogKey => ({
  id,
  publicKey,
  from,
  ...(until !== undefined && { until }),
});

/** Written beside, to be put into its place as a whole: whoever reads never finds half a file. */
function writeBeside(path: string, content: object): string {
  const next = `${path}.${process.pid}.tmp`;
  writeFileSync(next, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
  return next;
}

function writeWhole(path: string, content: object) {
  renameSync(writeBeside(path, content), path);
}

function readFile(path: string): KeyFile {
  try {
    const read = JSON.parse(readFileSync(path, 'utf8')) as KeyFile;
    createPrivateKey(read.current.privateKey);
    if (!Array.isArray(read.former)) throw new Error('"former" is no list');
    return read;
  } catch (error) {
    throw new LogKeyError(
      `The key of the log in ${path} cannot be read: ${(error as Error).message}. Put back the file, or begin with a new key: --new-log-key.`,
    );
  }
}

/** Creates the file, unless another server that starts at the same moment does. */
function createFile(path: string, content: KeyFile): KeyFile {
  mkdirSync(dirname(path), { recursive: true });
  const next = writeBeside(path, content);
  try {
    // Unlike a move, it takes nobody else's place.
    linkSync(next, path);
    return content;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readFile(path);
  } finally {
    rmSync(next, { force: true });
  }
}

const isKnown = ({ current, former, lost = [] }: KeyFile, id: string) =>
  current.id === id || former.some((key) => key.id === id) || lost.includes(id);

/** The file as it is after what was asked for at the start. */
function openFile({ path, isNew = false, at, newest }: LogKeyOptions & { path: string }): KeyFile {
  const exists = existsSync(path);
  const unknown = (file: KeyFile) => newest !== undefined && !isKnown(file, newest.keyId);
  if (isNew) {
    // Not before what the old key signed: the clock of another server may have been ahead.
    const since = new Date(Math.max(Date.parse(at), newest ? Date.parse(newest.at) + 1 : 0)).toISOString();
    const current = createKey(since);
    if (!exists) {
      return createFile(path, { current, former: [], ...(newest && { lost: [newest.keyId] }) });
    }
    const old = readFile(path);
    const lost = [...(old.lost ?? []), ...(unknown(old) && newest ? [newest.keyId] : [])];
    const file: KeyFile = {
      current,
      former: [...old.former, { ...publicPart(old.current), until: since }],
      ...(lost.length > 0 && { lost }),
    };
    writeWhole(path, file);
    return file;
  }
  if (!exists) {
    if (newest) {
      throw new LogKeyError(
        `The log has checkpoints that were signed with the key ${newest.keyId}, and there is no key in ${path}. Put back the file, or copy it from the other server of this database. Where it is lost, begin with a new key: --new-log-key.`,
      );
    }
    return createFile(path, { current: createKey(at), former: [] });
  }
  const file = readFile(path);
  if (unknown(file)) {
    throw new LogKeyError(
      `The newest checkpoint of the log was signed with the key ${newest?.keyId}, which ${path} does not have. All servers of one database need the same file: copy it from the one that signed. Where it is lost, begin with a new key: --new-log-key.`,
    );
  }
  return file;
}

/** Beside the keys: a checkpoint that nobody takes out of the database. */
const checkpointPath = (path: string) => join(dirname(path), `${basename(path, '.json')}.checkpoint.json`);

export function openLogKeys(options: LogKeyOptions): LogKeys {
  const { path, at } = options;
  let file: KeyFile = path === undefined ? { current: createKey(at), former: [] } : openFile({ ...options, path });
  let readAt = path === undefined ? 0 : statSync(path).mtimeMs;
  let signer = createPrivateKey(file.current.privateKey);
  let memory: Checkpoint | undefined;
  const publicKeys = new Map<string, KeyObject>();

  /** Another server of the database may have begun with a new key meanwhile. */
  function refresh() {
    if (path === undefined) return;
    const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (changedAt === undefined || changedAt === readAt) return;
    file = readFile(path);
    signer = createPrivateKey(file.current.privateKey);
    readAt = changedAt;
  }

  function publicKeyOf(id: string): KeyObject | undefined {
    const found = publicKeys.get(id);
    if (found) return found;
    const key = [...file.former, file.current].find((each) => each.id === id);
    if (!key) return undefined;
    const read = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.publicKey }, format: 'jwk' });
    publicKeys.set(id, read);
    return read;
  }

  return {
    path,
    list() {
      refresh();
      return [...file.former, file.current].map(publicPart);
    },
    sign(body) {
      refresh();
      const signature = signBytes(null, tools.encode(checkpointText(body)), signer).toString('base64url');
      return { ...body, keyId: file.current.id, signature };
    },
    isGenuine(checkpoint) {
      if (!publicKeyOf(checkpoint.keyId)) refresh();
      const key = publicKeyOf(checkpoint.keyId);
      if (!key) return undefined;
      const text = tools.encode(checkpointText(checkpoint));
      return verifyBytes(null, text, key, Buffer.from(checkpoint.signature, 'base64url'));
    },
    isGivenUp: (id) => path === undefined || (file.lost ?? []).includes(id),
    remembered() {
      if (path === undefined) return memory;
      const beside = checkpointPath(path);
      if (!existsSync(beside)) return undefined;
      try {
        return JSON.parse(readFileSync(beside, 'utf8')) as Checkpoint;
      } catch (error) {
        throw new LogKeyError(`${beside} cannot be read: ${(error as Error).message}. Put it back, or take it away.`);
      }
    },
    remember(checkpoint) {
      if (path === undefined) memory = checkpoint;
      else writeWhole(checkpointPath(path), checkpoint);
    },
  };
}
