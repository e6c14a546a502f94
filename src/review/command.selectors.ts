import { isJson } from '../internal/canonical-json.js';
import { isRecord } from '../internal/is-record.js';
import { isIsoDate } from '../internal/iso-date.js';
import { batchShapeIssues } from './batch.selectors.js';
import { isSeconds } from './policy.selectors.js';
import { isProbability } from './proposal.selectors.js';
import {
  ASSUMPTION_WORDINGS,
  type Command,
  DWELL_LEAST,
  DWELL_MOST,
  ERASED,
  HOLD_SCOPES,
  type Issue,
  type Json,
  OVERSIGHT_MODES,
  PROFILES,
  SIGNATURE_MEANINGS,
  VIEWED_PARTS,
} from './review.types.js';

type Check = (value: unknown, path: string) => Issue[];

function unlike(expected: Json, path: string): Issue[] {
  return [{ code: 'value-invalid', path, detail: { expected } }];
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

const anyText: Check = (value, path) =>
  typeof value !== 'string'
    ? unlike('text', path)
    : value.trim() === ERASED
      ? [{ code: 'text-reserved', path, detail: { text: ERASED } }]
      : [];
const texts: Check = (value, path) => (isTexts(value) ? [] : unlike('list of texts', path));
const oneOf =
  (known: readonly string[]): Check =>
  (value, path) =>
    known.includes(value as string) ? [] : unlike(known, path);

const missing = (path: string): Issue[] => [{ code: 'field-missing', path }];
const needed =
  (check: Check): Check =>
  (value, path) =>
    value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
      ? missing(path)
      : check(value, path);
const optional =
  (check: Check): Check =>
  (value, path) =>
    value === undefined ? [] : check(value, path);

/** A record whose known fields are checked one by one. */
const fields =
  (shape: { readonly [field: string]: Check }): Check =>
  (value, path) => {
    if (!isRecord(value)) return unlike('object', path);
    return Object.keys(shape).flatMap((field) => shape[field]?.(value[field], `${path}.${field}`) ?? []);
  };

const text = needed(anyText);
const note = optional(anyText);
const moment: Check = (value, path) => (isIsoDate(value) ? [] : [{ code: 'date-invalid', path }]);

/** What each field of a command must be, beside values and proposals, which have rules of their own. */
const reasonFields = fields({ codes: texts, text: note, checks: optional(texts) });
const GROUNDS = {
  reason: optional(reasonFields),
  assumption: optional(fields({ wording: oneOf(ASSUMPTION_WORDINGS), code: note, text: note })),
  dwell: optional(
    fields({
      seconds: (value, path) => (isSeconds(value) ? [] : unlike(`seconds from ${DWELL_LEAST} to ${DWELL_MOST}`, path)),
      waived: note,
    }),
  ),
  evidenceOpened: optional(texts),
  signature: optional(fields({ printedName: text, meaning: oneOf(SIGNATURE_MEANINGS) })),
  confidenceShown: note,
  activeMs: optional((value, path) =>
    Number.isInteger(value) && (value as number) >= 0 ? [] : unlike('whole number of milliseconds from 0', path),
  ),
};
const LEASE = {
  holder: note,
  until: optional(moment),
};
const routeFields = fields({
  policy: needed(fields({ id: text, version: text })),
  mode: needed(oneOf(OVERSIGHT_MODES)),
  profile: needed(oneOf(PROFILES)),
  raisedFrom: optional(oneOf(PROFILES)),
  rule: note,
  role: note,
  why: note,
  dueAt: optional(moment),
  vetoUntil: optional(moment),
  because: (value, path) => (Array.isArray(value) && isJson(value) ? [] : unlike('list of facts', path)),
});
/** Where a case is sent: one that waits for a veto says how long. */
const routeShape: Check = (value, path) => {
  const issues = routeFields(value, path);
  const { mode, vetoUntil } = isRecord(value) ? value : {};
  return mode === 'monitor' && vetoUntil === undefined ? [...issues, ...missing(`${path}.vetoUntil`)] : issues;
};
const SHAPES: { readonly [type: string]: { readonly [field: string]: Check } } = {
  claim: LEASE,
  undo: LEASE,
  judge: {
    confidence: optional((value, path) => (isProbability(value) ? [] : [{ code: 'probability-invalid', path }])),
  },
  approve: { batch: batchShapeIssues, ...GROUNDS },
  override: GROUNDS,
  reject: GROUNDS,
  respond: { message: text, ...GROUNDS },
  abstain: GROUNDS,
  skip: { reason: needed(reasonFields) },
  assign: { to: needed(fields({ id: text, name: text })), note },
  escalate: { to: text, note },
  ask: { question: text, to: text },
  answer: { answer: text },
  reopen: { reason: text },
  withdraw: { reason: note },
  route: { route: needed(routeShape), policy: optional(fields({ id: text, version: text })) },
  hold: { reason: text, scope: needed(oneOf(HOLD_SCOPES)), stop: note, since: optional(moment) },
  resume: { reason: note, stop: note },
  view: { of: needed(oneOf(VIEWED_PARTS)), id: note },
  preserve: { reason: text },
  lift: { reason: text },
  erase: { reason: text },
};

/**
 * What is wrong with the shape of a command, whoever sends it: a server hears commands from anywhere.
 *
 * @param isReplayed whether it was accepted before: of what it said, something may have been erased since
 */
export function commandIssues(command: Command, isReplayed = false): Issue[] {
  const given = command as unknown as { readonly [field: string]: unknown };
  const shape = SHAPES[command.type] ?? {};
  const issues = Object.keys(shape).flatMap((field) => shape[field]?.(given[field], field) ?? []);
  // What JSON would change cannot be stored as it was decided. A proposal is looked at as a proposal.
  for (const field of Object.keys(given)) {
    const isLookedAt = shape[field] !== undefined || field === 'proposal' || given[field] === undefined;
    if (!isLookedAt && !isJson(given[field])) issues.push(...unlike('JSON', field));
  }
  return isReplayed ? issues.filter(({ code }) => code !== 'text-reserved') : issues;
}
