import { isPersonMode } from '../../src/oversight/mode.selectors.js';
import { modeChances, peopleChances } from '../../src/oversight/mode-chances.selectors.js';
import type { OversightPolicy } from '../../src/oversight/oversight.types.js';
import type { CaseRecord, ProposalFacts, RecordedCase } from '../../src/oversight/policy-estimate.types.js';
import { route } from '../../src/oversight/route.selectors.js';
import type { Proposal } from '../../src/review/review.types.js';
import { nobody, person, policyOf } from './oversight.fixtures.js';

/** Chance that the same number always gives again: mulberry32. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** People get what the model is unsure of, and a sample of the rest. */
export function samplingPolicy(below: number, rate: number, seed: string): OversightPolicy {
  return policyOf(
    { id: 'unsure', when: { type: 'confidence', below }, handling: person },
    { id: 'sample', when: { type: 'sample', rate, seed }, handling: person },
    { id: 'rest', when: { type: 'kind', in: ['credit'] }, handling: nobody },
  );
}

export interface World extends CaseRecord {
  /** What nobody in the world knows: whether the AI was wrong, by case. */
  wrong: readonly boolean[];
}

export interface WorldOptions {
  days: number;
  /** Cases a day, on average. */
  daily: number;
  /** The policy in force on each day. */
  policyOn: (day: number) => OversightPolicy;
  /** How likely the AI is wrong. */
  risk: (confidence: number, day: number) => number;
  /** Share of those that came to people and are not decided yet. */
  undecided?: number;
}

/** A made-up office whose truth is known: what it records is what its policy let people see. */
export function worldOf(seed: number, { days, daily, policyOn, risk, undecided = 0 }: WorldOptions): World {
  const chance = chanceOf(seed);
  const cases: RecordedCase[] = [];
  const wrong: boolean[] = [];
  const start = Date.parse('2026-09-01T00:00:00Z');
  for (let day = 0; day < days; day++) {
    const policy = policyOn(day);
    const chanceIn = peopleChances(policy);
    // Poisson by Knuth's method.
    let number = -1;
    for (let product = 1; product > Math.exp(-daily); product *= chance()) number++;
    for (let index = 0; index < number; index++) {
      const confidence = 0.5 + chance() / 2;
      const isWrong = chance() < risk(confidence, day);
      const proposal: ProposalFacts = {
        id: `${seed}-${day}-${index}`,
        kind: 'credit',
        value: 'approve',
        risk: 'low',
        confidence: { value: confidence },
      };
      const sent = route({ ...proposal, createdAt: '2026-09-01T00:00:00Z' } as Proposal, policy);
      const isAnswered = isPersonMode(sent.mode) && chance() >= undecided;
      cases.push({
        proposal,
        at: new Date(start + (day + chance()) * 86_400_000).toISOString(),
        chance: chanceIn(proposal),
        ...(isAnswered && { answer: isWrong ? 'changed' : 'agreed' }),
        group: chance() < 0.2 ? 'few' : 'many',
      });
      wrong.push(isWrong);
    }
  }
  return {
    from: '2026-09-01T00:00:00Z',
    until: new Date(start + days * 86_400_000).toISOString(),
    cases,
    wrong,
  };
}

/** What nobody in the world can reckon: how many wrong ones would truly pass. */
export function truthOf({ cases, wrong }: World, policy: OversightPolicy, group?: string): number {
  const chancesOf = modeChances(policy);
  return cases.reduce((sum, each, index) => {
    if (!wrong[index] || (group !== undefined && each.group !== group)) return sum;
    const { auto, monitor } = chancesOf(each.proposal);
    return sum + auto + monitor;
  }, 0);
}
