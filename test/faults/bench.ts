import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildPage } from '../../example/build-page.js';
import type { Effect } from '../../example/server/effects.js';
import { type Postgres, startPostgres } from '../../scripts/postgres.js';
import { type FaultProxy, startFaultProxy } from './fault-proxy.js';
import { type FaultServer, type ServerOptions, startFaultServer } from './fault-server.js';
import { type ForgetfulReceiver, startForgetfulReceiver } from './receiver.js';
import type { StoredRecord } from './records.js';
import { type Browser, openBrowser } from './window.js';

/** How far clocks are put wrong, in milliseconds. */
export const SKEW = 10 * 60_000;
/** How long a claim lasts on the server of that name, in milliseconds. */
export const BRIEF_LEASE = 1_500;

/** Servers of a bench, by what is special about them. */
const SERVERS = {
  one: {},
  two: {},
  /** The clock of its machine is ahead of that of the database. */
  ahead: { deviceShift: SKEW },
  behind: { deviceShift: -SKEW },
  /** Claims end soon. */
  brief: { lease: BRIEF_LEASE },
  /** Serves the page as well. */
  page: {},
} as const satisfies Record<string, Partial<ServerOptions>>;
export type ServerName = keyof typeof SERVERS;

/** A server and the line that leads to it. */
export interface Place {
  server: FaultServer;
  line: FaultProxy;
}

/** A database, and servers on it that start when they are asked for. */
export interface Bench {
  name: 'PGlite' | 'PostgreSQL';
  at(name: ServerName): Promise<Place>;
  /** A line to servers in turn: of two deliveries of a request each goes to another one. */
  lineToEach(...names: readonly ServerName[]): Promise<FaultProxy>;
  /** Present on a database server. */
  postgres?: Postgres;
  /** A new review that nobody has claimed; of a kind of its own where that is named. */
  openReview(kind?: string): Promise<string>;
  /**
   * A browser of somebody who is signed in.
   *
   * @param line the line it goes through
   * @param shift how far its clock is ahead, in milliseconds
   */
  browser(person: string, line: FaultProxy, shift?: number): Promise<Browser>;
  /** What is stored, once no request is on its way any more and everything that was decided has taken effect. */
  read(ids: readonly string[]): Promise<StoredRecord[]>;
  /** What is wrong with the log that is left behind. */
  verify(): Promise<string[]>;
  /** What the host's own system, which hears of decisions through the webhook, did so far. */
  acted(): readonly Effect[];
  stop(): Promise<void>;
}

let reviews = 0;
const root = resolve(import.meta.dirname, '../..');

/** The page of the reference host, from the source of the kit. */
function builtPage(): Promise<string> {
  process.env.COUNTERSIGN_SOURCE = '1';
  return buildPage(root, join(root, 'src'));
}

function openBench(name: Bench['name'], options: ServerOptions, only?: ServerName): Bench {
  const places = new Map<ServerName, Promise<Place>>();
  const lines: FaultProxy[] = [];
  const cookies = new Map<string, string>();
  const receiving = startForgetfulReceiver();
  let receiver: ForgetfulReceiver | undefined;

  async function start(which: ServerName): Promise<Place> {
    const page = which === 'page' ? { page: await builtPage() } : {};
    receiver = await receiving;
    const { webhook } = receiver;
    const server = await startFaultServer({ ...options, ...SERVERS[which], ...page, webhook });
    const line = await startFaultProxy(server.url);
    lines.push(line);
    return { server, line };
  }
  const at = (which: ServerName) => {
    const place = places.get(which) ?? start(which);
    places.set(which, place);
    return place;
  };
  const first = async () => (await at(only ?? 'one')).server;

  return {
    name,
    at,
    async lineToEach(...names) {
      const servers: FaultServer[] = [];
      for (const each of names) servers.push((await at(each)).server);
      let turn = 0;
      const take = () => {
        turn += 1;
        return servers[turn % servers.length]?.url();
      };
      const line = await startFaultProxy((before) => {
        const url = take();
        return url === before ? take() : url;
      });
      lines.push(line);
      return line;
    },
    async openReview(kind) {
      reviews += 1;
      const id = `F-${String(reviews).padStart(5, '0')}`;
      await (await first()).open([id], kind);
      return id;
    },
    async browser(person, line, shift = 0) {
      const cookie = cookies.get(person);
      const browser = openBrowser(() => line.url, person, { shift, ...(cookie && { cookie }) });
      if (!cookie) cookies.set(person, await browser.signIn());
      return browser;
    },
    async read(ids) {
      await Promise.all(lines.map((line) => line.quiet()));
      return (await first()).read(ids);
    },
    verify: async () => (await first()).verify(),
    acted: () => receiver?.acted ?? [],
    async stop() {
      const started = await Promise.all(places.values());
      await Promise.all(started.map(({ server }) => server.stop()));
      await Promise.all(lines.map((line) => line.stop()));
      await (await receiving).stop();
    },
  };
}

/** The embedded database serves one process: each server has one of its own, its files in a folder of its own. */
export function openEmbeddedBench(only: ServerName): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-faults-'));
  const bench = openBench('PGlite', { folder, logKey: join(folder, 'log-key.json') }, only);
  return {
    ...bench,
    async stop() {
      await bench.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Servers on one PostgreSQL, which is stopped with them. */
export async function openServerBench(programs: string): Promise<Bench> {
  const postgres = await startPostgres(programs);
  const folder = mkdtempSync(join(tmpdir(), 'countersign-faults-'));
  const bench = openBench('PostgreSQL', { databaseUrl: postgres.url, logKey: join(folder, 'log-key.json') });
  return {
    ...bench,
    postgres,
    async stop() {
      await bench.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
