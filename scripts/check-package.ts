import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs a command of this package; its output is shown only when it fails. */
function run(command: string, args: readonly string[]): string {
  const child = spawnSync(command, args, { encoding: 'utf8', shell: process.platform === 'win32' });
  if (child.status === 0) return child.stdout;
  console.error(`${child.stdout}${child.stderr}\n"${command} ${args.join(' ')}" failed.`);
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'countersign-pack-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder])) as {
  filename: string;
  files: { path: string }[];
}[];
if (!packed) throw new Error('npm pack packed nothing.');
const tarball = join(folder, packed.filename);

const strange = packed.files
  .map(({ path }) => path)
  .filter((path) => !/^(dist\/.+\.(js|d\.ts|css)|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(path));
if (strange.length > 0) {
  console.error(`The package would publish files that do not belong in it: ${strange.join(', ')}.`);
  process.exit(1);
}

run('npx', ['publint', 'run', tarball, '--strict']);
run('npx', ['attw', tarball, '--profile', 'esm-only', '--exclude-entrypoints', './styles.css', './styles.layer.css']);
console.log(`${packed.files.length} files packed; publint and attw found nothing.`);
