import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  exports: Record<string, string | { default: string }>;
};
const entries = Object.entries(exports).flatMap(([name, target]) =>
  typeof target === 'object' && target.default.endsWith('.js')
    ? [[name, target.default.replace('./dist/', 'src/').replace(/\.js$/, '.ts')] as const]
    : [],
);

/** A directive stands before every statement; comments may stand before it. */
const IS_CLIENT = /^(\s|\/\/.*\n|\/\*[\s\S]*?\*\/)*'use client';/;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(root, 'node_modules/.rsc-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Imports an entry as a server of React Server Components does: React in its server build, and each module that begins
 * with 'use client' replaced by references to its exports. What such a module needs may be missing; what the others
 * need may not.
 */
async function importOnServer(source: string): Promise<{ code: number | null; output: string }> {
  const outfile = join(folder, `${source.replace(/\W/g, '-')}.mjs`);
  await build({
    entryPoints: [join(root, source)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    conditions: ['react-server'],
    jsx: 'automatic',
    logLevel: 'silent',
    plugins: [
      {
        name: 'client-references',
        setup({ onLoad }) {
          onLoad({ filter: /src\/.*\.tsx?$/ }, async ({ path }) => {
            const text = readFileSync(path, 'utf8');
            if (!IS_CLIENT.test(text)) return undefined;
            const { metafile } = await build({
              stdin: { contents: text, loader: 'tsx', resolveDir: root },
              write: false,
              metafile: true,
              format: 'esm',
            });
            const names = Object.values(metafile.outputs).flatMap((output) => output.exports);
            const references = names.map((name) => `export const ${name} = { $$typeof: 'client', name: '${name}' };`);
            return { contents: references.join('\n') || 'export {};', loader: 'js' };
          });
        },
      },
    ],
  });
  const script = join(folder, 'run.mjs');
  writeFileSync(
    script,
    'const names = Object.keys(await import(process.argv[2])); if (names.length === 0) process.exit(2);',
  );
  const child = spawnSync(process.execPath, ['--conditions=react-server', script, outfile], { encoding: 'utf8' });
  return { code: child.status, output: child.stderr };
}

describe('under the server condition', () => {
  it.each(entries)('countersign%s imports', async (_name, source) => {
    expect(await importOnServer(source)).toEqual({ code: 0, output: '' });
  });
});
