import type { CheckpointBody, Digest, Disclosures } from '../audit/chain.types.js';
import type { ChainTools } from '../audit/chain-tools.selectors.js';
import type { CheckedCheckpoint } from '../audit/chain-verifier.selectors.js';
import type { LogBlock, LogFileHeader, LogProof } from '../audit/log-file.types.js';
import type { Stretch } from './log-lines.js';
import type { Rest } from './rest.js';
import type { LogFault } from './verify.types.js';

/** SHA-256 beside the work: WebCrypto's, which is quick over much and slow over little. */
export type DigestBytes = (bytes: Uint8Array) => Promise<Digest>;

/** One way to check what a file holds. Faults go to `report`, in any order. */
export interface FileCheck {
  /**
   * @param block what stands behind the lines; nothing where there is none, or one that cannot be read
   * @param isLate whether the entries stand where none belong any more
   */
  entries(stretch: Stretch, block: LogBlock | undefined, isLate: boolean): Promise<void>;
  disclosed?(position: number, values: Disclosures, line: number): void;
  proof?(proof: LogProof, line: number): void;
  /** @returns up to which position the file is what was signed */
  finish(isCut: boolean): Promise<number>;
  /**
   * Of a whole log, once it is finished: whether it contains what a checkpoint was signed over; nothing where that cannot be told.
   */
  contains(checkpoint: CheckpointBody): Promise<boolean | undefined>;
}

export interface CheckSetup {
  tools: ChainTools;
  digest: DigestBytes;
  header: LogFileHeader;
  /** Those of the header, smallest first. */
  checkpoints: readonly CheckedCheckpoint[];
  /** An older one that will be asked for. */
  since: CheckpointBody | undefined;
  report(fault: LogFault): void;
  /** Everything that was reported. */
  faults: LogFault[];
  rest: Rest;
}

/** Faults of the file alone: they do not say why a digest is another one. */
const HARMLESS: readonly LogFault['kind'][] = [
  'block-wrong',
  'checkpoint-time',
  'clock-backwards',
  'counts-wrong',
  'disclosure-missing',
  'disclosure-unknown',
  'key-out-of-time',
  'key-unknown',
  'misplaced',
  'not-canonical',
  'outside-scope',
  'unsigned',
];
/** Whether none of the faults explains that a root differs. */
export function isUnexplained(faults: readonly LogFault[]): boolean {
  return faults.every(
    ({ kind, position }) => HARMLESS.includes(kind) || (kind === 'unreadable' && position === undefined),
  );
}

/**
 * A line that cannot be read and the entry that is missing beside it are one fault. Changes the list.
 */
export function joinUnreadable(faults: LogFault[]): void {
  const unread = faults.filter(({ kind, position }) => kind === 'unreadable' && position !== undefined);
  const gaps = faults.filter(({ kind }) => kind === 'removed' || kind === 'cut-off');
  for (const line of unread) {
    const place = line.position as number;
    const gap = gaps.find(({ position = 0, to = position }) => position <= place && place <= to);
    // Nothing is missing there: it is one line too many, in no entry's place.
    if (!gap) {
      delete line.position;
      continue;
    }
    const { position = 0, to = position } = gap;
    gaps.splice(gaps.indexOf(gap), 1);
    faults.splice(faults.indexOf(gap), 1);
    const rest = [
      ...(position < place ? [{ ...gap, position, to: place - 1 }] : []),
      ...(place < to ? [{ ...gap, position: place + 1, to }] : []),
    ];
    gaps.push(...rest);
    faults.push(...rest);
  }
}

/** Says of lines that follow each other once what is true of all. Of those that were changed as well it says nothing. */
export function reportRespelt(
  report: (fault: LogFault) => void,
  respelt: readonly { number: number; position: number; id?: string }[],
  faults: readonly LogFault[],
): void {
  const changed = new Set(faults.flatMap(({ kind, line }) => (kind === 'changed' && line !== undefined ? [line] : [])));
  const lines = respelt.filter(({ number }) => !changed.has(number));
  let first = 0;
  for (let at = 1; at <= lines.length; at++) {
    const [before, next] = [lines[at - 1], lines[at]];
    if (before && next && next.position === before.position + 1) continue;
    const begin = lines[first];
    if (begin && before) {
      const isOne = begin === before;
      report({
        kind: 'not-canonical',
        position: begin.position,
        line: begin.number,
        ...(isOne ? begin.id !== undefined && { id: begin.id } : { to: before.position }),
      });
    }
    first = at;
  }
}
