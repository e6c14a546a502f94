import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CountersignError, ERROR_CODES, errorFor } from '../src/internal/errors.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');
const headings = [...page.matchAll(/^## `?([a-z-]+)`?$/gm)].map(([, code]) => code);

function textsIn(folder: string): string {
  return (readdirSync(join(root, folder), { recursive: true }) as string[])
    .filter(
      (name) => /\.tsx?$/.test(name) && !name.includes('node_modules') && !/(^|[/-])errors(\.test)?\.ts$/.test(name),
    )
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
    .join('\n');
}

describe('docs/errors.md', () => {
  it('has a heading for each code, and for no other', () => {
    expect(headings).toEqual([...ERROR_CODES].sort());
  });
});

describe('every error', () => {
  const source = textsIn('src');
  const tests = textsIn('test');

  it.each(ERROR_CODES)('%s is raised somewhere', (code) => {
    expect(source.includes(`'${code}'`), `src raises ${code}`).toBe(true);
  });

  it.each(ERROR_CODES)('%s is made to happen by a test', (code) => {
    expect(tests.includes(code), `a test expects ${code}`).toBe(true);
  });

  it.each(ERROR_CODES)('%s says what happened, why it matters, what to do, and where it is explained', (code) => {
    const error = errorFor(code, ...(['first', 'second'] as never));
    expect(error).toBeInstanceOf(CountersignError);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(new RegExp(`docs/errors\\.md#${code}$`));
    const words = error.message.replace(/ https:\S+$/, '');
    expect(words).not.toMatch(/!|undefined/);
    expect(words.split(/(?<=\.) (?=[A-Z])/).length).toBeGreaterThanOrEqual(3);
  });
});
