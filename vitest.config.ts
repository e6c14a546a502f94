import { fileURLToPath } from 'node:url';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import type { Alias } from 'vite';
import { defineConfig } from 'vitest/config';
import type { BrowserCommand } from 'vitest/node';
import { componentDocs } from './.storybook/component-docs.js';
import { chromiumArgs, findChromium } from './scripts/chromium.js';
import { ClosingLine } from './scripts/closing-line.js';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The published names, on the source: tests need no build. The order counts. */
const source: Alias[] = [
  { find: /^countersign$/, replacement: at('./src/index.ts') },
  { find: /^countersign\/(core|testing)$/, replacement: at('./src/$1.ts') },
  { find: /^countersign\/backends\/(memory|http|outbox)$/, replacement: at('./src/backends/$1-backend.ts') },
  { find: /^countersign\/messages\/([a-z]+)$/, replacement: at('./src/messages/$1.ts') },
  { find: /^countersign\/styles\.css$/, replacement: at('./src/styles/index.css') },
  { find: /^countersign\/([a-z]+)$/, replacement: at('./src/$1/index.ts') },
];

const old = at('./test/react-18/node_modules');
/** React 18 for us and for everything that asks for React. What asks must be inlined, or Node resolves it first. */
const react18: Alias[] = [
  {
    find: /^@testing-library\/react$/,
    replacement: at('./node_modules/@testing-library/react/dist/@testing-library/react.esm.js'),
  },
  { find: /^react$/, replacement: `${old}/react/index.js` },
  { find: /^react\/(jsx-runtime|jsx-dev-runtime)$/, replacement: `${old}/react/$1.js` },
  { find: /^react-dom$/, replacement: `${old}/react-dom/index.js` },
  { find: /^react-dom\/(client|server|test-utils)$/, replacement: `${old}/react-dom/$1.js` },
];

/** Forced colours as the operating system would set them, for the page the stories run in. */
const emulateForcedColors: BrowserCommand<[isOn: boolean]> = async (context, isOn) => {
  const { page } = context as unknown as { page: import('playwright').Page };
  await page.emulateMedia({ forcedColors: isOn ? 'active' : 'none' });
};

const elsewhere = ['**/node_modules/**', 'test/**/*.{ssr,browser}.test.{ts,tsx}', 'test/example/**', 'test/faults/**'];

export default defineConfig({
  resolve: { alias: source },
  test: {
    reporters: ['default', new ClosingLine()],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/*/**/*.test.{ts,tsx}'],
          exclude: elsewhere,
          environment: 'jsdom',
          setupFiles: ['test/setup.ts'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: { name: 'source', include: ['test/*.test.ts'], environment: 'node', testTimeout: 60_000 },
      },
      {
        // Some of what Radix brings is CommonJS unless asked for its modules, and would require React 19.
        resolve: { alias: [...react18, ...source], mainFields: ['module', 'main'] },
        test: {
          name: 'react-18',
          include: ['test/*/**/*.test.tsx'],
          // The simulated reader goes through what React 18 has already taken away with a dialog, and fails of itself.
          exclude: [...elsewhere, 'test/transcripts/stop.test.tsx'],
          environment: 'jsdom',
          setupFiles: ['test/setup.ts', 'test/react-18.setup.ts'],
          testTimeout: 20_000,
          server: {
            deps: {
              inline: [/@testing-library\/react/, /@radix-ui/, /react-remove-scroll/, /react-style-singleton/, /use-/],
            },
          },
        },
      },
      {
        extends: true,
        plugins: [componentDocs()],
        test: {
          name: 'ssr',
          include: ['test/**/*.ssr.test.tsx'],
          environment: 'node',
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ['test/types/*.test-d.tsx'],
            tsconfig: 'test/types/tsconfig.json',
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'host',
          include: ['test/example/**/*.test.ts', 'test/**/*.browser.test.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        plugins: [storybookTest({ configDir: at('./.storybook') })],
        optimizeDeps: { include: ['axe-core'] },
        test: {
          name: 'storybook',
          setupFiles: ['.storybook/vitest.setup.ts'],
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: findChromium(), args: chromiumArgs } }),
            instances: [{ browser: 'chromium' }],
            commands: { emulateForcedColors },
          },
        },
      },
    ],
  },
});
