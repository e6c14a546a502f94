import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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
  it('is taken over from a process that is no more', async () => {
    const data = join(folder, 'left');
    const database = await openEmbedded(data);
    await database.close();
    writeFileSync(join(data, 'server.pid'), '999999999');
    const again = await openEmbedded(data);
    await again.close();
  });

  it('is kept from a second process', async () => {
    const data = join(folder, 'taken');
    const database = await openEmbedded(data);
    // Any process that lives and is not this one.
    writeFileSync(join(data, 'server.pid'), String(process.ppid));
    await expect(openEmbedded(data)).rejects.toThrow(`Process ${process.ppid} already uses the data folder`);
    await database.close();
  });
});
