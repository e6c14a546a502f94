import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { type Alias, defineConfig } from 'vite';

const kit = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));

/** The kit's own tests have no build to take it from; a host has. */
const source: Alias[] = [
  { find: /^countersign$/, replacement: kit('index.ts') },
  { find: /^countersign\/core$/, replacement: kit('core.ts') },
  { find: /^countersign\/backends\/memory$/, replacement: kit('backends/memory.ts') },
  { find: /^countersign\/backends\/(http|outbox)$/, replacement: kit('backends/$1-backend.ts') },
  { find: /^countersign\/messages\/([a-z]+)$/, replacement: kit('messages/$1.ts') },
  { find: /^countersign\/styles\.css$/, replacement: kit('styles/index.css') },
  { find: /^countersign\/([a-z]+)$/, replacement: kit('$1/index.ts') },
];

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  resolve: { alias: process.env.COUNTERSIGN_SOURCE === '1' ? source : [] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: true,
    // One page with everything on it: it has more to load, and shows at once parts that a desk alone loads later.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { checks: { ineffectiveDynamicImport: false, bundlerTimings: false } },
  },
});
