import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a proxy does to a stream of events. Everything else it hands on as it is. */
export type Meddle = (from: IncomingMessage, to: ServerResponse) => void;

export interface ProxyServer {
  url: string;
  /** Addresses that were asked for, in order. */
  readonly asked: readonly string[];
  /** From here on. */
  meddle(how: Meddle): void;
  /** Cuts every line and lets nobody through, or lets everybody through again. */
  refuse(isRefusing: boolean): void;
  stop(): Promise<void>;
}

export const handOn: Meddle = (from, to) => void from.pipe(to);

/** Collects everything, and hands it on when it is complete: a stream never is. */
export const buffer: Meddle = (from, to) => {
  const parts: Buffer[] = [];
  from.on('data', (part: Buffer) => parts.push(part));
  from.on('end', () => to.end(Buffer.concat(parts)));
};

/** Cuts after a number of bytes, wherever that is in an event. */
export const cutAfter =
  (bytes: number): Meddle =>
  (from, to) => {
    let left = bytes;
    from.on('data', (part: Buffer) => {
      const sent = part.subarray(0, left);
      left -= sent.length;
      to.write(sent);
      if (left > 0) return;
      // What was written must leave before the line is cut.
      setTimeout(() => to.destroy(), 5);
      from.destroy();
    });
    from.on('end', () => to.end());
  };

/** Sends each event twice, and every third one so late that it comes after later ones. */
export const duplicateAndReorder =
  (delay: number): Meddle =>
  (from, to) => {
    let text = '';
    let count = 0;
    from.on('data', (part: Buffer) => {
      text += part.toString();
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = text.slice(0, end + 2);
        text = text.slice(end + 2);
        count += 1;
        const isLate = event.startsWith('event: review') && count % 3 === 0;
        setTimeout(() => to.write(event + event), isLate ? delay : 0);
      }
    });
    from.on('end', () => to.end());
  };

/** A proxy before a server, on loopback. */
export async function startProxy(target: string, how: Meddle): Promise<ProxyServer> {
  let meddle = how;
  let isRefusing = false;
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    if (isRefusing) return void incoming.socket.destroy();
    asked.push(incoming.url ?? '');
    const { host: _host, ...headers } = incoming.headers;
    const onward = ask(target + incoming.url, { method: incoming.method ?? 'GET', headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      const isStream = answer.headers['content-type']?.startsWith('text/event-stream');
      // What it holds back it holds back from the first byte on.
      if (isStream && meddle !== buffer) outgoing.flushHeaders();
      (isStream ? meddle : handOn)(answer, outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    meddle(next) {
      meddle = next;
    },
    refuse(refusing) {
      isRefusing = refusing;
      if (refusing) server.closeAllConnections();
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
