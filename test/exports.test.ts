import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Every entry, by name, with the source behind it. A new one is a decision: it is written here too. */
const ENTRIES: Record<string, string> = {
  '.': 'src/index.ts',
  './core': 'src/core.ts',
  './review': 'src/review/index.ts',
  './confidence': 'src/confidence/index.ts',
  './explanation': 'src/explanation/index.ts',
  './override': 'src/override/index.ts',
  './audit': 'src/audit/index.ts',
  './queue': 'src/queue/index.ts',
  './oversight': 'src/oversight/index.ts',
  './desk': 'src/desk/index.ts',
  './backends/memory': 'src/backends/memory.ts',
  './backends/http': 'src/backends/http-backend.ts',
  './backends/outbox': 'src/backends/outbox-backend.ts',
  './verify': 'src/verify/index.ts',
  './messages/de': 'src/messages/de.ts',
  './messages/ar': 'src/messages/ar.ts',
  './testing': 'src/testing.ts',
};
const SHEETS = ['./styles.css', './styles.layer.css'];

describe('the exports map', () => {
  it('names each entry, and no other', () => {
    expect(Object.keys(manifest.exports).sort()).toEqual([...Object.keys(ENTRIES), ...SHEETS, './package.json'].sort());
  });

  it('has no wildcard', () => {
    expect(JSON.stringify(manifest.exports)).not.toContain('*');
  });

  it.each(Object.entries(ENTRIES))('leads %s to what is built from its source, types first', (entry, source) => {
    expect(existsSync(join(root, source)), source).toBe(true);
    const built = source.replace(/^src\//, './dist/').replace(/\.ts$/, '');
    expect(Object.entries(manifest.exports[entry])).toEqual([
      ['types', `${built}.d.ts`],
      ['default', `${built}.js`],
    ]);
  });

  it.each(SHEETS)('leads %s to a sheet of the build, with types for those who import it', (entry) => {
    const built = entry.replace('./', './dist/');
    expect(manifest.exports[entry]).toEqual({ types: `${built}.d.ts`, default: built });
  });
});

describe('the manifest', () => {
  it('is an ES module whose only side effects are its sheets', () => {
    expect({ type: manifest.type, sideEffects: manifest.sideEffects }).toEqual({
      type: 'module',
      sideEffects: ['*.css'],
    });
  });

  it('leaves React and xstate to the host', () => {
    expect(Object.keys(manifest.peerDependencies).sort()).toEqual(['react', 'react-dom', 'xstate']);
  });

  it('depends at run time on the hashes of noble, Radix Dialog, TanStack Virtual, cva and idb, and on nothing else', () => {
    expect(Object.keys(manifest.dependencies).sort()).toEqual([
      '@noble/hashes',
      '@radix-ui/react-dialog',
      '@tanstack/react-virtual',
      'class-variance-authority',
      'idb',
    ]);
  });
});

describe('importing', () => {
  it.each(Object.entries(ENTRIES))('%s gives names', async (_entry, source) => {
    const names = Object.keys(await import(join(root, source)));
    expect(names.length).toBeGreaterThan(0);
  });

  it('the root gives what the concepts give', async () => {
    const all = new Set(Object.keys(await import(join(root, 'src/index.ts'))));
    for (const concept of ['review', 'confidence', 'explanation', 'override', 'audit', 'queue', 'oversight', 'desk']) {
      const names = Object.keys(await import(join(root, `src/${concept}/index.ts`)));
      expect(names.filter((name) => !all.has(name))).toEqual([]);
    }
  });
});
