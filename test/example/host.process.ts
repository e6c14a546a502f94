import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

export interface HostProcess {
  url: string;
  /** Ends it as Ctrl-C does, and says with which status it ended. */
  stop(): Promise<number | null>;
}

export interface ProcessOptions {
  /** Where the embedded database is kept. */
  folder: string;
  /** A PostgreSQL server instead. */
  databaseUrl?: string;
  /** @default a free one */
  port?: number;
}

/** The host as `npm start` runs it, in a process of its own, from the source of the kit. */
export async function startProcess({ folder, databaseUrl = '', port }: ProcessOptions): Promise<HostProcess> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', 'example/start.ts', '--port', String(port ?? (await freePort())), '--data', folder],
    {
      cwd: root,
      env: {
        ...process.env,
        COUNTERSIGN_SOURCE: '1',
        DATABASE_URL: databaseUrl,
        COUNTERSIGN_LOG_KEY: databaseUrl && `${folder}.log-key.json`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  const url = await new Promise<string>((done, fail) => {
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      const ready = /Ready: (\S+)/.exec(output);
      if (ready?.[1]) done(ready[1]);
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    child.once('exit', (code) => fail(new Error(`The host ended with ${code}:\n${output}`)));
  });
  return {
    url,
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      child.removeAllListeners('exit');
      child.kill('SIGTERM');
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    },
  };
}
