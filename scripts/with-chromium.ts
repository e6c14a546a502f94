import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { findChromium } from './chromium.js';

/** Debian and what is made of it, run as root: the one place where installing a browser is ours to do. */
function canInstall(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): number {
  const child = spawnSync(command, args, { stdio: 'inherit', env });
  if (child.error) console.error(`${command} could not be started: ${child.error.message}`);
  return child.status ?? 1;
}

const named = process.env.CHROMIUM_PATH;
let path = findChromium();
if (!path && !named && canInstall()) {
  console.log("No Chromium found: installing Debian's.");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (run('apt-get', ['update', '-q'], env) === 0) {
    run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], env);
  }
  path = findChromium();
}
if (!path) {
  console.error(
    named
      ? `There is no Chromium at CHROMIUM_PATH (${named}): set it to the browser's executable.`
      : 'The tests need a Chromium: install one (on Debian "apt-get install chromium", elsewhere "npx playwright install chromium") or set CHROMIUM_PATH to its executable.',
  );
  process.exit(1);
}

const [command, ...args] = process.argv.slice(2);
if (!command) {
  console.error('Name the command to run: with-chromium <command> [arguments].');
  process.exit(1);
}
process.exit(run(command, args, { ...process.env, CHROMIUM_PATH: path }));
