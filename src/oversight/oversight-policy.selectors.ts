import { isRecord } from '../internal/is-record.js';
import { isIsoTime } from '../review/proposal.selectors.js';
import { type Json, REASON_DEMANDS, RISKS, VERDICTS } from '../review/review.types.js';
import { isPersonMode } from './mode.selectors.js';
import {
  BATCH_APPROVALS,
  type Handling,
  OVERSIGHT_MODES,
  type OversightPolicy,
  type OversightRule,
  type PolicyProblem,
  type PolicyProblemCode,
  PROFILES,
} from './oversight.types.js';
import type { PROFILE_SETTINGS } from './profile.selectors.js';
import { canHold, canReach } from './rule-reach.selectors.js';

type Fields = { readonly [name: string]: unknown };
type Detail = { readonly [key: string]: Json };
type Report = (code: PolicyProblemCode, path: string, detail?: Detail) => void;
type Check = (value: unknown, path: string) => void;

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** Deeper conditions are nobody's to read. */
const DEEPEST = 20;

/** What was given, short enough for a sentence. */
function shown(value: unknown): Json {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string') return value.length > 60 ? `${value.slice(0, 60)}…` : value;
  return Array.isArray(value) ? 'list' : typeof value;
}

/** Checks of single values, each saying what it wanted where it is not so. */
function createChecks(report: Report) {
  const like = (expected: string, fits: (value: unknown) => boolean): Check => {
    return (value, path) => {
      if (!fits(value)) report('wrong-type', path, { expected, given: shown(value) });
    };
  };
  const oneOf =
    (list: readonly string[]): Check =>
    (value, path) => {
      if (!list.includes(value as string)) report('not-one-of', path, { list: [...list], given: shown(value) });
    };
  /** A number, both ends inside; a text that reads as one is told apart from nonsense. */
  const numberFrom =
    (min: number, max: number, isWhole = false): Check =>
    (value, path) => {
      if (typeof value !== 'number' || Number.isNaN(value))
        report('wrong-type', path, { expected: 'number', given: shown(value), min, max });
      else if (value < min || value > max || (isWhole && !Number.isInteger(value)))
        report('out-of-range', path, { given: shown(value), min, max, isWhole });
    };
  const listOf =
    (check: Check): Check =>
    (value, path) => {
      if (!Array.isArray(value)) report('wrong-type', path, { expected: 'list', given: shown(value) });
      else if (value.length === 0) report('list-empty', path);
      else for (const [index, item] of value.entries()) check(item, `${path}.${index}`);
    };
  return {
    text: like('text', isText),
    flag: like('boolean', (value) => typeof value === 'boolean'),
    oneOf,
    numberFrom,
    listOf,
  };
}

/** What is wrong with a policy, for whoever wrote it; nothing where it can be applied and every rule of it has cases. */
export function oversightPolicyProblems(policy: unknown): PolicyProblem[] {
  const problems = unusableParts(policy);
  // What cannot be read cannot be reached either.
  return problems.length > 0 ? problems : unreachableRules((policy as OversightPolicy).rules);
}

/** Why a policy cannot be applied. */
export function unusableParts(policy: unknown): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  const report: Report = (code, path, detail) => problems.push({ code, path, ...(detail && { detail }) });
  const { text, flag, oneOf, numberFrom, listOf } = createChecks(report);
  const share = numberFrom(0, 1);
  const any: Check = () => {};

  /** Every field by its own check; what is not among them is misspelt. */
  function fields(value: unknown, path: string, checks: Readonly<Record<string, Check>>, needed: readonly string[]) {
    if (!isRecord(value)) {
      report('wrong-type', path, { expected: 'object', given: shown(value) });
      return false;
    }
    const at = (name: string) => (path === '' ? name : `${path}.${name}`);
    for (const name of needed) if (value[name] === undefined) report('field-missing', at(name));
    for (const [name, given] of Object.entries(value)) {
      const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
      if (!check) report('field-unknown', at(name), { known: Object.keys(checks) });
      else if (given !== undefined) check(given, at(name));
    }
    return true;
  }

  function bounds(value: Fields, path: string) {
    const { atLeast, below } = value;
    if (atLeast === undefined && below === undefined) report('bounds-missing', path);
    else if (typeof atLeast === 'number' && typeof below === 'number' && atLeast >= below)
      report('bounds-empty', path, { atLeast, below });
  }

  const measured = (value: Fields, path: string, limit: Check, more: Readonly<Record<string, Check>> = {}) => {
    fields(value, path, { type: any, atLeast: limit, below: limit, ...more }, ['type']);
    bounds(value, path);
  };

  function condition(value: unknown, path: string, depth = 0): void {
    if (!isRecord(value)) {
      report('wrong-type', path, { expected: 'condition', given: shown(value) });
      return;
    }
    if (depth > DEEPEST) {
      report('too-complex', path);
      return;
    }
    const inside: Check = (each, at) => condition(each, at, depth + 1);
    switch (value.type) {
      case 'and':
      case 'or':
        fields(value, path, { type: any, of: listOf(inside) }, ['type', 'of']);
        return;
      case 'not':
        fields(value, path, { type: any, of: inside }, ['type', 'of']);
        return;
      case 'confidence':
        measured(value, path, share, { value: any, field: text });
        return;
      case 'margin':
      case 'entropy':
      case 'novelty':
        measured(value, path, share);
        return;
      case 'disagreement':
        measured(value, path, share, { between: oneOf(['models', 'factors']) });
        if (value.between === undefined) report('field-missing', `${path}.between`);
        return;
      case 'value':
        if (value.in === undefined)
          measured(value, path, numberFrom(-Number.MAX_VALUE, Number.MAX_VALUE), { field: text });
        else fields(value, path, { type: any, field: text, in: listOf(any) }, ['type', 'in']);
        return;
      case 'risk':
        fields(value, path, { type: any, in: listOf(oneOf(RISKS)) }, ['type', 'in']);
        return;
      case 'kind':
        fields(value, path, { type: any, in: listOf(text) }, ['type', 'in']);
        return;
      case 'sample':
        fields(value, path, { type: any, rate: share, seed: text }, ['type', 'rate', 'seed']);
        return;
      default:
        if (value.type === undefined) report('field-missing', `${path}.type`);
        else oneOf(CONDITION_TYPES)(value.type, `${path}.type`);
    }
  }

  const switchOrShare: Check = (value, path) => {
    if (typeof value !== 'boolean') share(value, path);
  };
  const settings: Readonly<Record<keyof typeof PROFILE_SETTINGS.low, Check>> = {
    blindFirst: switchOrShare,
    evidenceGate: flag,
    assumptionPrompt: flag,
    reasons: (value, path) =>
      void fields(
        value,
        path,
        Object.fromEntries(VERDICTS.map((verdict) => [verdict, oneOf(REASON_DEMANDS)])),
        VERDICTS,
      ),
    signature: flag,
    secondReview: switchOrShare,
    seededChecks: share,
    weeklyBurst: flag,
    batchApprove: oneOf(BATCH_APPROVALS),
    dwell: (value, path) => {
      // B-12: a wait below 3 s is none, and beyond 15 s it is a punishment.
      if (value !== 0) numberFrom(3, 15)(value, path);
    },
    agreementNudge: flag,
    paceWatch: flag,
  };

  const given = isRecord(policy) ? policy : {};
  const roles = Array.isArray(given.roles) ? (given.roles as readonly unknown[]) : [];
  const role: Check = (value, path) => {
    if (!isText(value)) text(value, path);
    else if (!roles.includes(value)) report('role-unknown', path, { given: value, roles: roles.map(shown) });
  };
  const escalations = isRecord(given.escalations) ? given.escalations : {};

  function handling(value: unknown, path: string) {
    const checks = {
      mode: oneOf(OVERSIGHT_MODES),
      profile: oneOf(PROFILES),
      safeguards: (each: unknown, at: string) => void fields(each, at, settings, []),
      role,
      hours: numberFrom(0.25, 8_760),
      onExpire: oneOf(['close', 'escalate']),
      vetoMinutes: numberFrom(1, 43_200),
    };
    if (!fields(value, path, checks, ['mode', 'profile'])) return;
    const { mode, onExpire, role: decider, vetoMinutes } = value as Partial<Handling>;
    if (mode === 'monitor' && vetoMinutes === undefined) report('veto-missing', `${path}.vetoMinutes`);
    if (onExpire === 'escalate' && (decider === undefined || !Object.hasOwn(escalations, decider)))
      report('escalation-missing', `${path}.onExpire`, { role: decider ?? null });
  }

  const wholeRule: Check = (value, path) => {
    const checks = { id: text, when: (each: unknown, at: string) => condition(each, at), handling, why: text };
    fields(value, path, checks, ['id', 'when', 'handling']);
  };

  const isRead = fields(
    policy,
    '',
    {
      id: text,
      version: text,
      effectiveFrom: (value, path) => {
        if (!isIsoTime(value)) report('date-invalid', path, { given: shown(value) });
      },
      rules: (value, path) => {
        if (!Array.isArray(value)) report('wrong-type', path, { expected: 'list', given: shown(value) });
        else for (const [index, each] of value.entries()) wholeRule(each, `${path}.${index}`);
      },
      otherwise: (value, path) => {
        handling(value, path);
        const { mode } = isRecord(value) ? value : {};
        if (OVERSIGHT_MODES.includes(mode as never) && !isPersonMode(mode as never))
          report('people-bypassed', `${path}.mode`, { given: shown(mode) });
      },
      roles: listOf(text),
      escalations: (value, path) => {
        if (!isRecord(value)) report('wrong-type', path, { expected: 'object', given: shown(value) });
        else
          for (const [from, to] of Object.entries(value)) {
            role(from, `${path}.${from}`);
            role(to, `${path}.${from}`);
          }
      },
    },
    ['id', 'version', 'rules', 'otherwise', 'roles'],
  );
  if (!isRead) return problems;

  for (const from of Object.keys(escalations)) {
    const chain = chainFrom(from, escalations);
    // Said once, by the first of those that go round.
    if (chain.at(-1) === from && from === [...chain].sort()[0])
      report('escalation-cycle', `escalations.${from}`, { chain });
  }
  reportRepeated(given.rules, report);
  return problems;
}

const CONDITION_TYPES = [
  'and',
  'or',
  'not',
  'confidence',
  'margin',
  'entropy',
  'novelty',
  'disagreement',
  'value',
  'risk',
  'kind',
  'sample',
];

/** Roles from one to the next, up to the one that comes a second time. */
function chainFrom(from: string, escalations: Fields): string[] {
  const chain = [from];
  for (
    let to = escalations[from];
    typeof to === 'string';
    to = Object.hasOwn(escalations, to) ? escalations[to] : undefined
  ) {
    const isSeen = chain.includes(to);
    chain.push(to);
    if (isSeen) break;
  }
  return chain;
}

function reportRepeated(rules: unknown, report: Report) {
  const seen = new Set<unknown>();
  for (const [index, rule] of (Array.isArray(rules) ? rules : []).entries()) {
    const id = isRecord(rule) ? rule.id : undefined;
    if (isText(id) && seen.has(id)) report('id-repeated', `rules.${index}.id`, { given: id });
    seen.add(id);
  }
}

function unreachableRules(rules: readonly OversightRule[]): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  for (const [index, rule] of rules.entries()) {
    const path = `rules.${index}`;
    const holds = canHold(rule);
    const reached = holds && canReach(rules, index);
    const detail = { rule: rule.id };
    if (holds === false) problems.push({ code: 'never-holds', path: `${path}.when`, detail });
    else if (holds === undefined || reached === undefined)
      problems.push({ code: 'too-complex', path: `${path}.when`, detail });
    else if (!reached) {
      const before = rules.slice(0, index).map(({ id }) => id);
      problems.push({ code: 'never-reached', path, detail: { ...detail, before } });
    }
  }
  return problems;
}
