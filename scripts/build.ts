import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');

/** A sheet with its `@import './…'` lines replaced by what they name. */
function flatten(sheet: string): string {
  return readFileSync(sheet, 'utf8').replace(/^@import '([^']+)';\n?/gm, (_line, path: string) =>
    flatten(join(dirname(sheet), path)),
  );
}

rmSync(dist, { recursive: true, force: true });
// The command alone knows Node: what it needs is written again as it was, without its types.
for (const project of ['tsconfig.build.json', 'tsconfig.bin.json']) {
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', project, '--noEmitOnError'],
    { cwd: root, stdio: 'inherit' },
  );
  if (status !== 0) process.exit(status ?? 1);
}
chmodSync(join(dist, 'bin/countersign.js'), 0o755);

mkdirSync(dist, { recursive: true });
const css = flatten(join(root, 'src/styles/index.css'));
for (const [name, sheet] of [
  ['styles.css', css],
  ['styles.layer.css', `@layer countersign {\n${css}}\n`],
] as const) {
  writeFileSync(join(dist, name), sheet);
  // TypeScript asks for types of every import, also of one for its effect alone.
  writeFileSync(join(dist, `${name}.d.ts`), 'export {};\n');
}
