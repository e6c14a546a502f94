import { readFileSync } from 'node:fs';
import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';

/* Holds what a running server is asked and what it answers against docs/openapi.yaml. */

type Fields = { readonly [name: string]: unknown };

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Fields;
}
interface Answer {
  headers?: { readonly [name: string]: { required?: boolean; schema: Fields } };
  content: { readonly [type: string]: { schema: Fields } };
}
export interface Operation {
  operationId: string;
  tags: readonly string[];
  parameters: readonly Parameter[];
  requestBody?: { content: { 'application/json': { schema: Fields } } };
  responses: { readonly [status: string]: Answer };
}

interface Document {
  paths: { readonly [path: string]: Fields };
  components: { schemas: { readonly [name: string]: Fields } };
}

const document = parse(readFileSync(new URL('../../docs/openapi.yaml', import.meta.url), 'utf8')) as Document;

/** What a `$ref` of this document leads to; anything else as it is. */
function follow<T>(node: unknown): T {
  const { $ref } = (node ?? {}) as { $ref?: string };
  if ($ref === undefined) return node as T;
  const found = $ref
    .split('/')
    .slice(1)
    .reduce<unknown>((at, name) => (at as Fields)[name], document);
  if (found === undefined) throw new Error(`docs/openapi.yaml refers to ${$ref}, which it does not have.`);
  return found as T;
}

const METHODS = ['get', 'put', 'post', 'delete'];

function operationOf(raw: Fields, shared: readonly unknown[]): Operation {
  const given = raw as unknown as Operation;
  const responses = Object.entries(given.responses).map(([status, response]) => {
    const answer = follow<Answer>(response);
    const headers = Object.entries(answer.headers ?? {}).map(([name, header]) => [name, follow(header)]);
    return [status, { ...answer, headers: Object.fromEntries(headers) }];
  });
  return {
    ...given,
    parameters: [...shared, ...(given.parameters ?? [])].map((each) => follow<Parameter>(each)),
    responses: Object.fromEntries(responses),
  };
}

/** Every operation, by method and path: `GET /reviews/{id}`. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method] !== undefined).map((method) => [
      `${method.toUpperCase()} ${path}`,
      operationOf(item[method] as Fields, (item.parameters ?? []) as unknown[]),
    ]),
  ),
);

/** The outcomes of a union in the document, such as those of `CommandResult`. */
export function outcomesOf(schema: string): string[] {
  const { oneOf } = document.components.schemas[schema] as { oneOf: unknown[] };
  return oneOf.map((each) => follow<{ properties: { outcome: { const: string } } }>(each).properties.outcome.const);
}

/** The names of the fields of a schema. */
export const fieldsOf = (schema: string) => Object.keys(document.components.schemas[schema]?.properties as Fields);

/** The codes that an operation may refuse with, by status. */
export function codesOf({ responses }: Operation): Map<string, string[]> {
  type Refusal = { allOf: [unknown, { properties: { error: { properties: { code: { enum: string[] } } } } }] };
  const refusals = Object.entries(responses).filter(([status]) => status !== '200');
  return new Map(
    refusals.map(([status, { content }]) => {
      const { allOf } = (content as unknown as { 'application/json': { schema: Refusal } })['application/json'].schema;
      return [status, allOf[1].properties.error.properties.code.enum];
    }),
  );
}

const settings = {
  allErrors: true,
  discriminator: true,
  strictTypes: false,
  formats: {
    'date-time': (text: string) =>
      /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)),
  },
} as const satisfies Options;
const validator = (options: Options) =>
  new Ajv2020({ ...settings, ...options })
    .addVocabulary(['components'])
    .addSchema({ components: document.components }, 'openapi');
const strict = validator({});
/** For what strangers send: the server leaves out what nothing has a name for. */
const lenient = validator({ removeAdditional: true });
/** For parameters, which are texts. */
const coercing = validator({ coerceTypes: 'array' });

const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a value, in words; nothing where it fits. */
function misfit(schema: Fields, value: unknown, ajv = strict): string | undefined {
  const inDocument = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')) as Fields;
  const key = `${[strict, lenient, coercing].indexOf(ajv)} ${JSON.stringify(inDocument)}`;
  const validate = compiled.get(key) ?? ajv.compile({ ...inDocument });
  compiled.set(key, validate);
  if (validate(value)) return undefined;
  return `${ajv.errorsText(validate.errors)} in ${JSON.stringify(value)?.slice(0, 500)}`;
}

function findOperation(method: string, path: string): [key: string, operation: Operation] | undefined {
  const segments = path.split('/');
  const fits = [...OPERATIONS].filter(([key]) => {
    const [verb, template = ''] = key.split(' ');
    const names = template.split('/');
    return (
      verb === method &&
      names.length === segments.length &&
      names.every((name, at) => name === segments[at] || (name.startsWith('{') && segments[at] !== ''))
    );
  });
  // A path without a parameter comes first: `/reviews/next` is no review.
  return fits.sort(([a], [b]) => a.split('{').length - b.split('{').length)[0];
}

/** What a server did of what was asked: refusals leave everything as it was. */
function isDone(status: number, body: unknown): boolean {
  const { outcome = 'accepted' } = (body ?? {}) as { outcome?: string };
  return status === 200 && ['accepted', 'renewed'].includes(outcome);
}

function parametersAreAmiss(operation: Operation, url: URL, headers: Headers): string[] {
  const problems: string[] = [];
  for (const parameter of operation.parameters.filter((each) => each.in !== 'path')) {
    const values = parameter.in === 'query' ? url.searchParams.getAll(parameter.name) : [headers.get(parameter.name)];
    const [value] = values;
    if (value === undefined || value === null) {
      if (parameter.required) problems.push(`${parameter.name} is missing`);
      continue;
    }
    const given = { value: follow<Fields>(parameter.schema).type === 'array' ? values : value };
    const wrong = misfit({ type: 'object', properties: { value: parameter.schema } }, given, coercing);
    if (wrong) problems.push(`${parameter.name}: ${wrong}`);
  }
  const known = operation.parameters.filter((each) => each.in === 'query').map(({ name }) => name);
  const unknown = [...url.searchParams.keys()].filter((name) => !known.includes(name));
  return [...problems, ...unknown.map((name) => `the parameter ${name} is not documented`)];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The events of a stream as the document has them. The last one may be cut off: it is left out. */
function eventsIn(text: string): Fields[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .map((block) => {
      const lines = block
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]);
      const fields = Object.fromEntries(lines) as { data?: string };
      return { ...fields, ...(fields.data !== undefined && { data: parsed(fields.data) }) };
    });
}

export interface Traffic {
  /** Operations that answered with 200 so far. */
  answered: ReadonlySet<string>;
  /** What did not fit the document since it was asked last. Waits for answers that are still read. */
  misfits(): Promise<string[]>;
  /** Ends recording. */
  stop(): void;
}

/**
 * Holds everything that this process sends to `/api` and hears from it against the document.
 *
 * @param isHostile whether strangers are asking as well: what they send need not fit where nothing is done about it
 */
export function recordTraffic(isHostile = false): Traffic {
  const original = globalThis.fetch;
  const answered = new Set<string>();
  let misfits: string[] = [];
  const reading = new Set<Promise<void>>();

  async function check(request: Request, sent: string, response: Response) {
    const url = new URL(request.url);
    const path = url.pathname.replace(/^\/api/, '');
    const what = `${request.method} ${path} ${response.status}`;
    const note = (problem: string) => {
      misfits.push(`${what}: ${problem}`);
    };
    const found = findOperation(request.method, path);
    if (!found) {
      if (response.status !== 404) note('the path is not documented');
      return;
    }
    const [key, operation] = found;
    const answer = operation.responses[response.status];
    if (!answer) return note(`the status is not documented for ${key}`);
    for (const [name, { required, schema }] of Object.entries(answer.headers ?? {})) {
      const value = response.headers.get(name);
      const wrong = value === null ? required && 'it is missing' : misfit(schema, value);
      if (wrong) note(`header ${name}: ${wrong}`);
    }
    const type = response.headers.get('content-type')?.split(';')[0] ?? '';
    const schema = answer.content[type]?.schema;
    if (!schema) return note(`the content type "${type}" is not documented`);
    if (response.status === 200) answered.add(key);

    let body: unknown;
    if (type === 'text/event-stream') {
      let text = '';
      const decoder = new TextDecoder();
      try {
        for await (const chunk of response.body ?? []) text += decoder.decode(chunk as Uint8Array, { stream: true });
      } catch {
        // The reader has left, as readers of a stream do.
      }
      for (const event of eventsIn(text)) {
        const wrong = misfit(schema, event);
        if (wrong) note(wrong);
      }
    } else if (type === 'application/x-ndjson') {
      const text = await response.text().catch(() => undefined);
      for (const line of (text ?? '').split('\n').slice(0, -1)) {
        const wrong = misfit(schema, parsed(line));
        if (wrong) note(wrong);
      }
    } else {
      const text = await response.text().catch(() => undefined);
      if (text === undefined) return;
      body = parsed(text);
      const wrong = misfit(schema, body);
      if (wrong) note(wrong);
    }

    if (isHostile && !isDone(response.status, body)) return;
    // A refusal is the proof that the server saw what is wrong with it.
    if (response.status >= 400) return;
    for (const problem of parametersAreAmiss(operation, url, request.headers)) note(problem);
    const wanted = operation.requestBody?.content['application/json'].schema;
    if (!wanted) return;
    const wrong = misfit(wanted, parsed(sent), isHostile ? lenient : strict);
    if (wrong) note(`what was sent: ${wrong}`);
  }

  globalThis.fetch = async (input, init) => {
    const response = await original(input, init);
    const { signal: _signal, ...rest } = init ?? {};
    const request = new Request(input as string, rest);
    if (!new URL(request.url).pathname.startsWith('/api/')) return response;
    const sent = typeof init?.body === 'string' ? init.body : '';
    const checked = check(request, sent, response.clone()).catch((error: Error) => {
      misfits.push(`${request.method} ${request.url}: ${error.message}`);
    });
    reading.add(checked);
    void checked.then(() => reading.delete(checked));
    return response;
  };

  return {
    answered,
    async misfits() {
      await Promise.all(reading);
      const found = misfits;
      misfits = [];
      return found;
    },
    stop() {
      globalThis.fetch = original;
    },
  };
}
