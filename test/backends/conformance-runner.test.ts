import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { backendConformance } from '../../src/backends/conformance/index.js';
import { openMemory } from './memory-host.js';

it('runs in a test runner that it was not written for', async () => {
  const file = resolve(import.meta.dirname, 'conformance.process.ts');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--test', '--test-reporter=tap', file],
    { env: { PATH: process.env.PATH } },
  );
  const count = backendConformance({ open: openMemory }).length;
  expect(stdout).toContain(`# pass ${count}`);
  expect(stdout).toContain('# fail 0');
});
