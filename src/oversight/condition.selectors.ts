import { sameJson } from '../internal/canonical-json.js';
import { drawIn } from '../internal/draw.js';
import { isRecord } from '../internal/is-record.js';
import { isProbability } from '../review/proposal.selectors.js';
import type { Json } from '../review/review.types.js';
import type { BoundSide, Bounds, Condition, Measure, RouteFact } from './oversight.types.js';
import type { ProposalFacts } from './policy-estimate.types.js';
import {
  factorDisagreement,
  type Measured,
  marginOf,
  modelDisagreement,
  readingsOf,
  relativeEntropyOf,
} from './uncertainty.selectors.js';

/** Whether a condition is met; nothing where that cannot be told. */
export type Truth = boolean | undefined;

export interface Finding {
  holds: Truth;
  /** What is true of the case and made it so. */
  because: readonly RouteFact[];
}

function sideOf(
  is: number,
  { atLeast, below }: Bounds,
): { side: BoundSide; limits: readonly number[]; holds: boolean } {
  if (atLeast !== undefined && is < atLeast) return { side: 'below', limits: [atLeast], holds: false };
  if (below !== undefined && is >= below) return { side: 'at-least', limits: [below], holds: false };
  if (atLeast !== undefined && below !== undefined) return { side: 'between', limits: [atLeast, below], holds: true };
  return below === undefined
    ? { side: 'at-least', limits: [atLeast as number], holds: true }
    : { side: 'below', limits: [below], holds: true };
}

interface About {
  of?: readonly Json[];
  field?: string;
}

function compare(measure: Measure, measured: Measured<number>, bounds: Bounds, about: About = {}): Finding {
  const { field } = about;
  if ('unknown' in measured) {
    const fact: RouteFact = { type: 'unknown', measure, why: measured.unknown, ...(field !== undefined && { field }) };
    return { holds: undefined, because: [fact] };
  }
  const { holds, ...found } = sideOf(measured.value, bounds);
  return { holds, because: [{ type: measure, is: measured.value, ...found, ...about }] };
}

function asProbability(given: number | undefined): Measured<number> {
  if (given === undefined) return { unknown: 'absent' };
  return isProbability(given) ? { value: given } : { unknown: 'not-a-number' };
}

function confidenceIn(condition: Extract<Condition, { type: 'confidence' }>, proposal: ProposalFacts): Finding {
  const { value, field } = condition;
  if (field !== undefined) {
    const fields = proposal.signals?.fields ?? {};
    const given = Object.hasOwn(fields, field) ? fields[field] : undefined;
    return compare('confidence', asProbability(given), condition, { field });
  }
  if (value === undefined) {
    const { of } = proposal.confidence ?? {};
    // What it is the probability of, where that is not the proposed value.
    return compare('confidence', asProbability(proposal.confidence?.value), condition, of ? { of: [of] } : {});
  }
  const readings = readingsOf(proposal);
  const own = 'unknown' in readings ? undefined : readings.value.find((each) => sameJson(each.value, value));
  const measured: Measured<number> =
    own !== undefined ? { value: own.probability } : { unknown: 'unknown' in readings ? readings.unknown : 'absent' };
  return compare('confidence', measured, condition, { of: [value] });
}

function marginIn(condition: Bounds, proposal: ProposalFacts): Finding {
  const readings = readingsOf(proposal);
  const found = 'unknown' in readings ? readings : marginOf(readings.value);
  if ('unknown' in found) return compare('margin', found, condition);
  const { margin, first, second } = found.value;
  return compare('margin', { value: margin }, condition, { of: [first.value, second.value] });
}

function entropyIn(condition: Bounds, proposal: ProposalFacts): Finding {
  const readings = readingsOf(proposal);
  return compare('entropy', 'unknown' in readings ? readings : relativeEntropyOf(readings.value), condition);
}

function valueIn(condition: Extract<Condition, { type: 'value' }>, { value }: ProposalFacts): Finding {
  const { field, in: list } = condition;
  const own =
    field === undefined ? value : isRecord(value) && Object.hasOwn(value, field) ? (value[field] as Json) : undefined;
  const about = field === undefined ? {} : { field };
  if (list !== undefined) {
    if (own === undefined) return compare('value', { unknown: 'absent' }, condition, about);
    const isListed = list.some((each) => sameJson(each, own));
    return { holds: isListed, because: [{ type: 'value-in', is: own, isListed, ...about }] };
  }
  const measured: Measured<number> =
    typeof own === 'number' && Number.isFinite(own)
      ? { value: own }
      : { unknown: own === undefined || own === null ? 'absent' : 'not-a-number' };
  return compare('value', measured, condition, about);
}

function joined(findings: readonly Finding[], decisive: boolean): Finding {
  const deciding = findings.filter(({ holds }) => holds === decisive);
  const open = findings.filter(({ holds }) => holds === undefined);
  const [holds, telling] =
    deciding.length > 0 ? [decisive, deciding] : open.length > 0 ? [undefined, open] : [!decisive, findings];
  return { holds, because: telling.flatMap(({ because }) => because) };
}

/** Whether a proposal meets a condition, and what made it so. Depends on nothing else: no clock, no chance. */
export function findingOf(condition: Condition, proposal: ProposalFacts): Finding {
  switch (condition.type) {
    case 'and':
    case 'or':
      return joined(
        condition.of.map((each) => findingOf(each, proposal)),
        condition.type === 'or',
      );
    case 'not': {
      const { holds, because } = findingOf(condition.of, proposal);
      return { holds: holds === undefined ? undefined : !holds, because };
    }
    case 'confidence':
      return confidenceIn(condition, proposal);
    case 'margin':
      return marginIn(condition, proposal);
    case 'entropy':
      return entropyIn(condition, proposal);
    case 'novelty':
      return compare('novelty', asProbability(proposal.signals?.novelty), condition);
    case 'disagreement':
      return condition.between === 'models'
        ? compare('model-disagreement', modelDisagreement(proposal), condition)
        : compare('factor-disagreement', factorDisagreement(proposal), condition);
    case 'value':
      return valueIn(condition, proposal);
    case 'risk':
      return { holds: condition.in.includes(proposal.risk), because: [{ type: 'risk', is: proposal.risk }] };
    case 'kind':
      return { holds: condition.in.includes(proposal.kind), because: [{ type: 'kind', is: proposal.kind }] };
    case 'sample': {
      const isDrawn = drawIn(condition.seed, proposal.id) < condition.rate;
      return { holds: isDrawn, because: [{ type: 'sample', rate: condition.rate, isDrawn }] };
    }
  }
}
