import { request as ask, createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a line between a browser and a server does to one request. */
export type LineFault =
  | 'twice at once'
  | 'twice, later'
  | 'again after the next'
  | 'delayed'
  | 'overtaken by its repeat'
  | '500 before'
  | '500 after'
  | 'hang before'
  | 'hang after'
  | 'cut body'
  | 'HTML with 200'
  | 'HTML with 502'
  | 'half a JSON'
  | 'another JSON';

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** One request and what can be done with it. */
interface Exchange {
  /** Method and path: a repeat has the same. */
  line: string;
  forward(): Promise<Answer>;
  answer(answer: Answer): void;
  response: ServerResponse;
}

export interface FaultProxy {
  url: string;
  /** Does this to the next request that matches; a new order takes the place of the last. */
  strike(fault: LineFault, matches: (method: string, path: string) => boolean): void;
  /** How often it struck so far. */
  struck(): number;
  /** How many requests that match were answered with a failure of the server, or not at all because it was down. */
  failed(matches: (method: string, path: string) => boolean): number;
  /** Where requests went so far. */
  reached(): ReadonlySet<string>;
  /** Resolves when a request that matches has come. */
  sent(matches: (method: string, path: string) => boolean): Promise<void>;
  /** Holds what matches back until the returned function is called. */
  hold(matches: (method: string, path: string) => boolean): () => void;
  /** Resolves when a request is held back. */
  held(): Promise<void>;
  /** Asked about each request: a fault for it, or none. */
  meddle(choose: (method: string, path: string) => LineFault | undefined): void;
  /** Resolves when nothing is on its way any more. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

/** Longer than the outbox of these tests waits for an answer. */
export const LONG_DELAY = 900;

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const PAGE = Buffer.from('<!doctype html><title>Bad gateway</title><h1>Something went wrong.</h1>');
const html = (status: number): Answer => ({ status, headers: { 'content-type': 'text/html' }, body: PAGE });
const json = (status: number, body: string | Buffer): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(body),
});

/**
 * A proxy on loopback, at an address that stays while servers behind it come and go.
 *
 * @param target where to send a request now; nothing cuts the line. It is told where the same one was sent before
 */
export async function startFaultProxy(target: (before?: string) => string | undefined): Promise<FaultProxy> {
  let next: { fault: LineFault; matches: (method: string, path: string) => boolean } | undefined;
  let choose: (method: string, path: string) => LineFault | undefined = () => undefined;
  let struck = 0;
  let gate: { matches: (method: string, path: string) => boolean; opened: Promise<void> } | undefined;
  let noteHeld = () => {};
  const expecting = new Map<(method: string, path: string) => boolean, () => void>();
  let held = Promise.resolve();
  let underWay = 0;
  const failures: { method: string; path: string }[] = [];
  const reached = new Set<string>();
  /** Called when the next request of this method for this path was answered; or not, and nothing is to be waited for. */
  const overtaken = new Map<string, (isOvertaken: boolean) => void>();

  /** Resolves when the next request of its kind was answered, and says whether one was. */
  function nextOf(line: string): Promise<boolean> {
    overtaken.get(line)?.(false);
    return new Promise((resolve) => overtaken.set(line, resolve));
  }

  async function carryOut(fault: LineFault, { line, forward, answer, response }: Exchange): Promise<void> {
    switch (fault) {
      case 'twice at once': {
        const [first] = await Promise.all([forward(), forward()]);
        return answer(first);
      }
      case 'twice, later':
        answer(await forward());
        await sleep(100);
        await forward();
        return;
      case 'again after the next': {
        answer(await forward());
        const isLate = await nextOf(line);
        await forward();
        if (isLate) struck += 1;
        return;
      }
      case 'delayed':
        await sleep(LONG_DELAY);
        return answer(await forward());
      case 'overtaken by its repeat':
        // Held back until its sender has given up on it and sent it again.
        await nextOf(line);
        await forward();
        response.destroy();
        return;
      case '500 before':
        return answer(json(500, '{"error":{"code":"server-failed","message":"No."}}'));
      case '500 after':
        await forward();
        return answer(json(500, '{"error":{"code":"server-failed","message":"No."}}'));
      case 'hang before':
        return;
      case 'hang after':
        await forward();
        return;
      case 'cut body': {
        const { status, headers, body } = await forward();
        response.writeHead(status, { ...headers, 'content-length': body.length });
        response.write(body.subarray(0, body.length / 2), () => response.destroy());
        return;
      }
      case 'HTML with 200':
      case 'HTML with 502':
        await forward();
        return answer(html(fault === 'HTML with 200' ? 200 : 502));
      case 'half a JSON': {
        const { status, body } = await forward();
        return answer(json(status, body.subarray(0, body.length / 2)));
      }
      case 'another JSON': {
        const { status } = await forward();
        return answer(json(status, '{"outcome":"accepted"}'));
      }
    }
  }

  const server = createServer(async (incoming, response) => {
    const { method = 'GET', url: path = '/' } = incoming;
    const isStream = path.startsWith('/api/events');
    // The line may be cut by either side at any moment.
    response.on('error', () => {});
    if (isStream) {
      const to = target();
      if (to === undefined) return void incoming.socket.destroy();
      const onward = ask(to + path, { method, headers: incoming.headers }, (from) => {
        response.writeHead(from.statusCode ?? 502, from.headers).flushHeaders();
        from.on('error', () => response.destroy());
        from.pipe(response);
      });
      onward.on('error', () => response.destroy());
      response.on('close', () => onward.destroy());
      onward.end();
      return;
    }
    underWay += 1;
    try {
      const parts: Buffer[] = [];
      for await (const part of incoming) parts.push(part);
      const body = Buffer.concat(parts);
      let last: string | undefined;
      const send = () =>
        new Promise<Answer>((resolve, reject) => {
          const now = target(last);
          last = now;
          if (now === undefined) return reject(new Error('The server is down.'));
          reached.add(now);
          const onward = ask(now + path, { method, headers: incoming.headers }, async (from) => {
            const got: Buffer[] = [];
            try {
              for await (const part of from) got.push(part);
              resolve({ status: from.statusCode ?? 502, headers: from.headers, body: Buffer.concat(got) });
            } catch (error) {
              reject(error);
            }
          });
          onward.on('error', reject);
          onward.end(body);
        });
      const forward = async () => {
        const answered = await send().catch((error: Error) => {
          failures.push({ method, path });
          throw error;
        });
        if (answered.status >= 500) failures.push({ method, path });
        return answered;
      };
      const line = `${method} ${path}`;
      const answer = ({ status, headers, body: answered }: Answer) => {
        const { 'transfer-encoding': _coding, connection: _connection, ...rest } = headers;
        response.writeHead(status, { ...rest, 'content-length': answered.length }).end(answered);
        overtaken.get(line)?.(true);
        overtaken.delete(line);
      };
      for (const [matches, note] of expecting) if (matches(method, path)) note();
      if (gate?.matches(method, path)) {
        noteHeld();
        await gate.opened;
      }
      const ordered = next?.matches(method, path) ? next.fault : undefined;
      if (ordered) next = undefined;
      const fault = ordered ?? choose(method, path);
      if (fault) {
        // What is delivered again later has struck when it was.
        if (fault !== 'again after the next') struck += 1;
        await carryOut(fault, { line, forward, answer, response });
      } else answer(await forward());
    } catch {
      // A server that dies while it works leaves its callers with a cut line, and so does this.
      response.destroy();
    } finally {
      underWay -= 1;
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    strike(fault, matches) {
      next = { fault, matches };
    },
    struck: () => struck,
    failed: (matches) => failures.filter(({ method, path }) => matches(method, path)).length,
    reached: () => reached,
    sent: (matches) =>
      new Promise((resolve) => {
        expecting.set(matches, () => {
          expecting.delete(matches);
          resolve();
        });
      }),
    hold(matches) {
      let open = () => {};
      const opened = new Promise<void>((resolve) => {
        open = resolve;
      });
      held = new Promise<void>((resolve) => {
        noteHeld = resolve;
      });
      gate = { matches, opened };
      return () => {
        gate = undefined;
        open();
      };
    },
    held: () => held,
    meddle(how) {
      choose = how;
    },
    async quiet() {
      // What waits to be overtaken by something that does not come any more goes on.
      for (const goOn of overtaken.values()) goOn(false);
      while (underWay > 0) await sleep(10);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
