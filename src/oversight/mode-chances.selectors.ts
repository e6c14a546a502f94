import { findingOf } from './condition.selectors.js';
import { isPersonMode } from './mode.selectors.js';
import type { Condition, OversightMode, OversightPolicy, OversightRule } from './oversight.types.js';
import type { ProposalFacts } from './policy-estimate.types.js';

/** The chance of each mode, 0 to 1; they sum to one. */
export type ModeChances = Record<OversightMode, number>;

/** Where the draw of a case may lie in the samples of each seed: what is not known of it yet. */
type Draws = ReadonlyMap<string, readonly [low: number, high: number]>;

/** One way in which the samples of a rule may turn out. */
interface Branch {
  share: number;
  /** The rule's condition with its samples decided. */
  when: Condition;
  draws: Draws;
}

/** A rule with more ways than this is left to the draw that each case has. */
const MOST_BRANCHES = 512;

const ALWAYS: Condition = { type: 'and', of: [] };
const NEVER: Condition = { type: 'or', of: [] };

function samplesIn(condition: Condition): Extract<Condition, { type: 'sample' }>[] {
  if (condition.type === 'sample') return [condition];
  if (condition.type === 'not') return samplesIn(condition.of);
  return condition.type === 'and' || condition.type === 'or' ? condition.of.flatMap(samplesIn) : [];
}

/** A condition whose samples are decided; the draws do not straddle any of their rates. */
function decided(condition: Condition, draws: Draws): Condition {
  switch (condition.type) {
    case 'sample':
      return (draws.get(condition.seed)?.[0] ?? 0) < condition.rate ? ALWAYS : NEVER;
    case 'not':
      return { type: 'not', of: decided(condition.of, draws) };
    case 'and':
    case 'or':
      return { type: condition.type, of: condition.of.map((each) => decided(each, draws)) };
    default:
      return condition;
  }
}

function branchesOf(when: Condition, draws: Draws): Branch[] {
  let open: { share: number; draws: Draws }[] = [{ share: 1, draws }];
  for (const { seed, rate } of samplesIn(when)) {
    open = open.flatMap(({ share, draws: before }) => {
      const [low, high] = before.get(seed) ?? [0, 1];
      if (rate <= low || rate >= high) return [{ share, draws: new Map(before).set(seed, [low, high]) }];
      const drawn = (rate - low) / (high - low);
      return [
        { share: share * drawn, draws: new Map(before).set(seed, [low, rate]) },
        { share: share * (1 - drawn), draws: new Map(before).set(seed, [rate, high]) },
      ];
    });
    if (open.length > MOST_BRANCHES) return [{ share: 1, when, draws }];
  }
  return open.map(({ share, draws: after }) => ({ share, when: decided(when, after), draws: after }));
}

/** The rules from one on, under what is known of the draws; made once for all cases. */
function chancesFrom(policy: OversightPolicy, index: number, draws: Draws) {
  const rule: OversightRule | undefined = policy.rules[index];
  const ways =
    rule &&
    branchesOf(rule.when, draws).map((branch) => {
      let next: ReturnType<typeof chancesFrom> | undefined;
      return {
        ...branch,
        rest: () => {
          next ??= chancesFrom(policy, index + 1, branch.draws);
          return next;
        },
      };
    });
  const add = (facts: ProposalFacts, chance: number, into: ModeChances): void => {
    if (!rule || !ways) {
      into[policy.otherwise.mode] += chance;
      return;
    }
    for (const { share, when, rest } of ways) {
      if (findingOf(when, facts).holds ?? isPersonMode(rule.handling.mode)) into[rule.handling.mode] += chance * share;
      else rest()(facts, chance * share, into);
    }
  };
  return add;
}

/**
 * Reckons for any proposal with what chance it gets each mode, over all the draws that its samples could have given. A proposal
 * that no sample decides about has one mode with chance 1: that of `route`.
 *
 * @param policy one without `oversightPolicyProblems`
 */
export function modeChances(policy: OversightPolicy): (facts: ProposalFacts) => ModeChances {
  const add = chancesFrom(policy, 0, new Map());
  return (facts) => {
    const chances: ModeChances = { auto: 0, monitor: 0, review: 0, second: 0 };
    add(facts, 1, chances);
    return chances;
  };
}

/**
 * Reckons with what chance any proposal comes to a person under a policy, 0 to 1: what `RecordedCase.chance` asks of the policy
 * that was in force then.
 */
export function peopleChances(policy: OversightPolicy): (facts: ProposalFacts) => number {
  const chancesOf = modeChances(policy);
  return (facts) => {
    const { review, second } = chancesOf(facts);
    return Math.min(1, review + second);
  };
}
