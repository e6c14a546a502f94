import type { Digest } from '../audit/chain.types.js';
import type { LogBlock } from '../audit/log-file.types.js';
import { placesOf, type ReadLine } from './read-entries.js';
import type { LogFault } from './verify.types.js';

/** An entry in a block that does not count it. */
export interface Stranger {
  position: number;
  hash: Digest;
  id: string;
  number: number;
  /** The place where it stands, where that can be its own. */
  stands: number | undefined;
}

export interface Narrowed {
  faults: LogFault[];
  /** Entries that the block counts and that are not in it, with their digests. */
  missing: Map<number, Digest>;
  strangers: Stranger[];
}

/** Where the rest of a list that rises goes wrong with the least: what is not in a longest rising part. */
function outOfOrder(lines: readonly Stranger[]): Stranger[] {
  // Quadratic, over one block.
  const longest = lines.map(() => 1);
  const before = lines.map(() => -1);
  let end = -1;
  for (let at = 0; at < lines.length; at++) {
    for (let other = 0; other < at; other++) {
      const length = (longest[other] as number) + 1;
      if ((lines[other] as Stranger).position >= (lines[at] as Stranger).position) continue;
      if (length <= (longest[at] as number)) continue;
      longest[at] = length;
      before[at] = other;
    }
    if (end < 0 || (longest[at] as number) > (longest[end] as number)) end = at;
  }
  const kept = new Set<number>();
  for (let at = end; at >= 0; at = before[at] as number) kept.add(at);
  return lines.filter((_, at) => !kept.has(at));
}

const faultOf = (kind: LogFault['kind'], { position, id, number }: Stranger): LogFault => ({
  kind,
  position,
  id,
  line: number,
});

/** Which entry of a block is not what its digests say. */
export function narrow(block: LogBlock, lines: readonly ReadLine[]): Narrowed {
  const faults: LogFault[] = [];
  const strangers: Stranger[] = [];
  const missing = new Map<number, Digest>();
  for (const [index, hash] of block.hashes.entries()) missing.set(block.from + index, String(hash).toLowerCase());
  const claims = new Map(missing);
  const rivals = new Map<number, Stranger[]>();
  const unread: { number: number; after: number }[] = [];
  let last = block.from - 1;
  const places = placesOf(block, lines);
  for (const [index, { number, entry, hash }] of lines.entries()) {
    const { position, stands } = places[index] ?? {};
    if (!entry || hash === undefined || position === undefined) {
      unread.push({ number, after: last });
      last += 1;
      continue;
    }
    const line = { position, hash, id: entry.id, number, stands };
    last = position;
    if (!claims.has(position)) strangers.push(line);
    else rivals.set(position, [...(rivals.get(position) ?? []), line]);
  }
  const placed: Stranger[] = [];
  for (const [position, all] of rivals) {
    const claimed = claims.get(position);
    const [first] = all as [Stranger];
    // Copies of one entry: the one that stands in its place is meant.
    const genuine = all.filter(({ hash }) => hash === claimed);
    missing.delete(position);
    placed.push(...(genuine.length > 0 ? genuine : [first]));
    if (genuine.length === 0) faults.push({ kind: 'changed', position, id: first.id, line: first.number });
    for (const each of all)
      if (!genuine.includes(each) && (genuine.length > 0 || each !== first)) faults.push(faultOf('inserted', each));
  }
  placed.sort((a, b) => a.number - b.number);
  const moved = outOfOrder(placed);
  const kept = new Set(placed.filter((each) => !moved.includes(each)).map(({ position }) => position));
  for (const each of moved) {
    faults.push(faultOf(kept.has(each.position) ? 'inserted' : 'reordered', each));
    kept.add(each.position);
  }
  for (const { number, after } of unread) {
    const isMissing = missing.delete(after + 1);
    faults.push({ kind: 'unreadable', line: number, ...(isMissing && { position: after + 1 }) });
  }
  return { faults, missing, strangers };
}
