import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { COLUMNS } from '../../example/model/application.js';
import { TrainingError } from '../../example/model/credit-model.js';
import { generateApplications } from '../../example/model/generator.js';
import { HELP, OptionsError, readOptions } from '../../example/options.js';
import { openEmbedded } from '../../example/server/database.js';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'countersign-options-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the command line of the reference host', () => {
  it('starts on generated applications, in a folder of their own', () => {
    const options = readOptions([], {}, '/project');
    expect(options).toMatchObject({ port: 4747, data: '/project/.data/generated-42', queueSize: 60 });
    expect(options?.loadApplications()).toHaveLength(2000);
    expect(readOptions(['--seed', '7'], {}, '/project')?.data).toBe('/project/.data/generated-7');
  });

  it('reads a file at once and puts every row of it in the queue, in a folder that follows its content', () => {
    const file = join(folder, 'Some loans.csv');
    const rows = generateApplications(300, 1).map(({ id, values, defaulted }) =>
      [id, ...COLUMNS.map(({ name }) => values[name]), defaulted ? 2 : 1].join(','),
    );
    writeFileSync(file, [['id', ...COLUMNS.map(({ name }) => name), 'outcome'].join(','), ...rows].join('\r\n'));
    const options = readOptions(['--input', file], {}, '/project');
    expect(options?.queueSize).toBeUndefined();
    expect(options?.loadApplications()).toHaveLength(300);
    expect(options?.data).toMatch(/^\/project\/\.data\/Some-loans-[0-9a-f]{6}-42$/);
  });

  it('prints requests only where it was asked to', () => {
    expect(readOptions([], {}, '/project')).not.toHaveProperty('isAccessLogged');
    expect(readOptions(['--access-log'], {}, '/project')).toMatchObject({ isAccessLogged: true });
  });

  it('trusts no proxy unless it is told how many there are', () => {
    expect(readOptions([], {}, '/project')).toMatchObject({ proxies: 0 });
    expect(readOptions(['--proxies', '2'], {}, '/project')).toMatchObject({ proxies: 2 });
  });

  it('keeps the key of the record beside the embedded database, or in the file that is named', () => {
    const key = (args: string[], environment = {}) => readOptions(args, environment, '/project')?.logKey;
    expect(key([])).toBe('/project/.data/generated-42/log-key.json');
    expect(key(['--data', '/elsewhere'])).toBe('/elsewhere/log-key.json');
    expect(key([], { COUNTERSIGN_LOG_KEY: '/keys/one.json' })).toBe('/keys/one.json');
    const server = { DATABASE_URL: 'postgres://amara:secret@db.example/credit' };
    expect(key([], server)).toMatch(/^\/project\/\.data\/server-[0-9a-f]{8}\/log-key\.json$/);
    // Whoever the server signs in as, it is the same database.
    expect(key([], { DATABASE_URL: 'postgres://mateo@db.example/credit' })).toBe(key([], server));
    expect(key([], { DATABASE_URL: 'postgres://db.example/other' })).not.toBe(key([], server));
    expect(key([], { ...server, COUNTERSIGN_LOG_KEY: '/keys/one.json' })).toBe('/keys/one.json');
    expect(readOptions([], {}, '/project')).not.toHaveProperty('isNewLogKey');
    expect(readOptions(['--new-log-key'], {}, '/project')).toMatchObject({ isNewLogKey: true });
  });

  it('takes a database server instead of a folder', () => {
    const options = readOptions([], { DATABASE_URL: 'postgres://localhost/credit' }, '/project');
    expect(options).toMatchObject({ databaseUrl: 'postgres://localhost/credit' });
    expect(options?.data).toBeUndefined();
  });

  it('reads the webhook from the command line and its secret from the environment', () => {
    const environment = { COUNTERSIGN_WEBHOOK_SECRET: `whsec_${'A'.repeat(44)}` };
    const webhookOf = (...args: string[]) => readOptions(args, environment, '/project')?.webhook;
    expect(webhookOf()).toBeUndefined();
    expect(webhookOf('--webhook', 'https://loans.example/hook?to=1')?.url.href).toBe('https://loans.example/hook?to=1');
    for (const here of ['http://localhost:8080/', 'http://127.0.0.1/', 'http://[::1]:80/']) {
      expect(webhookOf('--webhook', here)?.secrets).toHaveLength(1);
    }
  });

  it.each([
    ['https://loans.example', '', 'One webhook secret is needed'],
    ['https://loans.example', 'hunter2', 'A webhook secret is "whsec_"'],
    ['http://loans.example', undefined, 'The webhook must begin with https://'],
    ['http://127.0.0.1.loans.example', undefined, 'The webhook must begin with https://'],
    ['http://169.254.169.254/latest', undefined, 'The webhook must begin with https://'],
    ['http://[::ffff:10.0.0.1]/', undefined, 'The webhook must begin with https://'],
    ['file:///etc/passwd', undefined, 'The webhook must begin with https://'],
    ['https://amara:password@loans.example', undefined, 'must not hold a name or a password'],
    ['loans.example/hook', undefined, 'is not a URL'],
  ])('refuses the webhook %j with the secret %j', (address, secret = `whsec_${'A'.repeat(44)}`, message) => {
    const read = () => readOptions(['--webhook', address], { COUNTERSIGN_WEBHOOK_SECRET: secret }, '/project');
    expect(read).toThrow(OptionsError);
    expect(read).toThrow(message);
  });

  it.each([
    [['--port', 'http'], '--port takes a whole number from 0 to 65535; "http" was given.'],
    [['--port', '70000'], '--port takes a whole number'],
    [['--seed', '-1'], 'seed'],
    [['--proxies', 'all'], '--proxies takes a whole number from 0 to 10; "all" was given.'],
    [['--colour'], "Unknown option '--colour'. Options follow two dashes; npm start -- --help lists them."],
    [['loans.csv'], "Unexpected argument 'loans.csv'. Options follow"],
    [['--input'], "Option '--input <value>' argument missing. Options follow"],
    [['--input', '/nowhere/file.csv'], 'The input /nowhere/file.csv cannot be read'],
  ])('says what is wrong with %j', (args, message) => {
    expect(() => readOptions(args, {}, '/project')).toThrow(OptionsError);
    expect(() => readOptions(args, {}, '/project')).toThrow(message);
  });

  it('refuses a file that is too small to learn from when it reads it, not when it learns', () => {
    const file = join(folder, 'few.csv');
    const rows = generateApplications(30, 1).map(({ id, values, defaulted }) =>
      [id, ...COLUMNS.map(({ name }) => values[name]), defaulted ? 2 : 1].join(','),
    );
    writeFileSync(file, [['id', ...COLUMNS.map(({ name }) => name), 'outcome'].join(','), ...rows].join('\n'));
    expect(() => readOptions(['--input', file], {}, '/project')).toThrow(TrainingError);
  });

  it('answers --help with nothing to start', () => {
    expect(readOptions(['--help'], {}, '/project')).toBeUndefined();
  });
});

describe('the command', () => {
  const data = join(folder, 'never-made');
  /** What `npm start` says, apart from npm's own lines: the scripts it runs, and warnings of its settings. */
  function npmStart(...args: string[]) {
    const run = spawnSync('npm', ['start', '--', '--data', data, ...args], { cwd: root, encoding: 'utf8' });
    return {
      status: run.status,
      scripts: run.stdout.match(/(?<=^> countersign@\S+ )\S+/gm),
      stdout: run.stdout.replace(/^> .*$/gm, '').trim(),
      stderr: run.stderr.replace(/^npm .*$/gm, '').trim(),
    };
  }

  it('says what it can do, and builds nothing for that', () => {
    expect(npmStart('--help')).toEqual({ status: 0, scripts: ['start'], stdout: HELP.trim(), stderr: '' });
  });

  it.each([
    [['--port', 'http'], '--port takes a whole number from 0 to 65535; "http" was given.'],
    [['--colour'], "Unknown option '--colour'. Options follow two dashes; npm start -- --help lists them."],
    [['--input', '/nowhere/file.csv'], /^The input \/nowhere\/file\.csv cannot be read: [^\n]+$/],
    [['--input', join(root, 'README.md')], /^The file cannot be read:\n {2}line 1, column id: the column is missing\n/],
  ])('answers %j with one message and 2, before anything is built', (args, message) => {
    const { stderr, ...rest } = npmStart(...args);
    expect(rest).toEqual({ status: 2, scripts: ['start'], stdout: '' });
    expect(stderr).toMatch(message);
    expect(existsSync(data)).toBe(false);
  });
});

describe('the data folder', () => {
  const linux = it.runIf(existsSync('/proc/self/stat'));
  let count = 0;
  /** A data folder that was used before, and what else lies in it. */
  async function usedFolder(...files: [name: string, content?: string][]) {
    const data = join(folder, `data-${count++}`);
    await (await openEmbedded(data)).close();
    for (const [name, content = ''] of files) writeFileSync(join(data, name), content);
    return data;
  }
  const opens = async (data: string) => (await openEmbedded(data)).close();
  const filesOf = (data: string) => readdirSync(data).filter((name) => name.endsWith('.pid'));

  it('is taken over from processes that are no more, and from what is no lock', async () => {
    const data = await usedFolder(['server-999999999-17.pid'], ['server.pid'], ['server-.pid'], ['server-1x.pid', '?']);
    await opens(data);
    expect(filesOf(data)).not.toContain('server-999999999-17.pid');
    await opens(data);
  });

  linux('is taken over from a process whose number another one has by now', async () => {
    await opens(await usedFolder([`server-${process.ppid}-17.pid`]));
  });

  it('is kept from a second process', async () => {
    const child = spawn(process.execPath, ['-e', `process.stdin.resume()`], { stdio: ['pipe', 'ignore', 'ignore'] });
    try {
      // Where the platform tells no start, the number is all that there is.
      const data = await usedFolder([`server-${child.pid}-.pid`]);
      await expect(openEmbedded(data)).rejects.toThrow(`Process ${child.pid} already uses the data folder`);
      expect(filesOf(data)).toEqual([`server-${child.pid}-.pid`]);
    } finally {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    }
  });

  it('lets one in of several that start at the same moment and find what a dead one left', async () => {
    const data = await usedFolder(['server-999999999-17.pid']);
    const script = `
      import { openEmbedded } from ${JSON.stringify(pathToFileURL(join(root, 'example/server/database.ts')).href)};
      process.stdin.once('data', () => openEmbedded(${JSON.stringify(data)}).then(
        () => console.log('in'),
        (error) => console.log(error.message),
      ));
      console.log('ready');`;
    const starters = Array.from({ length: 4 }, () => {
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { cwd: root });
      const lines: string[] = [];
      createInterface(child.stdout).on('line', (line) => lines.push(line));
      return { child, lines };
    });
    const heard = (count: number) =>
      expect
        .poll(() => starters.map(({ lines }) => lines.length), { timeout: 60_000 })
        .toEqual(starters.map(() => count));
    try {
      await heard(1);
      for (const { child } of starters) child.stdin.write('\n');
      await heard(2);
      const answers = starters.map(({ lines }) => lines[1]);
      expect(answers.filter((answer) => answer === 'in')).toHaveLength(1);
      expect(answers.filter((answer) => /already uses the data folder/.test(answer ?? ''))).toHaveLength(3);
    } finally {
      const exits = starters.map(({ child }) => once(child, 'exit'));
      for (const { child } of starters) child.kill('SIGKILL');
      await Promise.all(exits);
    }
    // What was killed is in nobody's way.
    await opens(data);
  });
});
