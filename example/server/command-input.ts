import {
  COMMANDS,
  type Command,
  type CommandType,
  type Issue,
  isIsoTime,
  type Saw,
  withKnownFields,
} from 'countersign/core';
import { isRecord } from './json-input.js';

/** A request to change a review, read from what came over the wire. */
export interface CommandRequest {
  command: Command;
  expectedVersion: number;
  saw?: Saw;
  /** `claim.fence` of the sender's claim. */
  fence?: number;
  /** When the sender's device says it was given, ISO 8601. */
  sentAt?: string;
  /** What `POST /reauthentication` answered. */
  proof?: string;
  /** Id of the session that it came in: never from the body. */
  session?: string;
}

/** Longest text of a command, in UTF-16 code units. */
const LONGEST_TEXT = 20_000;
/** Longest name of a sitting: an id and no text. */
const LONGEST_HOLDER = 200;
/** Longest id of a batch. */
const LONGEST_BATCH = 200;
/** Longest proof of a signer: a random token. */
const LONGEST_PROOF = 200;

type Fields = { readonly [name: string]: unknown };

/** What a client says it saw, and nothing else. */
function readSaw({ revision, fingerprint }: Fields): Saw {
  return { revision, fingerprint } as Saw;
}

/** A surrogate without its other half: no character, and nothing that UTF-8 can hold. */
const HALF_CHARACTER = /\p{Surrogate}/u;

/** Texts that are too long, or that the record has no digest for. */
export function textIssues(value: unknown, path: string): Issue[] {
  if (typeof value === 'string' && value.length > LONGEST_TEXT) {
    return [{ code: 'text-too-long', path, detail: { max: LONGEST_TEXT, length: value.length } }];
  }
  if (typeof value === 'string' && HALF_CHARACTER.test(value)) {
    return [{ code: 'value-invalid', path, detail: { expected: 'whole characters' } }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    HALF_CHARACTER.test(name)
      ? [{ code: 'value-invalid', path, detail: { expected: 'whole characters' } } as const]
      : textIssues(each, `${path}.${name}`),
  );
}

function holderIssues(holder: unknown): Issue[] {
  if (typeof holder !== 'string' || holder.length <= LONGEST_HOLDER) return [];
  return [{ code: 'text-too-long', path: 'holder', detail: { max: LONGEST_HOLDER, length: holder.length } }];
}

function batchIssues(command: Command): Issue[] {
  const id: unknown = command.type === 'approve' ? command.batch?.id : undefined;
  if (typeof id !== 'string' || id.length <= LONGEST_BATCH) return [];
  return [{ code: 'text-too-long', path: 'command.batch.id', detail: { max: LONGEST_BATCH, length: id.length } }];
}

/**
 * Reads the body of `POST …/commands`; what is wrong with it otherwise. What a field must hold is for the lifecycle to
 * say: only what the lifecycle cannot know is looked at here.
 */
export function readCommandRequest(
  body: unknown,
): { request: CommandRequest; issues?: undefined } | { request?: undefined; issues: Issue[] } {
  if (!isRecord(body) || !isRecord(body.command)) return { issues: [{ code: 'field-missing', path: 'command' }] };
  const { type } = body.command;
  if (!COMMANDS.includes(type as CommandType)) {
    const command = typeof type === 'string' ? type.slice(0, 100) : typeof type;
    return { issues: [{ code: 'command-unknown', path: 'command.type', detail: { command } }] };
  }
  // So that nothing else gets into the record, and one request is one text whoever wrote it.
  const command = withKnownFields(body.command as Command);
  const issues = textIssues(command, 'command');
  issues.push(...batchIssues(command));
  if ('holder' in command) issues.push(...holderIssues(command.holder));
  if (!Number.isInteger(body.expectedVersion)) {
    issues.push({ code: 'value-invalid', path: 'expectedVersion', detail: { expected: 'whole number' } });
  }
  if (command.type === 'hold' && command.scope !== 'review') {
    // What is sent to one review holds that one. To accept more would be to say that a model was stopped when it was not.
    issues.push({ code: 'value-invalid', path: 'command.scope', detail: { expected: 'review' } });
  }
  if (body.fence !== undefined && !Number.isInteger(body.fence)) {
    issues.push({ code: 'value-invalid', path: 'fence', detail: { expected: 'whole number' } });
  }
  if (body.sentAt !== undefined && !isIsoTime(body.sentAt)) issues.push({ code: 'date-invalid', path: 'sentAt' });
  if (body.proof !== undefined && (typeof body.proof !== 'string' || body.proof.length > LONGEST_PROOF)) {
    issues.push({ code: 'value-invalid', path: 'proof', detail: { expected: 'text' } });
  }
  if (issues.length > 0) return { issues };
  const saw = isRecord(body.saw) ? readSaw(body.saw) : undefined;
  const { expectedVersion, fence, sentAt, proof } = body as unknown as CommandRequest;
  return {
    request: {
      command,
      expectedVersion,
      ...(saw && { saw }),
      ...(fence !== undefined && { fence }),
      ...(sentAt !== undefined && { sentAt }),
      ...(proof !== undefined && { proof }),
    },
  };
}
