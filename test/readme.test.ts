import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { withStatusChart } from '../scripts/status-chart.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');

describe('the README', () => {
  it('shows the status chart as the machine has it: npm run charts:update', () => {
    expect(readme).toBe(withStatusChart(readme));
  });

  it('shows the example that the tests run, in 20 lines', () => {
    const example = read('docs/first-steps.tsx');
    expect(readme).toContain(`\`\`\`tsx\n${example}\`\`\``);
    expect(example.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  });

  it('has the page about the record show the example that the tests run', () => {
    expect(read('docs/record.md')).toContain(`\`\`\`tsx\n${read('docs/verified-record.tsx')}\`\`\``);
  });

  it('names every entry', () => {
    const { exports } = JSON.parse(read('package.json')) as { exports: Record<string, unknown> };
    const names = Object.keys(exports).filter((name) => !['.', './package.json'].includes(name));
    expect(names.filter((name) => !readme.includes(`${name.slice(1)}\``))).toEqual([]);
  });

  it('names scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const pages = [readme, read('CONTRIBUTING.md')].join('\n');
    const named = [...pages.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name as string);
    expect(named.filter((name) => !scripts[name])).toEqual([]);
  });
});
