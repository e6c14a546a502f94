import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Postgres, startPostgres } from '../../scripts/postgres.js';
import { type FaultProxy, startFaultProxy } from './fault-proxy.js';
import { type FaultServer, type ServerOptions, startFaultServer } from './fault-server.js';
import type { StoredRecord } from './records.js';
import { type Browser, openBrowser } from './window.js';

/** Servers on one database, each behind a line that can be disturbed. */
export interface Bench {
  name: 'PGlite' | 'PostgreSQL';
  servers: readonly FaultServer[];
  lines: readonly FaultProxy[];
  /** Present on a database server. */
  postgres?: Postgres;
  /** A new review that nobody has claimed. */
  openReview(): Promise<string>;
  /**
   * A browser of somebody who is signed in.
   *
   * @param line the line it goes through
   * @param shift how far its clock is ahead, in milliseconds
   */
  browser(person: string, line?: number, shift?: number): Promise<Browser>;
  /** What is stored, once no request is on its way any more. */
  read(ids: readonly string[]): Promise<StoredRecord[]>;
  stop(): Promise<void>;
}

let reviews = 0;

async function openBench(
  name: Bench['name'],
  options: readonly ServerOptions[],
  more: { postgres?: Postgres; clean?: () => void },
): Promise<Bench> {
  const servers: FaultServer[] = [];
  // One after the other: the first one migrates and trains.
  for (const each of options) servers.push(await startFaultServer(each));
  const lines = await Promise.all(servers.map((server) => startFaultProxy(server.url)));
  const [first] = servers as [FaultServer];
  const cookies = new Map<string, string>();
  return {
    name,
    servers,
    lines,
    ...(more.postgres && { postgres: more.postgres }),
    async openReview() {
      reviews += 1;
      const id = `F-${String(reviews).padStart(5, '0')}`;
      await first.open([id]);
      return id;
    },
    async browser(person, line = 0, shift = 0) {
      const browser = openBrowser(() => (lines[line] as FaultProxy).url, person, {
        shift,
        cookie: cookies.get(person),
      });
      if (!cookies.has(person)) cookies.set(person, await browser.signIn());
      return browser;
    },
    async read(ids) {
      await Promise.all(lines.map((line) => line.quiet()));
      return first.read(ids);
    },
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
      await Promise.all(lines.map((line) => line.stop()));
      more.clean?.();
    },
  };
}

/** One server with the embedded database, its files in a folder of its own. */
export function openEmbeddedBench(options: ServerOptions = {}): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-faults-'));
  const clean = () => rmSync(folder, { recursive: true, force: true });
  return openBench('PGlite', [{ ...options, folder }], { clean });
}

/** Servers on one PostgreSQL, which is stopped with them. */
export async function openServerBench(programs: string, options: readonly ServerOptions[]): Promise<Bench> {
  const postgres = await startPostgres(programs);
  const bench = await openBench(
    'PostgreSQL',
    options.map((each) => ({ ...each, databaseUrl: postgres.url })),
    { postgres },
  );
  return {
    ...bench,
    async stop() {
      await bench.stop();
      await postgres.stop();
    },
  };
}
