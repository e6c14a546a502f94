import { canonicalJson } from '../internal/canonical-json.js';
import type { AuditEntry, ModelRef } from './review.types.js';
import { isVerdict } from './verdict.selectors.js';

/** How often two people who decided on the same, neither knowing of the other, decided the same (B-19). */
export interface Agreement {
  /** Pairs of a first and a second decision that were independent. */
  pairs: number;
  agreed: number;
  /** Pairs that say nothing: decisions on the case had been read before, or the two decided on different proposals. */
  excluded: number;
  /** `agreed / pairs`, from 0 to 1; absent without pairs. */
  share?: number;
  /** 95% interval around `share` (Wilson 1927). */
  interval?: readonly [low: number, high: number];
  /**
   * Agreement beyond what chance alone would give, from −1 to 1 (Cohen 1960, seats as the raters); absent where chance alone
   * would give all of it.
   */
  kappa?: number;
}

export interface AgreementGroup {
  kind: string;
  model: ModelRef;
  agreement: Agreement;
}

export interface AgreementReport {
  all: Agreement;
  /** By kind of case and version of the model, in the order in which they were first met. */
  groups: readonly AgreementGroup[];
}

interface Pair {
  /** Of the proposal that was decided on. */
  model: ModelRef;
  first: string;
  second: string;
  isIndependent: boolean;
}

/** One round of a case: from where it opens to where it is reopened. */
interface Round {
  first?: string;
  pair?: Pair;
  /** Whether decisions of this case have been everybody's to read. */
  isRead: boolean;
  isRevised: boolean;
}

interface Case {
  kind: string;
  model: ModelRef;
  round: Round;
}

const newRound = (isRead: boolean): Round => ({ isRead, isRevised: false });

/** What was decided, as one text: two of them are the same decision or are not. */
function answerOf({ command, newValue }: AuditEntry): string {
  const { message } = command as { message?: string };
  return canonicalJson([command.type, newValue ?? null, message ?? null]);
}

function noteVerdict({ round, model }: Case, entry: AuditEntry): void {
  const answer = answerOf(entry);
  if (entry.to === 'pending.awaitingSecond') {
    round.first = answer;
    round.isRevised = false;
  } else if (round.first !== undefined && !round.pair) {
    round.pair = { model, first: round.first, second: answer, isIndependent: !round.isRead && !round.isRevised };
  }
}

function noteUndo(round: Round): void {
  // After the second decision it is the adjudicator's own that is taken back.
  if (!round.pair) delete round.first;
}

/** 95% interval around a share (Wilson 1927). */
export function wilsonInterval(successes: number, n: number): [low: number, high: number] {
  if (n === 0) return [0, 1];
  const z = 1.959964;
  const share = successes / n;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/** Cohen 1960: (observed − expected) / (1 − expected), the expected share from how often each seat gives each answer. */
function kappaOf(pairs: readonly Pair[]): number | undefined {
  const shares = (seat: 'first' | 'second') => {
    const counts = new Map<string, number>();
    for (const pair of pairs) counts.set(pair[seat], (counts.get(pair[seat]) ?? 0) + 1 / pairs.length);
    return counts;
  };
  const [first, second] = [shares('first'), shares('second')];
  const expected = [...first].reduce((sum, [answer, share]) => sum + share * (second.get(answer) ?? 0), 0);
  const observed = pairs.filter((pair) => pair.first === pair.second).length / pairs.length;
  return 1 - expected < 1e-9 ? undefined : (observed - expected) / (1 - expected);
}

function agreementIn(found: readonly Pair[]): Agreement {
  const pairs = found.filter(({ isIndependent }) => isIndependent);
  const agreed = pairs.filter(({ first, second }) => first === second).length;
  const counted = { pairs: pairs.length, agreed, excluded: found.length - pairs.length };
  if (pairs.length === 0) return counted;
  const kappa = kappaOf(pairs);
  return {
    ...counted,
    share: agreed / pairs.length,
    interval: wilsonInterval(agreed, pairs.length),
    ...(kappa !== undefined && { kappa }),
  };
}

/**
 * Counts agreement from the record. Independent means blind: a case that was reopened and a proposal that was revised between
 * the two are counted apart. No second decision is taken back once it has shown the first one, and nobody gives it who has read
 * why the first signer stopped the case: the chart sees to that. Other people's decisions on other cases change nothing.
 *
 * @param entries of any number of reviews, each review's oldest first
 */
export function agreementOf(entries: Iterable<AuditEntry>): AgreementReport {
  const cases = new Map<string, Case>();
  const groups = new Map<string, { kind: string; model: ModelRef; pairs: Pair[] }>();
  const close = ({ kind, round: { pair } }: Case) => {
    if (!pair) return;
    const { model } = pair;
    const key = canonicalJson([kind, model.id, model.version]);
    const group = groups.get(key) ?? { kind, model, pairs: [] };
    group.pairs.push(pair);
    groups.set(key, group);
  };
  for (const entry of entries) {
    const { command } = entry;
    if (command.type === 'propose') {
      const { kind, model } = command.proposal;
      cases.set(entry.reviewId, { kind, model, round: newRound(false) });
      continue;
    }
    const known = cases.get(entry.reviewId);
    if (!known) continue;
    const { round } = known;
    if (isVerdict(command.type)) noteVerdict(known, entry);
    else if (command.type === 'undo') noteUndo(round);
    else if (command.type === 'revise') {
      known.model = command.proposal.model;
      round.isRevised = true;
    } else if (command.type === 'reopen') {
      close(known);
      known.round = newRound(true);
    }
  }
  for (const each of cases.values()) close(each);
  const found = [...groups.values()];
  return {
    all: agreementIn(found.flatMap(({ pairs }) => pairs)),
    groups: found.map(({ kind, model, pairs }) => ({ kind, model, agreement: agreementIn(pairs) })),
  };
}
