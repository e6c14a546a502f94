import type { AuditEntry, EntrySignature, EntryType, Json, Signature } from '../review/review.types.js';
import type { SignatureState } from './audit.types.js';
import { canonicalText } from './canonical.selectors.js';
import type { ChainedEntry, Digest, LogRecord } from './chain.types.js';
import { type ChainTools, toHex } from './chain-tools.selectors.js';
import { fits, sealedIn } from './seal.selectors.js';

/** An entry that is signed, or about to be: the digest comes last. */
type Signed = Omit<Partial<ChainedEntry>, 'signature'> &
  Pick<AuditEntry, 'reviewId' | 'seq'> & { signature?: Omit<EntrySignature, 'recordHash'> };

/**
 * What a signature is put under (21 CFR 11.70): the SHA-256 of the canonical text (RFC 8785) of
 *
 * ```json
 * { "entry": …, "proposal": "…" }
 * ```
 *
 * `entry` is the decision's entry as the log holds it, with a commitment in the place of everything that may have to be
 * erased, with its `signature` but for `recordHash`, and without `position` and `prevHash`: these come after signing.
 * `proposal` is the digest of the log's line
 * about the proposal that was decided on: the newest `proposed` or `revised` before the decision, whole. Whoever has the two
 * lines can do the same with any SHA-256.
 *
 * @param sealed the entry, sealed, with its signature; what it holds of `recordHash`, `position` and `prevHash` does not count
 * @param proposal digest of the proposal's line
 * @throws {CountersignError} `value-not-canonical`
 */
export function signedHash(tools: ChainTools, sealed: Signed, proposal: Digest): Digest {
  const { signature, position: _position, prevHash: _prevHash, ...rest } = sealed;
  const { recordHash: _recordHash, ...signed } = (signature ?? {}) as Partial<EntrySignature>;
  const entry = { ...rest, ...(signature && { signature: signed }) };
  return toHex(tools.hash(tools.encode(canonicalText({ entry, proposal } as unknown as Json))));
}

type Line = LogRecord | AuditEntry;

const isRecord = (line: Line): line is LogRecord => 'entry' in line && 'hash' in line;
const entryOf = (line: Line): AuditEntry => (isRecord(line) ? line.entry : line);

const PROPOSES: readonly EntryType[] = ['proposed', 'revised'];

/** The line about the proposal that an entry decides on. */
export function proposalLineOf<L extends Line>(lines: readonly L[], seq: number): L | undefined {
  return lines
    .filter((line) => entryOf(line).seq < seq && PROPOSES.includes(entryOf(line).type))
    .sort((a, b) => entryOf(b).seq - entryOf(a).seq)[0];
}

/** Whether everything that a line shows is what it committed to; what was erased shows nothing. */
function showsWhatItHolds(tools: ChainTools, { entry, disclosed = {} }: LogRecord): boolean {
  return sealedIn(entry).every(({ pointer, digest }) => !disclosed[pointer] || fits(tools, digest, disclosed[pointer]));
}

/** What the person put their name to, and what the server took down, say the same. */
function saysTheSame({ command, signature }: AuditEntry): boolean {
  const given = (command as { signature?: Signature } | undefined)?.signature;
  return given?.printedName === signature?.printedName && given?.meaning === signature?.meaning;
}

/** Whether the digest that was signed is that of these two lines as they are now. */
function covers(tools: ChainTools, signed: LogRecord, proposal: LogRecord): boolean {
  try {
    // Not the digest that the line says it has: whoever changes a line changes that as well.
    const digest = toHex(tools.hash(tools.encode(canonicalText(proposal.entry as unknown as Json))));
    const isSame = signedHash(tools, signed.entry, digest) === signed.entry.signature?.recordHash;
    return isSame && saysTheSame(signed.entry) && [signed, proposal].every((line) => showsWhatItHolds(tools, line));
  } catch {
    return false;
  }
}

/**
 * How the signature of an entry stands; nothing where it has none. With the lines of a log it is looked at, also after values
 * were erased by law; with entries as people read them, which hold other words in their place, it cannot be.
 *
 * @param lines those of one review, in any order
 * @param seq of the signed entry
 */
export function signatureState(tools: ChainTools, lines: readonly Line[], seq: number): SignatureState | undefined {
  const signed = lines.find((line) => entryOf(line).seq === seq);
  if (!signed || !entryOf(signed).signature) return undefined;
  const proposal = proposalLineOf(lines, seq);
  const isChecked = isRecord(signed) && proposal !== undefined && isRecord(proposal);
  if (isChecked && !covers(tools, signed, proposal)) return 'changed';
  if (lines.some((line) => entryOf(line).type === 'revised' && entryOf(line).seq > seq)) return 'earlier-revision';
  return isChecked ? 'matches' : 'unchecked';
}
