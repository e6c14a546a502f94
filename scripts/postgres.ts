import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The oldest PostgreSQL that the reference host runs on. */
export const OLDEST_POSTGRES = 15;

/** What a run says where there was none. */
export const NO_POSTGRES = `no PostgreSQL ${OLDEST_POSTGRES} or newer: install one (on Debian "apt-get install postgresql"), or put its programs on the PATH`;

/** Where packages put a folder for each version. */
const PLACES = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'];

/** What a program prints; nothing where it cannot be run. */
function ask(program: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return status === 0 ? stdout.trim() : undefined;
}

/** The version of the server in a folder of programs: 0 where a server cannot be made with them. */
function majorVersion(folder: string): number {
  if (!existsSync(join(folder, 'initdb'))) return 0;
  return Number(/ (\d+)/.exec(ask(join(folder, 'postgres'), '--version') ?? '')?.[1] ?? 0);
}

/**
 * Folder of the newest PostgreSQL's programs on this machine, of those that are new enough; nothing where there is none.
 * `pg_config` is asked too, though it comes with a package of its own and may well be there without any server.
 */
export function findPostgres(): string | undefined {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''),
    ask('pg_config', '--bindir'),
    ...PLACES.filter((place) => existsSync(place)).flatMap((place) =>
      readdirSync(place).map((name) => join(place, name, 'bin')),
    ),
  ];
  return [...new Set(folders)]
    .filter((folder) => folder !== undefined)
    .map((folder) => ({ folder, version: majorVersion(folder) }))
    .filter(({ version }) => version >= OLDEST_POSTGRES)
    .sort((a, b) => b.version - a.version)[0]?.folder;
}

/** Debian and what is made of it, run as root: the one place where installing a server is ours to do. */
function canInstall(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Installs the system's package where that may be done. Its output is shown; what became of it, `findPostgres` says. */
export function installPostgres(): void {
  if (!canInstall()) return;
  console.log("No PostgreSQL found: installing Debian's.");
  // The package starts a server of its own on the usual port unless it is told not to: ours are made and thrown away.
  const settings = '/etc/postgresql-common/createcluster.d';
  mkdirSync(settings, { recursive: true });
  writeFileSync(join(settings, 'countersign-tests.conf'), 'create_main_cluster = false\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'inherit', env }).status === 0;
  if (run('apt-get', 'update', '-q')) {
    run('apt-get', 'install', '-y', '-q', '--no-install-recommends', 'postgresql');
  }
}

/** PostgreSQL refuses to run as root: it runs as the account that its package made, or as nobody. */
function account(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const name = ask('id', '-u', 'postgres') === undefined ? 'nobody' : 'postgres';
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

export interface PostgresOptions {
  /**
   * Whether a commit waits for the disk, as it does where data counts. What is thrown away need not.
   * @default false
   */
  isDurable?: boolean;
}

export interface Postgres {
  /** What `DATABASE_URL` takes. */
  url: string;
  /** Ends it as a crash of its machine does, and starts it again at the same address; resolves when it takes sessions. */
  restart(): Promise<void>;
  /** Ends the sessions and the server, and removes its files. */
  stop(): Promise<void>;
}

/**
 * A PostgreSQL server of our own, empty, on loopback.
 *
 * @param programs as `findPostgres` found them
 */
export async function startPostgres(programs: string, { isDurable = false }: PostgresOptions = {}): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-postgres-'));
  const as = account();
  if (as) chownSync(folder, as.uid, as.gid);
  const data = join(folder, 'data');
  const options = { ...as, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } };
  execFileSync(
    join(programs, 'initdb'),
    ['--pgdata', data, '--username', 'tester', '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'],
    { ...options, stdio: 'pipe' },
  );
  const port = await freePort();
  let server: ChildProcess;
  const launch = async () => {
    const current = spawn(
      join(programs, 'postgres'),
      ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, ...(isDurable ? [] : ['-F'])],
      { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    server = current;
    let output = '';
    await new Promise<void>((resolve, reject) => {
      current.stderr.on('data', (chunk) => {
        output += chunk;
        if (output.includes('ready to accept connections')) resolve();
      });
      current.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}:\n${output}`)));
    });
  };
  const end = async (signal: NodeJS.Signals) => {
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  };
  // A process that ends early leaves neither a server nor its files.
  const abandon = () => {
    server.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', abandon);
  await launch();
  return {
    url: `postgres://tester@127.0.0.1:${port}/postgres`,
    async restart() {
      // "Immediate": nothing is written any more, and the next start recovers what was committed.
      await end('SIGQUIT');
      await launch();
    },
    async stop() {
      process.off('exit', abandon);
      // "Fast": sessions are ended, the files are left in order.
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
