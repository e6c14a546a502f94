import type { ChainedEntry, Disclosures } from '../audit/chain.types.js';
import { type ChainTools, toHex } from '../audit/chain-tools.selectors.js';
import type { Source } from '../audit/log-file.selectors.js';
import type { EntryDisclosures, LogFileEnd, LogProof } from '../audit/log-file.types.js';
import { openEntry } from '../audit/seal.selectors.js';
import { type AuditEntry, ENTRY_TYPES } from '../review/review.types.js';
import type { DigestBytes, FileCheck } from './file-check.js';
import { createFullCheck } from './full-check.js';
import { checkCheckpoints, parseLine, readBlock, readHeader } from './log-header.js';
import { type FileLine, readStretches, type Stretch } from './log-lines.js';
import { notContinued, sinceReport } from './older-checkpoint.js';
import { createQuickCheck } from './quick-check.js';
import { createRest } from './rest.js';
import type {
  CheckpointReport,
  LogFault,
  LogReport,
  VerifyMode,
  VerifyProgress,
  VerifySettings,
  VerifySignature,
} from './verify.types.js';
import { chainTools, digestBytes, webSignatures } from './web-crypto.js';

export interface VerifyOptions extends VerifySettings {
  /** Rejects with its reason when it is aborted. */
  signal?: AbortSignal;
  /** Called about ten times a second, and once at the end. */
  onProgress?: (progress: VerifyProgress) => void;
  /** SHA-256 at once. @default that of @noble/hashes; on a server `node:crypto` is quicker */
  hash?: ChainTools['hash'];
  /** SHA-256 of blocks. @default `hash` where it is given, else WebCrypto's, beside the work */
  digest?: DigestBytes;
  /** @default WebCrypto's, where it knows Ed25519 */
  verifySignature?: VerifySignature;
}

/** Order in which lines of each kind may come. */
const PHASE = { header: 0, entry: 1, block: 1, proof: 2, disclosed: 3, end: 4 } as const;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const PROGRESS_EVERY = 100;

/**
 * Verifies a log file, docs/log-file.md, while it is read: in a page, in a worker and in Node. Never works for long at a time.
 *
 * @returns what is wrong, and what was not checked. A file that is no log has a report as well.
 */
export async function verifyLogFile(source: Source<Uint8Array>, options: VerifyOptions = {}): Promise<LogReport> {
  const { signal, onProgress, keys: pinned, keepEntries = false, since } = options;
  const tools: ChainTools = { hash: options.hash ?? chainTools.hash, encode: chainTools.encode };
  // Whoever gives a hash has a quick one: to hand blocks to others would take longer.
  const ownDigest = options.hash ? async (block: Uint8Array) => toHex(tools.hash(block)) : digestBytes;
  const digest = options.digest ?? ownDigest;
  const verifySignature = options.verifySignature ?? (await webSignatures());
  const rest = createRest();
  const faults: LogFault[] = [];
  const report = (fault: LogFault) => faults.push(fault);

  let mode: VerifyMode = options.mode ?? 'full';
  let header: LogReport['header'];
  let check: FileCheck | undefined;
  let checkpoints: readonly CheckpointReport[] = [];
  let signatures = 'no-checkpoint' as LogReport['signatures'];
  let end: { said: Partial<LogFileEnd>; line: number } | undefined;
  let phase: number = PHASE.header;
  let isContained: boolean | undefined;
  let [entries, disclosures, lines, bytes, signed] = [0, 0, 0, 0, 0];
  let reported = 0;
  const unknownTypes: { [type: string]: number } = {};
  const kept = new Map<number, { entry: AuditEntry; disclosed: Disclosures }>();

  function keepEntry(entry: AuditEntry) {
    const type = String(entry.type);
    if (!ENTRY_TYPES.includes(entry.type)) unknownTypes[type] = (unknownTypes[type] ?? 0) + 1;
    if (keepEntries) kept.set((entry as { position?: number }).position ?? 0, { entry, disclosed: {} });
  }

  /** @returns whether the file can be read on */
  async function begin({ bytes: line }: FileLine): Promise<boolean> {
    const hasMark = BYTE_ORDER_MARK.every((byte, at) => line[at] === byte);
    if (hasMark) report({ kind: 'not-canonical', line: 1 });
    const found = readHeader(hasMark ? line.subarray(3) : line);
    if (typeof found !== 'object') {
      report({ kind: found === undefined ? 'not-a-log' : 'version-newer', line: 1 });
      return false;
    }
    header = found;
    // The blocks of an extract are not those that were signed.
    if (header.scope) mode = 'full';
    const checked = await checkCheckpoints(header.checkpoints, pinned ?? header.keys, tools, verifySignature);
    signatures = checked.signatures;
    checkpoints = checked.checkpoints.map(({ isGenuine, fault: _fault, ...each }) => ({
      ...each,
      ...(signatures === 'checked' && isGenuine !== undefined && { isGenuine }),
    }));
    const setup = { tools, digest, header, since, report, faults, rest };
    const checkSetup = { ...setup, checkpoints: checked.checkpoints };
    check = mode === 'quick' ? createQuickCheck(checkSetup) : createFullCheck(checkSetup, keepEntry);
    return true;
  }

  function disclose(line: FileLine) {
    disclosures += 1;
    if (!check?.disclosed) return;
    const said = parseLine(line.bytes)?.disclosed as Partial<EntryDisclosures> | undefined;
    const { position, values } = said ?? {};
    if (!Number.isSafeInteger(position) || typeof values !== 'object' || values === null) {
      report({ kind: 'unreadable', line: line.number });
      return;
    }
    check.disclosed(position as number, values, line.number);
    const record = kept.get(position as number);
    if (record) record.disclosed = { ...record.disclosed, ...values };
  }

  function prove(line: FileLine) {
    const said = parseLine(line.bytes)?.proof as Partial<LogProof> | undefined;
    const isFine = Number.isSafeInteger(said?.size) && Array.isArray(said?.nodes);
    if (!isFine || !header?.scope) report({ kind: isFine ? 'misplaced' : 'unreadable', line: line.number });
    else check?.proof?.(said as LogProof, line.number);
  }

  /** What stands behind some entries. */
  function close(line: FileLine) {
    const { kind, number } = line;
    if (line.bytes.at(-1) === 13) report({ kind: 'not-canonical', line: number });
    if (kind === 'header' || PHASE[kind] < phase || phase === PHASE.end) {
      report({ kind: 'misplaced', line: number });
      if (kind === 'header' || kind === 'block') return;
    }
    phase = Math.max(phase, PHASE[kind]);
    if (kind === 'disclosed') disclose(line);
    else if (kind === 'proof') prove(line);
    else if (kind === 'end') {
      const said = parseLine(line.bytes)?.end;
      if (said === undefined) report({ kind: 'unreadable', line: number });
      end = { said: said ?? {}, line: number };
    }
  }

  /** @returns what to wait for, if anything */
  function add(found: Stretch): Promise<void> | undefined {
    const isBroken = found.closing?.isEnded === false && !parseLine(found.closing.bytes);
    // The file breaks off in that line.
    const stretch = isBroken ? { ...found, closing: undefined, isCut: true } : found;
    const { closing, ends } = stretch;
    const isBlock = closing?.kind === 'block' && phase <= PHASE.block;
    const block = isBlock ? readBlock(closing.bytes, mode === 'full') : undefined;
    if (isBlock && !block) report({ kind: 'unreadable', line: closing.number });
    if (ends.length === 0 && !block) {
      if (closing) close(closing);
      return rest();
    }
    const isLate = phase > PHASE.entry;
    phase = Math.max(phase, PHASE.entry);
    entries += ends.length;
    // Behind the end nothing breaks off.
    const checking = check?.entries({ ...stretch, isCut: stretch.isCut && !end }, block, isLate);
    return checking?.then(() => closing && close(closing));
  }

  function tell(isLast: boolean) {
    if (!onProgress || (!isLast && performance.now() - reported < PROGRESS_EVERY)) return;
    reported = performance.now();
    onProgress({ bytes, entries, ...(header && { entriesInAll: header.entries }) });
  }

  signal?.throwIfAborted();
  let isOver = false;
  reading: for await (const stretches of readStretches(source)) {
    for (const stretch of stretches) {
      signal?.throwIfAborted();
      bytes = stretch.read;
      lines = stretch.closing?.number ?? stretch.number + stretch.ends.length - 1;
      if (check) {
        const work = add(stretch);
        if (work) await work;
      } else if (!stretch.closing || !(await begin(stretch.closing))) {
        isOver = true;
        break reading;
      }
    }
    tell(false);
  }
  if (lines === 0) report({ kind: 'not-a-log', line: 1 });
  if (check && header && !isOver) {
    if (!end) report({ kind: 'truncated', line: lines });
    signed = await check.finish(!end);
    if (signatures !== 'checked') signed = 0;
    // Of a file that breaks off nobody can tell how it went on.
    if (since && !header.scope && (end || since.size <= entries)) isContained = await check.contains(since);
    if (since && isContained === false) report(notContinued(since));
    signal?.throwIfAborted();
    const { said, line } = end ?? { said: {}, line: 1 };
    const isAsSaid =
      entries === header.entries && (!end || (said.entries === entries && said.disclosures === disclosures));
    const isExplained = faults.some(({ kind }) => COUNTED.includes(kind));
    if (!isAsSaid && !isExplained) report({ kind: 'counts-wrong', line: entries === header.entries ? line : 1 });
    const covered = Math.max(0, ...header.checkpoints.map(({ size }) => size));
    if (!header.scope && header.entries > covered && entries > covered)
      report({ kind: 'unsigned', position: covered + 1, to: entries });
    if (header.scope && covered === 0 && entries > 0) report({ kind: 'unsigned' });
  }
  tell(true);
  faults.sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || (a.line ?? 0) - (b.line ?? 0));
  return {
    isIntact: faults.length === 0,
    faults,
    mode,
    ...(header && { header }),
    keys: pinned ? 'pinned' : 'file',
    signatures,
    disclosures: mode === 'quick' ? 'not-checked' : header?.scope?.to === undefined ? 'checked' : 'given-only',
    checkpoints,
    signed,
    ...(since && { since: sinceReport(since, isContained) }),
    entries,
    lines,
    bytes,
    unknownTypes,
    ...(keepEntries && {
      kept: [...kept].map(([position, { entry, disclosed }]) => ({ position, entry: asShown(entry, disclosed) })),
    }),
  };
}

/** The entry as the port carries it. */
function asShown(sealed: AuditEntry, disclosed: Disclosures): AuditEntry {
  const { entry } = openEntry(sealed, disclosed);
  const { position: _position, prevHash: _prevHash, ...shown } = entry as ChainedEntry;
  return shown;
}

/** Faults that say already why there are more or fewer lines than there should be. */
const COUNTED: readonly LogFault['kind'][] = [
  'removed',
  'inserted',
  'cut-off',
  'truncated',
  'unreadable',
  'misplaced',
  'disclosure-missing',
  'disclosure-unknown',
];
