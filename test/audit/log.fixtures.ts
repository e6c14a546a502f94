import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { chainEntry, checkpointOf, checkpointText } from '../../src/audit/chain.selectors.js';
import { BLOCK_LINES, type Checkpoint, type Digest, type LogRecord } from '../../src/audit/chain.types.js';
import { writeLogFile } from '../../src/audit/log-file.selectors.js';
import type { LogFileHeader } from '../../src/audit/log-file.types.js';
import { createMerkleTree, leafHash } from '../../src/audit/merkle.selectors.js';
import { sealEntry } from '../../src/audit/seal.selectors.js';
import { applyCommand, initialReview, proposedEntry } from '../../src/review/lifecycle.selectors.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import type { AuditEntry, Command, Review } from '../../src/review/review.types.js';
import { isVerdict } from '../../src/review/verdict.selectors.js';
import { amara, bare, loan, mateo } from '../review/lifecycle.fixtures.js';

export const tools = {
  hash: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()),
  encode: (text: string) => new TextEncoder().encode(text),
};
const fromHex = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Entries per review, and reviews that are worked on at the same time. */
const LIFE = 40;
const AT_ONCE = 8;

const short = {
  ...loan,
  subject: { title: 'Home renovation loan', reference: 'LN' },
  explanation: { summary: 'The record is short, the area risky.' },
  alternatives: [],
};

/** What comes next in a review: words in about one of ten. */
function nextCommand(review: Review, step: number): Command {
  const { seq, state } = { seq: review.version, state: review.state };
  if (state === 'pending.awaitingInfo') return { type: 'answer', answer: `Employer no. ${step}, since 2015` };
  if (state.startsWith('pending')) return { type: 'claim' };
  if (state === 'approved' || state === 'overridden') return { type: 'reopen', reason: `Appeal no. ${step}` };
  if (seq % 19 === 17) return { type: 'ask', question: `Which employer, no. ${step}?`, to: 'Applicant' };
  if (seq % 13 === 9) return { type: 'override', value: 'approve', reason: { codes: ['other'], text: `Call ${step}` } };
  if (seq % 13 === 3) return { type: 'approve' };
  return { type: 'release' };
}

/** Entries of real reviews as they would be sealed, in the order in which they happened. */
export function* happened(count: number): Generator<{ entry: AuditEntry; disclosed?: LogRecord['disclosed'] }> {
  let now = Date.parse('2026-11-21T09:00:00Z');
  let salt = 0;
  const createSalt = () => fromHex((salt++).toString(16).padStart(32, '0'));
  const open: Review[] = [];
  let begun = 0;
  for (let step = 0; step < count; step++) {
    const at = new Date(now++).toISOString();
    const slot = (step * 5) % AT_ONCE;
    const review = open[slot];
    let entry: AuditEntry;
    if (!review || review.version >= LIFE) {
      begun += 1;
      const fresh = initialReview({ ...short, id: `LN-${begun}`, createdAt: at }, bare);
      open[slot] = fresh;
      entry = proposedEntry(fresh);
    } else {
      const by = step % 3 === 0 && !review.claim ? mateo : review.claim ? personOf(review) : amara;
      const command = nextCommand(review, step);
      const saw = isVerdict(command.type) ? { saw: sawOf(review.proposal) } : {};
      const result = applyCommand(review, command, { by, at, ...saw });
      if (result.outcome !== 'accepted') throw new Error(`${review.state}: ${JSON.stringify(result)}`);
      open[slot] = result.review;
      entry = result.entry;
    }
    const sealed = sealEntry(tools, entry, createSalt);
    yield Object.keys(sealed.disclosed).length > 0 ? sealed : { entry: sealed.entry };
  }
}

const personOf = (review: Review) => (review.claim?.by.id === mateo.id ? mateo : amara);

export function logOf(count: number): LogRecord[] {
  const last = new Map<string, Digest>();
  const records: LogRecord[] = [];
  for (const { entry, disclosed } of happened(count)) {
    const record = chainEntry(tools, entry, records.length + 1, last.get(entry.reviewId));
    last.set(entry.reviewId, record.hash);
    records.push({ ...record, ...(disclosed && { disclosed }) });
  }
  return records;
}

export interface Signer {
  id: string;
  publicKey: string;
  privateKey: KeyObject;
}
export function createSigner(id: string): Signer {
  const { privateKey } = generateKeyPairSync('ed25519');
  return signerOf(id, privateKey);
}
function signerOf(id: string, privateKey: KeyObject): Signer {
  const publicKey = createPublicKey(createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }))).export({
    format: 'jwk',
  }).x as string;
  return { id, publicKey, privateKey };
}
export const key = createSigner('k1');

export const keyOf = ({ id, publicKey }: Signer) => ({ id, publicKey, from: '2026-11-01T00:00:00Z' });

export const leavesOf = (hashes: readonly Digest[]) => hashes.map((hash) => leafHash(tools.hash, fromHex(hash)));

export function signCheckpoint(body: Omit<Checkpoint, 'keyId' | 'signature'>, signer: Signer = key): Checkpoint {
  const signature = sign(null, tools.encode(checkpointText(body)), signer.privateKey).toString('base64url');
  return { ...body, keyId: signer.id, signature };
}

/** A checkpoint over the first lines of a log whose stored lines are their canonical text. */
export function checkpointAt(records: readonly LogRecord[], lines: readonly string[], size: number, signer?: Signer) {
  const blocks: Digest[] = [];
  for (let from = 0; from < size; from += BLOCK_LINES) {
    const text = lines
      .slice(from, Math.min(from + BLOCK_LINES, size))
      .map((line) => `${line}\n`)
      .join('');
    blocks.push(toHex(tools.hash(tools.encode(text))));
  }
  const digests = records.slice(0, size).map(({ hash }) => hash);
  return signCheckpoint(checkpointOf(tools, digests, blocks, '2026-11-22T08:00:00.000Z'), signer);
}

export function headerOf(checkpoints: readonly Checkpoint[], entries: number, signers: readonly Signer[] = [key]) {
  return {
    exportedAt: '2026-11-23T08:00:00.000Z',
    entries,
    checkpoints,
    keys: signers.map(keyOf),
  } satisfies Omit<LogFileHeader, 'countersign' | 'version'>;
}

export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

/** What ties some leaves to the root over all of them, by asking for the tree. */
export const treeOf = (records: readonly LogRecord[]) =>
  createMerkleTree(tools.hash, leavesOf(records.map(({ hash }) => hash)));

export const write = (parts: Parameters<typeof writeLogFile>[1]) => textOf(writeLogFile(tools, parts));
