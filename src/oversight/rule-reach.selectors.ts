import { sameJson } from '../internal/canonical-json.js';
import { type Json, RISKS } from '../review/review.types.js';
import { isPersonMode } from './mode.selectors.js';
import type { Bounds, Condition, OversightRule } from './oversight.types.js';

/*
 * Whether there can be a case that a rule is for. A tableau over three values: a condition is to be true, false, or one of the
 * two with "cannot be told"; what it says is taken apart until single measures are left, whose ranges then have to have
 * something in common. Ties between measures (a margin is never above a confidence) are not known here: what is called
 * impossible is, and what is called possible need not be.
 */

type Wanted = 'true' | 'false' | 'not-true' | 'not-false';

interface Demand {
  condition: Condition;
  wanted: Wanted;
}

/** What is still possible of one measure. */
interface Room {
  /** Nothing where it is not asked whether the measure is known. */
  isKnown?: boolean;
  low: number;
  /** Not inside. */
  high: number;
  /** Of texts and lists: those left, where only some are. */
  left?: readonly Json[];
  gone: readonly Json[];
}
type Rooms = ReadonlyMap<string, Room>;

/** Steps before a policy is too complex to tell. */
const MOST_STEPS = 20_000;
const ABOVE_ONE = 1 + Number.EPSILON;

const OPPOSITE: Readonly<Record<Wanted, Wanted>> = {
  true: 'false',
  false: 'true',
  'not-true': 'not-false',
  'not-false': 'not-true',
};

function keyOf(condition: Condition): string {
  switch (condition.type) {
    case 'confidence':
      return JSON.stringify([condition.type, condition.field ?? null, condition.value ?? null]);
    case 'value':
      return JSON.stringify([condition.type, condition.field ?? null]);
    case 'disagreement':
      return JSON.stringify([condition.type, condition.between]);
    case 'sample':
      return JSON.stringify([condition.type, condition.seed]);
    default:
      return condition.type;
  }
}

function roomFor({ type }: Condition): Room {
  if (type === 'value' || type === 'kind') return { low: -Infinity, high: Infinity, gone: [] };
  if (type === 'risk') return { low: -Infinity, high: Infinity, left: RISKS, gone: [] };
  return { low: 0, high: ABOVE_ONE, gone: [] };
}

/** Kinds, risks and draws are always known. */
function isAlwaysKnown({ type }: Condition): boolean {
  return type === 'risk' || type === 'kind' || type === 'sample';
}

function isEmpty({ low, high, left, gone }: Room): boolean {
  if (low >= high) return true;
  return left?.every((each) => gone.some((other) => sameJson(each, other)) || !isWithin(each, low, high)) ?? false;
}

function isWithin(value: Json, low: number, high: number): boolean {
  const isBounded = low !== -Infinity || high !== Infinity;
  return !isBounded || (typeof value === 'number' && value >= low && value < high);
}

function narrowed(room: Room, low: number, high: number): Room {
  return { ...room, low: Math.max(room.low, low), high: Math.min(room.high, high) };
}

function listOf(condition: Condition): readonly Json[] | undefined {
  return 'in' in condition ? condition.in : undefined;
}

function boundsOf(condition: Condition): [low: number, high: number] {
  if (condition.type === 'sample') return [0, condition.rate];
  const { atLeast = -Infinity, below = Infinity } = condition as Bounds;
  return [atLeast, below];
}

/** What is left of a measure where a condition on it is met, or not: every way in which that can be. */
function roomsLeft(room: Room, condition: Condition, isMet: boolean): Room[] {
  const list = listOf(condition);
  if (list) {
    if (!isMet) return [{ ...room, gone: [...room.gone, ...list] }];
    return [{ ...room, left: room.left?.filter((each) => list.some((other) => sameJson(each, other))) ?? list }];
  }
  const [low, high] = boundsOf(condition);
  if (isMet) return [narrowed(room, low, high)];
  return [narrowed(room, -Infinity, low), narrowed(room, high, Infinity)];
}

/** Every way to give one measure what is wanted of it. */
function choices(rooms: Rooms, { condition, wanted }: Demand): Rooms[] {
  const key = keyOf(condition);
  const room = rooms.get(key) ?? roomFor(condition);
  const found: Room[] = [];
  if (room.isKnown !== false) {
    const isMet = wanted === 'true' || wanted === 'not-false';
    found.push(...roomsLeft({ ...room, isKnown: true }, condition, isMet).filter((each) => !isEmpty(each)));
  }
  const mayBeUnknown = wanted === 'not-true' || wanted === 'not-false';
  if (mayBeUnknown && room.isKnown !== true && !isAlwaysKnown(condition)) found.push({ ...room, isKnown: false });
  return found.map((each) => new Map(rooms).set(key, each));
}

/**
 * Whether all demands can be met at once; nothing where that takes too long to tell.
 *
 * A conjunction is true where all of it is, and not true where one part is not; a disjunction the other way round.
 */
function canMeet(demands: readonly Demand[]): boolean | undefined {
  let steps = 0;
  const search = (open: readonly Demand[], rooms: Rooms): boolean | undefined => {
    if (++steps > MOST_STEPS) return undefined;
    const [demand, ...rest] = open;
    if (!demand) return true;
    const { condition, wanted } = demand;
    if (condition.type === 'not')
      return search([{ condition: condition.of, wanted: OPPOSITE[wanted] }, ...rest], rooms);
    if (condition.type === 'and' || condition.type === 'or') {
      const parts = condition.of.map((each): Demand => ({ condition: each, wanted }));
      const isAll = (condition.type === 'and') === (wanted === 'true' || wanted === 'not-false');
      if (isAll) return search([...parts, ...rest], rooms);
      return anyOf(parts, (part) => search([part, ...rest], rooms));
    }
    return anyOf(choices(rooms, demand), (left) => search(rest, left));
  };
  return search(demands, new Map());
}

function anyOf<T>(ways: readonly T[], search: (way: T) => boolean | undefined): boolean | undefined {
  let isSure = true;
  for (const way of ways) {
    const found = search(way);
    if (found) return true;
    if (found === undefined) isSure = false;
  }
  return isSure ? false : undefined;
}

/** When a rule applies to a case. */
const applies = ({ when, handling }: OversightRule): Demand => ({
  condition: when,
  wanted: isPersonMode(handling.mode) ? 'not-false' : 'true',
});
const appliesNot = (rule: OversightRule): Demand => {
  const { condition, wanted } = applies(rule);
  return { condition, wanted: wanted === 'true' ? 'not-true' : 'false' };
};

/** Whether a rule can hold at all, for a case that says what it asks. Nothing where that takes too long to tell. */
export function canHold({ when }: OversightRule): boolean | undefined {
  return canMeet([{ condition: when, wanted: 'true' }]);
}

/** Whether there can be a case that comes to a rule: one that it applies to and no rule before it. */
export function canReach(rules: readonly OversightRule[], index: number): boolean | undefined {
  const rule = rules[index];
  return rule && canMeet([applies(rule), ...rules.slice(0, index).map(appliesNot)]);
}
