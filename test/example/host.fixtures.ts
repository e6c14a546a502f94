import { generateApplications } from '../../example/model/generator.js';
import { type Database, openEmbedded } from '../../example/server/database.js';
import { type Host, type HostOptions, startHost } from '../../example/server/host.js';
import { fixedOversight } from '../../example/server/oversight-policy.js';
import { DEMO_PASSWORD } from '../../example/server/people.js';
import { policyFor } from '../../example/server/policy.js';
import { createSights } from '../../example/server/sight.js';
import { createHttpBackend, type EventSourceLike } from '../../src/backends/http-backend.js';
import type { Command, CommandResult, Review, Reviewer } from '../../src/core.js';
import { asksSecond, isVerdict, MEANINGS, type ReviewSummary, sawOf } from '../../src/core.js';

export const SEED = 7;
const APPLICATIONS = 400;

export const source = { name: 'generated', isGenerated: true, fingerprint: `test-${SEED}`, seed: SEED };

export function startTestHost(options: Partial<HostOptions> & { database: Database }): Promise<Host> {
  return startHost({
    source,
    loadApplications: () => generateApplications(APPLICATIONS, SEED),
    queueSize: 20,
    port: 0,
    ...options,
  });
}

/** One database for a whole file, embedded unless another is given: starting one takes seconds, emptying it does not. */
export async function openReusable(given?: Database): Promise<{ fresh(): Promise<Database>; close(): Promise<void> }> {
  const database = given ?? (await openEmbedded());
  return {
    async fresh() {
      await database.query('drop schema public cascade');
      await database.query('create schema public');
      return { ...database, close: async () => {} };
    },
    close: () => database.close(),
  };
}

/** Reads server-sent events through fetch, which can carry a cookie. */
export function openEvents(url: string, cookie: string): EventSourceLike {
  const target = new EventTarget();
  const stop = new AbortController();
  let readyState = 0;
  const emit = (type: string, fields: object) => target.dispatchEvent(Object.assign(new Event(type), fields));
  const run = async () => {
    const response = await fetch(url, { headers: { cookie }, signal: stop.signal });
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    readyState = 1;
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body) {
      text += decoder.decode(chunk, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const fields = new Map(
          text
            .slice(0, end)
            .split('\n')
            .map((line) => {
              const colon = line.indexOf(':');
              return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
            }),
        );
        text = text.slice(end + 2);
        if (fields.has('data'))
          emit(fields.get('event') ?? 'message', { data: fields.get('data'), lastEventId: fields.get('id') ?? '' });
      }
    }
  };
  run()
    .catch(() => {})
    .finally(() => {
      readyState = 2;
      emit('error', {});
    });
  return {
    get readyState() {
      return readyState;
    },
    addEventListener: (type, listener) => target.addEventListener(type, listener as never),
    close: () => stop.abort(),
  };
}

/** One person, signed in. */
export interface Visitor {
  cookie: string;
  backend: ReturnType<typeof createHttpBackend>;
  request(path: string, init?: RequestInit): Promise<Response>;
  get<T>(path: string): Promise<T>;
  /** Sends a command as curl would, without the kit in between. */
  post(
    id: string,
    body: unknown,
    key?: string,
  ): Promise<{ status: number; body: CommandResult & { error?: { code: string } } }>;
}

/** What the page of the host says with everything it sends. */
export const AS_PAGE = { 'x-requested-with': 'countersign' };

export async function signIn(url: string, person: string): Promise<Visitor> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...AS_PAGE },
    body: JSON.stringify({ person, password: DEMO_PASSWORD }),
  });
  if (!response.ok) throw new Error(`${person} could not sign in: ${response.status}`);
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  const withCookie: typeof fetch = (input, init) =>
    fetch(input, { ...init, headers: { ...AS_PAGE, ...(init?.headers as Record<string, string>), cookie } });
  const request = (path: string, init?: RequestInit) => withCookie(url + path, init);
  return {
    cookie,
    request,
    backend: createHttpBackend({
      baseUrl: `${url}/api`,
      fetch: withCookie,
      eventSource: (address) => openEvents(address, cookie),
      drafts: true,
      claims: true,
      stops: true,
      record: true,
      tables: true,
      checks: true,
      outcomes: true,
      presence: true,
      people: true,
    }),
    get: async (path) => (await request(path)).json(),
    async post(id, body, key = crypto.randomUUID()) {
      const answer = await request(`/api/reviews/${id}/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: await answer.json() };
    },
  };
}

/** What somebody is told of what a host has stored whose cases no policy sends. */
export const sightOf = createSights(fixedOversight(undefined));

export function commandOn(review: Review, command: Command) {
  const { claim, proposal, version } = review;
  return { command, expectedVersion: version, saw: sawOf(proposal), ...(claim && { fence: claim.fence }) };
}

/** Whether one person decides on a case, and signs without a password. */
export function isSimple({ risk, id }: Pick<ReviewSummary, 'risk' | 'id'>): boolean {
  const policy = policyFor(risk);
  return !policy.signature && !asksSecond(policy, id);
}

/** Gives the password again, for one signature. @param command the decision that is signed */
export async function prove(
  visitor: Visitor,
  reviewId: string,
  fields: object = {},
  command: Command = { type: 'approve' },
) {
  const { reviewer } = await visitor.get<{ reviewer: Reviewer }>('/api/session');
  const { proposal } = await visitor.get<Partial<Review>>(`/api/reviews/${reviewId}`);
  const saw = proposal ? sawOf(proposal) : { revision: 1, fingerprint: '' };
  const { type, value } = command as { type: string; value?: unknown };
  const response = await visitor.request('/api/reauthentication', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      password: DEMO_PASSWORD,
      reviewId,
      printedName: reviewer.name,
      decision: { type, value, saw },
      ...fields,
    }),
  });
  return { status: response.status, name: reviewer.name, ...(await response.json()) };
}

/** Sends through the backend, signed where that is asked for, and fails where it is not accepted. */
export async function accept(visitor: Visitor, review: Review, command: Command): Promise<Review> {
  const isSigned = review.policy.signature && isVerdict(command.type);
  const signing = isSigned ? await prove(visitor, review.id, {}, command) : undefined;
  const meaning = isVerdict(command.type) && MEANINGS[command.type];
  const signature = signing && { printedName: signing.name, meaning };
  const sent = commandOn(review, signature ? ({ ...command, signature } as Command) : command);
  const { body } = await visitor.post(review.id, { ...sent, ...(signing && { proof: signing.proof }) });
  if (body.outcome !== 'accepted')
    throw new Error(`${command.type} was answered with ${JSON.stringify(body).slice(0, 300)}`);
  return body.review;
}
