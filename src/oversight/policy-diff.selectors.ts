import { sameJson } from '../internal/canonical-json.js';
import type { Json } from '../review/review.types.js';
import type { Handling, OversightPolicy, OversightRule, Profile } from './oversight.types.js';
import { lessAsked, type SafeguardName } from './safeguard.selectors.js';

/** What is set of a safeguard by name; where nothing is, the profile says it. */
export interface SafeguardChoice {
  profile: Profile;
  set?: Json;
}

/** One difference between two versions of a policy; rules are told apart by their ids. */
export type PolicyChange =
  | { type: 'added' | 'removed'; rule: OversightRule }
  /** Counted from 1. */
  | { type: 'moved'; rule: string; before: number; after: number }
  | { type: 'condition'; rule: string; before: OversightRule['when']; after: OversightRule['when'] }
  | { type: 'why'; rule: string; before?: string; after?: string }
  /** Of every other case where there is no `rule`. */
  | { type: 'handling'; rule?: string; field: Exclude<keyof Handling, 'safeguards'>; before?: Json; after?: Json }
  /** Set by name, no longer so, or left while the profile around it became one that asks for more. */
  | { type: 'safeguard'; rule?: string; safeguard: SafeguardName; before: SafeguardChoice; after: SafeguardChoice }
  | { type: 'roles' | 'escalations'; before: Json; after: Json };

const HANDLING_FIELDS = ['mode', 'profile', 'role', 'hours', 'onExpire', 'vetoMinutes'] as const;

/** Whether two fields say the same. One that is `null` says something, which routes by no profile and no default. */
export function sameField(a: unknown, b: unknown): boolean {
  return (a === undefined) === (b === undefined) && sameJson(a, b);
}

function safeguardChanges(before: Handling, after: Handling, rule?: string): PolicyChange[] {
  const names = Object.keys({ ...before.safeguards, ...after.safeguards }) as SafeguardName[];
  const choiceOf = ({ profile, safeguards }: Handling, name: SafeguardName): SafeguardChoice => {
    const set = safeguards?.[name] as Json | undefined;
    return { profile, ...(set !== undefined && { set }) };
  };
  return names
    .filter((safeguard) => {
      const set = after.safeguards?.[safeguard];
      if (!sameField(before.safeguards?.[safeguard], set)) return true;
      const [former, less] = [lessAsked(before, safeguard, set), lessAsked(after, safeguard, set)];
      const wasLessForAll = former !== undefined && former !== 'no-more-of-new';
      return less === 'no-more-of-new' ? !former : less !== undefined && !wasLessForAll;
    })
    .map((safeguard) => ({
      type: 'safeguard',
      ...(rule !== undefined && { rule }),
      safeguard,
      before: choiceOf(before, safeguard),
      after: choiceOf(after, safeguard),
    }));
}

function handlingChanges(before: Handling, after: Handling, rule?: string): PolicyChange[] {
  const changed = HANDLING_FIELDS.filter((field) => !sameField(before[field], after[field])).map(
    (field): PolicyChange => ({
      type: 'handling',
      ...(rule !== undefined && { rule }),
      field,
      before: before[field] as unknown as Json,
      after: after[field] as unknown as Json,
    }),
  );
  return [...changed, ...safeguardChanges(before, after, rule)];
}

/** Ids of a longest part of the rules that stand in the same order in both: all others were moved. */
function keptInOrder(before: readonly string[], after: readonly string[]): Set<string> {
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      (lengths[row] as number[])[column] =
        before[row] === after[column]
          ? 1 + at(row + 1, column + 1)
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const kept = new Set<string>();
  for (let row = 0, column = 0; row < before.length && column < after.length; ) {
    if (before[row] === after[column]) {
      kept.add(before[row] as string);
      row++;
      column++;
    } else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return kept;
}

/** What is otherwise in one policy than in another. Versions, dates and the order of roles are no differences. */
export function policyChanges(before: OversightPolicy, after: OversightPolicy): PolicyChange[] {
  const idsOf = ({ rules }: OversightPolicy) => rules.map(({ id }) => id);
  const [old, now] = [idsOf(before), idsOf(after)];
  const kept = keptInOrder(
    old.filter((id) => now.includes(id)),
    now.filter((id) => old.includes(id)),
  );
  const changes: PolicyChange[] = before.rules
    .filter(({ id }) => !now.includes(id))
    .map((rule) => ({ type: 'removed', rule }));
  for (const [index, rule] of after.rules.entries()) {
    const place = old.indexOf(rule.id);
    const former = before.rules[place];
    if (!former) {
      const { handling } = rule;
      changes.push({ type: 'added', rule }, ...safeguardChanges({ ...handling, safeguards: {} }, handling, rule.id));
      continue;
    }
    if (!kept.has(rule.id)) changes.push({ type: 'moved', rule: rule.id, before: place + 1, after: index + 1 });
    if (!sameField(former.when, rule.when))
      changes.push({ type: 'condition', rule: rule.id, before: former.when, after: rule.when });
    if (!sameField(former.why, rule.why))
      changes.push({ type: 'why', rule: rule.id, before: former.why, after: rule.why });
    changes.push(...handlingChanges(former.handling, rule.handling, rule.id));
  }
  changes.push(...handlingChanges(before.otherwise, after.otherwise));
  if (!sameField([...before.roles].sort(), [...after.roles].sort()))
    changes.push({ type: 'roles', before: [...before.roles], after: [...after.roles] });
  if (!sameField(before.escalations ?? {}, after.escalations ?? {}))
    changes.push({ type: 'escalations', before: { ...before.escalations }, after: { ...after.escalations } });
  return changes;
}
