import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Installed, objections, readAudit, type Severity } from './licences.js';

const root = join(import.meta.dirname, '..');
const AUDIT_SECONDS = 60;

function readJson<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(root, ...path), 'utf8')) as T;
}

/** Every package of the lock file that is installed here; the others are for other systems. */
function installed(): Installed[] {
  const { packages } = readJson<{ packages: Record<string, { link?: boolean; dev?: boolean }> }>('package-lock.json');
  return Object.entries(packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && !link)
    .filter(([path]) => existsSync(join(root, path, 'package.json')))
    .map(([path, { dev }]) => ({
      ...readJson<Pick<Installed, 'name' | 'version' | 'license'>>(path, 'package.json'),
      isRuntime: !dev,
    }));
}

/** Advisories of one set of packages; fails the check where there are any. */
function audit(what: string, from: Severity, args: readonly string[] = []): void {
  const { stdout, error } = spawnSync('npm', ['audit', '--json', ...args], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: AUDIT_SECONDS * 1_000,
  });
  const reading = error ? { notChecked: error.message } : readAudit(stdout, from);
  if ('notChecked' in reading) {
    // No network is no reason to fail, and no reason to say that all is well.
    console.log(`Advisories for ${what} were not checked: ${reading.notChecked}.`);
    return;
  }
  if (reading.advisories.length === 0) {
    console.log(`No known advisory for ${what}, from "${from}" on.`);
    return;
  }
  console.error(`Known advisories for ${what}:\n${reading.advisories.join('\n')}`);
  process.exitCode = 1;
}

const packages = installed();
const refused = objections(packages);
if (refused.length > 0) {
  console.error(`${refused.join('\n')}\nTake another package, or read its licence and say so in scripts/licences.ts.`);
  process.exitCode = 1;
} else {
  const runtime = packages.filter(({ isRuntime }) => isRuntime).length;
  console.log(`${packages.length} packages, ${runtime} of them at run time: every licence is on its list.`);
}
audit('what comes along with the kit', 'info', ['--omit=dev']);
audit('the tools of this repository', 'high');
