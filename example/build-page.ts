import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

function newestChange(paths: readonly string[]): number {
  return Math.max(
    ...paths.flatMap((path) => {
      if (!existsSync(path)) return [];
      if (!statSync(path).isDirectory()) return [statSync(path).mtimeMs];
      return readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs);
    }),
    0,
  );
}

/**
 * Builds the kit, as it is published, into `dist/`, where it is older than what it is made of: another server may be running on
 * what is there.
 *
 * @param root the project's folder
 * @throws {Error} where it does not build; why is printed
 */
export function buildKit(root: string): void {
  // Written last.
  const built = join(root, 'dist/styles.layer.css.d.ts');
  const sources = [
    'src',
    'scripts/build.ts',
    'package.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'tsconfig.bin.json',
  ];
  const changed = newestChange(sources.map((source) => join(root, source)));
  if (existsSync(built) && statSync(built).mtimeMs > changed) return;
  console.log('Building the kit, which takes a minute …');
  const build = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], { cwd: root, stdio: 'inherit' });
  if (build.status !== 0) throw new Error('The kit could not be built.', { cause: build.error });
}

/**
 * Builds the web page where it is older than what it is made of.
 *
 * @param root the project's folder
 * @param kit the folder that the kit is taken from
 */
export async function buildPage(root: string, kit: string): Promise<string> {
  const page = join(root, 'example/web');
  const output = join(page, 'dist');
  const index = join(output, 'index.html');
  const sources = [join(page, 'src'), join(page, 'index.html'), join(page, 'vite.config.ts'), kit];
  if (existsSync(index) && statSync(index).mtimeMs > newestChange(sources)) return output;
  await build({ configFile: join(page, 'vite.config.ts'), root: page, logLevel: 'warn' });
  return output;
}
