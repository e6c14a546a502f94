import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often a folder is asked for where others ask for it as well, and the longest wait in between, in milliseconds. */
const TRIES = 6;
const LONGEST_WAIT = 100;

const NAME = /^server-([1-9]\d*)-(\w*)\.pid$/;

/** When a process began, as the platform counts; nothing where it does not say. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Behind the name of the program, which stands in brackets and may hold some itself: proc(5), fields 3 and 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

/** Whether a process lives and is the one that began then: numbers of processes are used again. */
function isAlive(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const current = startOf(pid);
  return start === '' || current === '' || start === current;
}

/** A process that has the folder, or asks for it. Files of those that are no more are thrown away. */
function findOther(folder: string, own: string): number | undefined {
  for (const name of readdirSync(folder)) {
    const [, pid, start = ''] = NAME.exec(name) ?? [];
    if (pid === undefined || name === own) continue;
    if (isAlive(Number(pid), start)) return Number(pid);
    rmSync(join(folder, name), { force: true });
  }
  return undefined;
}

/**
 * Keeps two processes out of one folder. Each has a file of its own, whose name says which process it is: there is nothing
 * to be read half written, and nobody throws away what a living one made. Whoever sees no other after making theirs
 * has the folder; of two that see each other neither has, and both ask again.
 *
 * @returns what gives the folder back, or the number of the process that has it
 */
export async function lockFolder(folder: string): Promise<(() => void) | number> {
  mkdirSync(folder, { recursive: true });
  const own = `server-${process.pid}-${startOf(process.pid)}.pid`;
  const file = join(folder, own);
  for (let tries = 1; ; tries++) {
    writeFileSync(file, '');
    const other = findOther(folder, own);
    if (other === undefined) return () => rmSync(file, { force: true });
    rmSync(file, { force: true });
    if (tries === TRIES) return other;
    await sleep(Math.random() * LONGEST_WAIT);
  }
}
