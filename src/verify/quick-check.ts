import { rootOver } from '../audit/chain.selectors.js';
import { BLOCK_LINES, type Digest } from '../audit/chain.types.js';
import { toHex } from '../audit/chain-tools.selectors.js';
import type { LogBlock } from '../audit/log-file.types.js';
import { type CheckSetup, type FileCheck, isUnexplained, reportRespelt } from './file-check.js';
import type { Stretch } from './log-lines.js';
import { narrow, type Stranger } from './narrow.js';
import { type ReadLine, readEntries, respell } from './read-entries.js';

/** Blocks that are hashed at the same time. */
const AT_ONCE = 6;
/** Checkpoints in the middle of a block take a digest of their own: so many of the newest. */
const IN_BLOCKS = 64;

interface Waiting {
  stretch: Stretch;
  block: LogBlock | undefined;
  isLate: boolean;
  digest: Promise<Digest>;
}

/** Compares the stored lines with what was signed, in blocks, and reads only those of a block that is wrong. */
export function createQuickCheck(setup: CheckSetup): FileCheck {
  const { tools, digest, checkpoints, since, report, faults, rest } = setup;
  const waiting: Waiting[] = [];
  /** Of each block of the log, by its place: as it is, or as the file says where that has been found wrong. */
  const blocks: (Digest | undefined)[] = [];
  /** Of the beginning of a block, up to a checkpoint. */
  const parts = new Map<number, Promise<Digest>>();
  const inBlocks = new Set(
    checkpoints
      .map(({ size }) => size)
      .filter((size) => size % BLOCK_LINES !== 0)
      .slice(-IN_BLOCKS),
  );
  if (since) inBlocks.add(since.size);
  const missing = new Map<number, Digest>();
  const strangers: Stranger[] = [];
  const respeltLines: { number: number; position: number; id: string }[] = [];
  let next = 1;

  /** @param digests of the bytes of the lines, as they would be signed */
  function keepBlock(from: number, count: number, bytes: Uint8Array, ends: readonly number[], found: Digest) {
    if ((from - 1) % BLOCK_LINES !== 0 || count > BLOCK_LINES) return;
    blocks[(from - 1) / BLOCK_LINES] = found;
    for (const size of inBlocks) {
      if (size < from || size >= from + count - 1) continue;
      parts.set(size, digest(bytes.subarray(0, ends[size - from])));
    }
  }

  function isRegular(block: LogBlock, count: number): boolean {
    const { from, to } = block;
    return from === next && to - from + 1 === count && count <= BLOCK_LINES && (from - 1) % BLOCK_LINES === 0;
  }

  /** Reads the lines of a block that is not what its digest says. */
  function look({ stretch, block, isLate }: Waiting, found: Digest) {
    if (block && stretch.ends.length === 0 && block.to < next) {
      report({ kind: 'misplaced', line: stretch.closing?.number });
      return;
    }
    const all = readEntries(tools, stretch);
    const lines = stretch.isCut && !all.at(-1)?.entry ? all.slice(0, -1) : all;
    respeltLines.push(
      ...lines.flatMap(({ number, canonical, entry }) =>
        canonical !== undefined && entry ? [{ number, position: entry.position, id: entry.id }] : [],
      ),
    );
    const line = stretch.closing?.number ?? stretch.number + Math.max(lines.length - 1, 0);
    if (!block || block.hashes.length !== block.to - block.from + 1) {
      const isSaid = lookAlone(stretch, lines, isLate, line);
      if (block && !isSaid) report({ kind: 'block-wrong', position: block.from, to: block.to, line });
      return;
    }
    const { faults: own, missing: gone, strangers: strange } = narrow(block, lines);
    for (const fault of own) report(fault);
    for (const [position, hash] of gone) missing.set(position, hash);
    strangers.push(...strange);
    const respelt = respell(tools, stretch, lines);
    const asSigned = respelt === stretch ? found : toHex(tools.hash(respelt.bytes));
    const said = block.sha256.toLowerCase();
    const isWhole = own.length === 0 && gone.size === 0 && strange.length === 0;
    if (isWhole && (asSigned !== said || (block.from - 1) % BLOCK_LINES !== 0))
      report({ kind: 'block-wrong', position: block.from, to: block.to, line });
    if (block.from > next) for (let at = next; at < block.from; at++) if (!missing.has(at)) missing.set(at, '');
    // Lines before it that have no block of their own are taken as they are, and the signature decides.
    const early = strange.filter(({ position }) => position >= next && position < block.from);
    if (early.length === block.from - next && early.length > 0) {
      for (const { position } of early) missing.delete(position);
      for (const each of early) strangers.splice(strangers.indexOf(each), 1);
      report({ kind: 'block-wrong', position: next, to: block.from - 1, line });
      keepRun(respelt, 0, early.length, next);
      const rest = lines.length - early.length;
      if (own.length === 0 && gone.size === 0) keepRun(respelt, early.length, rest, block.from);
      else blocks[(block.from - 1) / BLOCK_LINES] = said;
    } else if (isWhole) {
      keepBlock(block.from, lines.length, respelt.bytes, respelt.ends, asSigned);
    } else if ((block.from - 1) % BLOCK_LINES === 0) blocks[(block.from - 1) / BLOCK_LINES] = said;
    next = block.to + 1;
  }

  /** Some lines of a stretch, cut into the blocks of the log. */
  function keepRun(stretch: Stretch, skip: number, count: number, from: number) {
    for (let at = skip; at < skip + count; ) {
      const position = from + at - skip;
      const size = Math.min(BLOCK_LINES - ((position - 1) % BLOCK_LINES), skip + count - at);
      const begin = stretch.ends[at - 1] ?? 0;
      const bytes = stretch.bytes.subarray(begin, stretch.ends[at + size - 1]);
      const ends = stretch.ends.slice(at, at + size).map((end) => end - begin);
      keepBlock(position, size, bytes, ends, toHex(tools.hash(bytes)));
      at += size;
    }
  }

  /** Lines without a block line: what is in its place is taken as it is, and the signature decides. */
  function lookAlone(stretch: Stretch, lines: readonly ReadLine[], isLate: boolean, line: number): boolean {
    const from = next;
    let isRun = true;
    for (const { entry, hash, number } of lines) {
      if (entry && hash !== undefined && entry.position === next && !isLate) {
        next += 1;
        continue;
      }
      isRun = false;
      if (!entry || hash === undefined) {
        report({ kind: 'unreadable', line: number, ...(!isLate && { position: next }) });
        if (!isLate) next += 1;
      } else if (entry.position > next && !isLate) {
        for (; next < entry.position; next++) missing.set(next, '');
        next += 1;
      } else strangers.push({ position: entry.position, hash, id: entry.id, number, stands: undefined });
    }
    if (isRun && lines.length > 0) keepRun(respell(tools, stretch, lines), 0, lines.length, from);
    const isWrong = !isLate && !stretch.isCut && next > from;
    if (isWrong) report({ kind: 'block-wrong', position: from, to: next - 1, line });
    return isWrong;
  }

  async function settle(each: Waiting) {
    const { stretch, block } = each;
    const found = await each.digest;
    if (block && isRegular(block, stretch.ends.length) && found === block.sha256.toLowerCase()) {
      keepBlock(block.from, stretch.ends.length, stretch.bytes, stretch.ends, found);
      next = block.to + 1;
    } else look(each, found);
    await rest();
  }

  /** Entries that one block misses and another has too many are one and the same. */
  function matchStrangers() {
    for (const { position, hash, id, number, stands } of strangers) {
      const claimed = missing.get(position);
      if (stands !== undefined && claimed !== hash && missing.delete(stands)) {
        report({ kind: 'changed', position: stands, id, line: number });
        continue;
      }
      missing.delete(position);
      const isMoved = claimed === hash || claimed === '';
      const kind = isMoved ? 'reordered' : claimed === undefined ? 'inserted' : 'changed';
      report({ kind, position, id, line: number });
    }
  }

  function reportMissing(end: number) {
    const gone = [...missing.keys()].sort((a, b) => a - b);
    for (let first = 0, at = 1; at <= gone.length; at++) {
      if (at < gone.length && gone[at] === (gone[at - 1] as number) + 1) continue;
      const to = gone[at - 1] as number;
      report({ kind: to >= end ? 'cut-off' : 'removed', position: gone[first] as number, to });
      first = at;
    }
  }

  async function rootUpTo(size: number): Promise<Digest | undefined> {
    const whole = Math.floor(size / BLOCK_LINES);
    const leaves = blocks.slice(0, whole);
    if (size % BLOCK_LINES !== 0) {
      const isEnd = size === next - 1;
      const part = await parts.get(size);
      leaves.push(part ?? (isEnd ? blocks[whole] : undefined));
    }
    const isKnown = leaves.length === Math.ceil(size / BLOCK_LINES) && !leaves.includes(undefined);
    return isKnown ? rootOver(tools, leaves as Digest[]) : undefined;
  }

  async function compareCheckpoints(): Promise<number> {
    let signed = 0;
    let isRewritten = false;
    const isWhole = isUnexplained(faults);
    for (const { size, blocks: root, isGenuine, fault } of checkpoints) {
      if (isGenuine === undefined) report({ kind: 'key-unknown', position: size });
      else if (!isGenuine) report({ kind: 'checkpoint-forged', position: size });
      else if (fault) report({ kind: fault, position: size });
      else if (isRewritten) continue;
      else if (size > next - 1) report({ kind: 'cut-off', position: next, to: size });
      else {
        const found = await rootUpTo(size);
        if (found === root) signed = Math.max(signed, size);
        else if (found !== undefined && isWhole) {
          report({ kind: 'rewritten', position: signed + 1, to: size });
          isRewritten = true;
        }
        await rest();
      }
    }
    return signed;
  }

  return {
    async entries(stretch, block, isLate) {
      waiting.push({ stretch, block, isLate, digest: digest(stretch.bytes) });
      if (waiting.length >= AT_ONCE) await settle(waiting.shift() as Waiting);
    },
    async finish() {
      for (let each = waiting.shift(); each; each = waiting.shift()) await settle(each);
      matchStrangers();
      reportRespelt(report, respeltLines, faults);
      reportMissing(next - 1);
      return compareCheckpoints();
    },
    async contains({ size, blocks: root }) {
      if (size > next - 1) return false;
      const found = await rootUpTo(size);
      return found === undefined ? undefined : found === root.toLowerCase();
    },
  };
}
