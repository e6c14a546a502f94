import { isRecord } from '../internal/is-record.js';
import type { Command, CommandType } from './review.types.js';

const GROUNDS = [
  'reason',
  'assumption',
  'dwell',
  'evidenceOpened',
  'signature',
  'confidenceShown',
  'activeMs',
] as const;

/** What each command may carry. The end of a lease is not the sender's to say, nor which stop it belongs to and since when. */
const FIELDS: { readonly [Type in CommandType]: readonly string[] } = {
  claim: ['holder'],
  judge: ['value', 'confidence'],
  approve: ['batch', ...GROUNDS],
  override: ['value', ...GROUNDS],
  reject: GROUNDS,
  respond: ['message', ...GROUNDS],
  abstain: GROUNDS,
  release: [],
  skip: ['reason'],
  assign: ['to', 'note'],
  unassign: [],
  escalate: ['to', 'note'],
  ask: ['question', 'to'],
  answer: ['answer'],
  lapse: [],
  undo: ['holder'],
  reopen: ['reason'],
  revise: ['proposal'],
  withdraw: ['reason'],
  expire: [],
  route: ['route', 'policy'],
  proceed: [],
  hold: ['reason', 'scope'],
  resume: ['reason'],
  view: ['of', 'id'],
  preserve: ['reason'],
  lift: ['reason'],
  erase: ['reason'],
};
const NESTED: { readonly [field: string]: readonly string[] } = {
  // Whether a case was opened is not the sender's to say.
  batch: ['id', 'cases'],
  // Of an assignment; where else a command goes to, it is text.
  to: ['id', 'name'],
  reason: ['codes', 'text', 'checks'],
  assumption: ['wording', 'code', 'text'],
  dwell: ['seconds', 'waived'],
  signature: ['printedName', 'meaning'],
};

function pick(given: { readonly [field: string]: unknown }, names: readonly string[]): { [field: string]: unknown } {
  const present = names.filter((name) => Object.hasOwn(given, name) && given[name] !== undefined);
  return Object.fromEntries(present.map((name) => [name, given[name]]));
}

/**
 * A command with nothing but the fields that its type has, so that nothing else gets into the record. What is no command
 * stays as it is: the lifecycle refuses it.
 */
export function withKnownFields(command: Command): Command {
  const type: unknown = command?.type;
  if (typeof type !== 'string' || !Object.hasOwn(FIELDS, type)) return command;
  const picked = pick({ ...command }, FIELDS[type as CommandType]);
  for (const [name, fields] of Object.entries(NESTED)) {
    const value = picked[name];
    if (isRecord(value)) picked[name] = pick({ ...value }, fields);
  }
  return { type, ...picked } as Command;
}
