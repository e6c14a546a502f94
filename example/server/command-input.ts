import { COMMANDS, type Command, type Issue, type Json, type Saw, SIGNATURE_MEANINGS } from 'countersign/core';

/** A request to change a review, read from what came over the wire: nothing that is not named here gets in. */
export interface CommandRequest {
  command: Command;
  expectedVersion: number;
  saw?: Saw;
}

const LONGEST_TEXT = 20_000;
const MOST_ITEMS = 200;

type Fields = { readonly [name: string]: unknown };

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

class Reader {
  readonly issues: Issue[] = [];

  private fail(path: string, expected: string): undefined {
    this.issues.push({ code: 'value-invalid', path, detail: { expected } });
    return undefined;
  }

  text(value: unknown, path: string): string | undefined {
    if (value === undefined) return undefined;
    if (typeof value !== 'string') return this.fail(path, 'text');
    if (value.length > LONGEST_TEXT) {
      this.issues.push({ code: 'text-too-long', path, detail: { max: LONGEST_TEXT, length: value.length } });
      return undefined;
    }
    return value;
  }

  texts(value: unknown, path: string): string[] | undefined {
    if (value === undefined) return undefined;
    const isList = Array.isArray(value) && value.length <= MOST_ITEMS;
    if (!isList || !value.every((item) => typeof item === 'string' && item.length <= LONGEST_TEXT)) {
      return this.fail(path, 'a list of texts');
    }
    return [...new Set(value as string[])];
  }

  number(value: unknown, path: string): number | undefined {
    if (value === undefined) return undefined;
    return typeof value === 'number' ? value : this.fail(path, 'number');
  }

  oneOf<T extends string>(value: unknown, path: string, options: readonly T[]): T | undefined {
    return options.includes(value as T) ? (value as T) : this.fail(path, options.join(' | '));
  }

  record(value: unknown, path: string): Fields | undefined {
    if (value === undefined) return undefined;
    return isRecord(value) ? value : this.fail(path, 'record');
  }

  /** What stands behind a verdict. */
  grounds(fields: Fields): object {
    const reason = this.record(fields.reason, 'reason');
    const signature = this.record(fields.signature, 'signature');
    return present({
      reason:
        reason &&
        present({
          codes: this.texts(reason.codes, 'reason.codes') ?? [],
          text: this.text(reason.text, 'reason.text'),
          checks: this.texts(reason.checks, 'reason.checks'),
        }),
      evidenceOpened: this.texts(fields.evidenceOpened, 'evidenceOpened'),
      signature: signature && {
        printedName: this.text(signature.printedName, 'signature.printedName') ?? '',
        meaning: this.oneOf(signature.meaning, 'signature.meaning', SIGNATURE_MEANINGS),
      },
    });
  }
}

/** Without what is absent, so that absent and undefined are one thing. */
function present(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function readCommand(reader: Reader, fields: Fields): Command | undefined {
  const text = (name: string) => reader.text(fields[name], name);
  const type = fields.type as Command['type'];
  const of = (rest: Fields = {}) => ({ type, ...present(rest) }) as unknown as Command;
  switch (type) {
    case 'judge':
      return of({ value: fields.value as Json, confidence: reader.number(fields.confidence, 'confidence') });
    case 'approve':
    case 'reject':
    case 'abstain':
      return of({ ...reader.grounds(fields) });
    case 'override':
      return of({ value: fields.value as Json, ...reader.grounds(fields) });
    case 'respond':
      return of({ message: text('message') ?? '', ...reader.grounds(fields) });
    case 'escalate':
      return of({ to: text('to') ?? '', note: text('note') });
    case 'ask':
      return of({ question: text('question') ?? '', to: text('to') ?? '' });
    case 'answer':
      return of({ answer: text('answer') ?? '' });
    case 'reopen':
    case 'withdraw':
    case 'resume':
      return of({ reason: text('reason') });
    case 'hold':
      // This host stops one case at a time; to stop a model is another matter than to say so.
      return of({ reason: text('reason') ?? '', scope: reader.oneOf(fields.scope, 'scope', ['review']) });
    case 'revise':
      return of({ proposal: reader.record(fields.proposal, 'proposal') });
    case 'claim': // The server sets the end of the lease, whatever was sent.
    case 'release':
    case 'lapse':
    case 'expire':
      return of();
    default:
      reader.issues.push({ code: 'command-unknown', path: 'command.type', detail: { command: String(type) } });
      return undefined;
  }
}

/** Reads the body of `POST …/commands`; what is wrong with it otherwise. */
export function readCommandRequest(
  body: unknown,
): { request: CommandRequest } | { request?: undefined; issues: Issue[] } {
  const reader = new Reader();
  if (!isRecord(body)) return { issues: [{ code: 'value-invalid', path: 'body', detail: { expected: 'record' } }] };
  if (!isRecord(body.command)) return { issues: [{ code: 'field-missing', path: 'command' }] };
  const command = COMMANDS.includes(body.command.type as never)
    ? readCommand(reader, body.command)
    : readCommand(reader, { type: body.command.type });
  const { expectedVersion } = body;
  if (!Number.isInteger(expectedVersion)) {
    reader.issues.push({ code: 'value-invalid', path: 'expectedVersion', detail: { expected: 'whole number' } });
  }
  const sawFields = reader.record(body.saw, 'saw');
  const saw = sawFields && {
    revision: reader.number(sawFields.revision, 'saw.revision') ?? 0,
    fingerprint: reader.text(sawFields.fingerprint, 'saw.fingerprint') ?? '',
  };
  if (!command || reader.issues.length > 0) return { issues: reader.issues };
  return { request: { command, expectedVersion: expectedVersion as number, ...(saw && { saw }) } };
}
