import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { POLICY_PROBLEMS } from '../src/oversight/oversight.types.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const rows = [...read('docs/oversight.md').matchAll(/^\| B-(\d+) \|(.*)\|$/gm)].map(([, number, rest = '']) => {
  const [what, byProfile, evidence, story, test] = rest.split('|').map((cell) => cell.trim().replaceAll('`', ''));
  return { id: `B-${number}`, what, byProfile, evidence, story, test };
});

describe('the table of behaviours', () => {
  it('has each of them once, in order', () => {
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 28 }, (_, index) => `B-${index + 1}`));
  });

  it.each(rows)(
    'says of $id what is done, for whom, why, and where it is shown and held',
    ({ story, test, ...rest }) => {
      for (const cell of Object.values(rest)) expect(cell).toBeTruthy();
      expect(existsSync(join(root, 'test', test ?? ''))).toBe(true);
      const [file, name] = (story ?? '').split(': ');
      expect(read(`stories/${file}.stories.tsx`)).toContain(`export const ${name}: Story`);
    },
  );

  it('has nothing that is not there yet', () => {
    const missing = rows.filter(({ what }) => what?.includes('not there yet')).map(({ id }) => id);
    expect(missing).toEqual([]);
  });
});

describe('the table of what can be wrong with a policy', () => {
  it('has each problem once, in the order of the code, with a way to mend it', () => {
    const [, section = ''] = read('docs/oversight.md').split('### What can be wrong with a policy');
    const problems = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `([a-z-]+)` \| (.+) \| (.+) \|$/gm)];
    expect(problems.map(([, code]) => code)).toEqual([...POLICY_PROBLEMS]);
  });
});
