import { leafOf } from '../audit/chain.selectors.js';
import type { ChainReport, Digest } from '../audit/chain.types.js';
import { fromHex, toHex } from '../audit/chain-tools.selectors.js';
import { createChainVerifier } from '../audit/chain-verifier.selectors.js';
import type { LogBlock, LogProof } from '../audit/log-file.types.js';
import { verifyMulti } from '../audit/merkle.selectors.js';
import type { RecordScope } from '../review/backend.types.js';
import type { AuditEntry } from '../review/review.types.js';
import { type CheckSetup, type FileCheck, isUnexplained, joinUnreadable, reportRespelt } from './file-check.js';
import { type Stretch, splitStretch } from './log-lines.js';
import { placesOf, type ReadLine, readEntries, respell } from './read-entries.js';
import type { LogFault } from './verify.types.js';

/** Whether an entry is one of those that an extract says it holds. */
function isInScope({ reviewId, from, to }: RecordScope, entry: AuditEntry): boolean {
  const at = Date.parse(entry.at);
  return (
    (reviewId === undefined || entry.reviewId === reviewId) &&
    (from === undefined || at >= Date.parse(from)) &&
    (to === undefined || at < Date.parse(to))
  );
}

interface Claims {
  /** Which of the digests that a block names belongs to which of its lines. */
  of: ReadonlyMap<ReadLine, Digest>;
  /** Of lines that name another block: the place where they stand. */
  stands: ReadonlyMap<ReadLine, number>;
  /** Digests that none of the lines has. */
  free: readonly Digest[];
}

function claimsOf(block: LogBlock, lines: readonly ReadLine[], isExtract: boolean): Claims {
  const hashes = block.hashes.map((hash) => String(hash).toLowerCase());
  const claims = new Map<ReadLine, Digest>();
  const stands = new Map<ReadLine, number>();
  const claim = (line: ReadLine, hash: Digest | undefined) => {
    if (hash !== undefined && line.entry) claims.set(line, hash);
  };
  if (!isExtract) {
    const taken = new Map<number, ReadLine>();
    const places = placesOf(block, lines);
    // Of lines that claim one place, the digest is that of the one that it fits.
    for (const [at, line] of lines.entries()) {
      const place = places[at];
      if (place?.stands !== undefined) stands.set(line, place.stands);
      const index = (place?.position ?? 0) - block.from;
      if (!taken.has(index) || line.hash === hashes[index]) taken.set(index, line);
    }
    for (const [index, line] of taken) claim(line, hashes[index]);
  } else if (hashes.length === lines.length) {
    for (const [index, line] of lines.entries()) claim(line, hashes[index]);
  } else {
    // One is missing or too many: those that are the same tie the two lists together, the others go by their order.
    const free = [...hashes];
    const others = lines.filter(({ hash }) => {
      const at = hash === undefined ? -1 : free.indexOf(hash);
      if (at >= 0) free.splice(at, 1);
      return at < 0;
    });
    for (const [index, line] of others.entries()) claim(line, free[index]);
  }
  const fitting = new Set(lines.map(({ hash }) => hash));
  return { of: claims, stands, free: hashes.filter((hash) => !fitting.has(hash)) };
}

const GONE: readonly LogFault['kind'][] = ['removed', 'cut-off', 'unreadable'];

function isWithin({ position = 0 }: LogFault, { position: from = 0, to = from }: LogFault): boolean {
  return from <= position && position <= to;
}

function isInOrder(lines: readonly ReadLine[], isExtract: boolean): boolean {
  return lines.every(({ entry }, index) => {
    const before = lines[index - 1]?.entry?.position;
    if (!entry || before === undefined) return entry !== undefined && index === 0;
    return isExtract ? entry.position > before : entry.position === before + 1;
  });
}

/** Whether every line stands where and is what its block says. */
function isAsListed({ from, to, hashes }: LogBlock, lines: readonly ReadLine[]): boolean {
  return (
    lines.length === hashes.length &&
    to - from + 1 === hashes.length &&
    lines.every(({ entry, hash }, index) => entry?.position === from + index && hash === hashes[index])
  );
}

interface Block {
  block: LogBlock;
  line: number;
  /** How many lines stand before it. */
  lines: number;
}

/** Reads every entry, follows every review, and compares every checkpoint. */
export function createFullCheck(setup: CheckSetup, keepEntry?: (entry: AuditEntry) => void): FileCheck {
  const { tools, digest, header, checkpoints, report, faults, rest } = setup;
  const { scope } = header;
  const isExtract = scope !== undefined;
  const verifier = createChainVerifier(tools, {
    isExtract,
    beginsLate: scope?.from !== undefined,
    endsEarly: scope?.to !== undefined,
  });
  const respelt: { number: number; position: number; id?: string }[] = [];
  /** Blocks with fewer or more lines than they say: somebody has to say why. */
  const odd: Block[] = [];
  /** Lines that may stand in their own place and name another one, with the digest of what should stand there. */
  const strays: { number: number; hash: Digest; stands: number; claim: Digest }[] = [];
  /** Digests that no line of their block has. */
  const free = new Set<Digest>();
  /** Words for entries that are not there. */
  const unknown: LogFault[] = [];
  let last = 0;
  let proof: { proof: LogProof; line: number } | undefined;

  const blockWrong = ({ block: { from, to }, line }: Omit<Block, 'lines'>) =>
    report({ kind: 'block-wrong', position: from, to, line });

  function addLine(line: ReadLine, claim: Digest | undefined, stands: number | undefined) {
    const { entry, hash, number, canonical } = line;
    if (!entry || hash === undefined) {
      report({ kind: 'unreadable', line: number, ...(!isExtract && { position: last + 1 }) });
      if (!isExtract) last += 1;
      return;
    }
    last = entry.position;
    if (canonical !== undefined) respelt.push({ number, position: entry.position, id: entry.id });
    if (scope && !isInScope(scope, entry))
      report({ kind: 'outside-scope', position: entry.position, id: entry.id, line: number });
    verifier.add({ entry, hash: claim ?? hash }, number, { computed: hash, stands });
    keepEntry?.(entry);
  }

  /** Whether the block line says what the lines are; where it does not, whether it is the lines or the block line. */
  async function compareBlock(stretch: Stretch, lines: readonly ReadLine[], block: LogBlock, found: Digest) {
    const number = stretch.closing?.number ?? 0;
    if (found === block.sha256 && isAsListed(block, lines)) return undefined;
    const claims = claimsOf(block, lines, isExtract);
    for (const hash of claims.free) free.add(hash);
    for (const [{ number: line, hash = '' }, stands] of claims.stands)
      strays.push({ number: line, hash, stands, claim: String(block.hashes[stands - block.from]).toLowerCase() });
    const isEven = lines.length === block.hashes.length && isInOrder(lines, isExtract);
    const differ = lines.some((line) => line.entry && (claims.of.get(line) ?? line.hash) !== line.hash);
    const first = lines.find(({ entry }) => entry)?.entry?.position;
    const end = lines.findLast(({ entry }) => entry)?.entry?.position;
    const isPlaced = first === block.from && end === block.to;
    const said = block.sha256.toLowerCase();
    const isSame = found === said;
    if (isSame || !differ) {
      const isRespelt = !isSame && lines.some(({ canonical }) => canonical !== undefined);
      const isAsSigned = isSame || (isRespelt && toHex(tools.hash(respell(tools, stretch, lines).bytes)) === said);
      if (isEven && (differ || !isPlaced || !isAsSigned)) blockWrong({ block, line: number });
      if (!isEven) odd.push({ block, line: number, lines: lines.length });
      // The lines are what the block's digest is of: their own digests are right.
      return isSame ? undefined : claims;
    }
    if (!isEven || !isPlaced) odd.push({ block, line: number, lines: lines.length });
    return claims;
  }

  /** Of an extract: entries that a block counts and that are not there, where nothing else says so. */
  function explainOdd() {
    for (const each of odd) {
      const { block, lines, line } = each;
      const isSaid = faults.some(
        ({ kind, position = block.from, to = position, line: at = 0 }) =>
          !['not-canonical', 'outside-scope'].includes(kind) &&
          ((position <= block.to && to >= block.from) || (at >= line - lines && at < line)),
      );
      if (isSaid) continue;
      if (isExtract && lines < block.hashes.length)
        report({ kind: 'removed', position: block.from, to: block.to, line });
      else blockWrong(each);
    }
  }

  /** @returns up to where the extract is proved */
  function prove(): number {
    if (!proof) {
      report({ kind: 'proof-wrong' });
      return 0;
    }
    const { size, nodes } = proof.proof;
    const checkpoint = checkpoints.findLast((each) => each.size === size);
    const digests = verifier.digests();
    const isProved =
      checkpoint !== undefined &&
      verifyMulti(tools.hash, {
        indices: digests.map(({ position }) => position - 1),
        leaves: digests.map(({ hash }) => leafOf(tools, hash)),
        size,
        nodes: nodes.map((node) => fromHex(node)),
        root: fromHex(checkpoint.root),
      });
    if (!isProved && isUnexplained(faults)) report({ kind: 'proof-wrong', line: proof.line });
    const isInTime = !faults.some(({ kind, position }) => kind.endsWith('-time') && position === size);
    return isProved && checkpoint.isGenuine && isInTime ? size : 0;
  }

  async function readStretch(stretch: Stretch, block: LogBlock | undefined, isLate: boolean) {
    if (block && stretch.ends.length === 0 && block.to <= last) {
      report({ kind: 'misplaced', line: stretch.closing?.number });
      return;
    }
    const digesting = block && digest(stretch.bytes);
    const lines = readEntries(tools, stretch);
    if (stretch.isCut) {
      // What breaks off is said of the file.
      const cut = lines.at(-1);
      if (cut && !cut.entry) lines.pop();
    }
    const claims = block && digesting ? await compareBlock(stretch, lines, block, await digesting) : undefined;
    const from = last + 1;
    for (const line of lines) addLine(line, claims?.of.get(line), claims?.stands.get(line));
    const hasEntry = lines.some(({ entry }) => entry);
    if (!block && !isLate && !stretch.isCut && hasEntry)
      report({
        kind: 'block-wrong',
        position: from,
        to: last,
        line: stretch.closing?.number ?? stretch.number + lines.length - 1,
      });
    await rest();
  }

  return {
    async entries(stretch, block, isLate) {
      // Where a block line is missing, its lines stand before those of the next.
      const early = block && !isExtract ? block.from - last - 1 : 0;
      if (early > 0 && early === stretch.ends.length - (block?.hashes.length ?? 0)) {
        const [alone, rest] = splitStretch(stretch, early);
        await readStretch(alone, undefined, isLate);
        await readStretch(rest, block, isLate);
      } else await readStretch(stretch, block, isLate);
    },
    disclosed(position, values, line) {
      if (!verifier.disclose(position, values, line)) unknown.push({ kind: 'disclosure-unknown', position, line });
    },
    proof(given, line) {
      proof = { proof: given, line };
    },
    async finish(isCut) {
      // What came from another block is missing there.
      for (const { number, hash, stands, claim } of strays)
        if (!free.has(hash)) verifier.restore(number, stands, claim);
      const steps = verifier.finishInSteps(checkpoints);
      let found: ChainReport | undefined;
      while (!found) {
        const step = steps.next();
        if (step.done) found = step.value;
        else await rest();
      }
      for (const fault of found.faults) {
        // They stand at the end, which is missing.
        if (isCut && fault.kind === 'disclosure-missing') continue;
        report(fault);
      }
      joinUnreadable(faults);
      // That the entry is gone has been said.
      const gone = faults.filter(({ kind }) => GONE.includes(kind));
      for (const fault of unknown) if (!gone.some((each) => isWithin(fault, each))) report(fault);
      explainOdd();
      reportRespelt(report, respelt, faults);
      if (!isExtract) return found.signed;
      return isCut && !proof ? 0 : prove();
    },
    contains: async ({ size, root }) => verifier.root(size) === root.toLowerCase(),
  };
}
