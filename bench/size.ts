import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/*
 * Bytes that a page loads: minified by esbuild, gzipped file by file at level 9, React outside. `--budgets` checks ours
 * alone; without it the peers are measured beside them in the same run.
 */

const bench = dirname(fileURLToPath(import.meta.url));
const root = resolve(bench, '..');
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  exports: Record<string, string | { default: string }>;
};

const REACT = ['react', 'react-dom', 'react-dom/*', 'react/jsx-runtime', 'react/jsx-dev-runtime'];

interface Size {
  /** Minified and gzipped, in kB of 1,000 bytes: what loads at once. */
  first: number;
  /** The same with every part that loads later. */
  all: number;
}

/** Bundles a module as an app would: names are used, so nothing is shaken off that the app shows. */
async function measure(code: string, from: string): Promise<Size> {
  const result = await build({
    stdin: { contents: code, resolveDir: from, loader: 'js', sourcefile: 'entry.js' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    write: false,
    metafile: true,
    outdir: '/out',
    external: REACT,
    legalComments: 'none',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.css': 'empty', '.woff2': 'empty', '.woff': 'empty', '.svg': 'empty' },
  });
  const sizes = new Map(result.outputFiles.map((file) => [file.path, gzipSync(file.contents, { level: 9 }).length]));
  const outputs = Object.entries(result.metafile.outputs);
  const sizeOf = (path: string) => [...sizes].find(([file]) => file.endsWith(path.replace(/^.*\//, '/')))?.[1] ?? 0;
  const atOnce = new Set<string>();
  const load = (path: string) => {
    const output = result.metafile.outputs[path];
    if (!output || atOnce.has(path)) return;
    atOnce.add(path);
    for (const { path: next, kind } of output.imports) if (kind === 'import-statement') load(next);
  };
  for (const [path, output] of outputs) if (output.entryPoint) load(path);
  const sum = (paths: Iterable<string>) => [...paths].reduce((total, path) => total + sizeOf(path), 0) / 1000;
  return { first: sum(atOnce), all: sum(outputs.map(([path]) => path)) };
}

function fileOf(entry: string): string {
  const target = exports[entry];
  const path = typeof target === 'object' ? join(root, target.default) : undefined;
  if (!path || !existsSync(path)) {
    console.error(`${entry} was not built: run "npm run build" first.`);
    process.exit(1);
  }
  return JSON.stringify(path);
}

const whole = (entry: string) => measure(`import * as all from ${fileOf(entry)};\nconsole.log({ ...all });`, root);
/** `what` is a name of the entry, or a part of one. */
const use = (entry: string, what: string) =>
  measure(
    `import { ${what.split('.')[0]} } from ${fileOf(entry)};
console.log(${what});`,
    root,
  );

/** What a budget is about, and how it is measured. */
const BUDGETED: Record<string, () => Promise<number>> = {
  ConfidenceBadge: async () => (await use('./confidence', 'ConfidenceBadge.Root')).all,
  ExplanationPanel: async () => (await use('./explanation', 'ExplanationPanel.Root')).all,
  AuditTimeline: async () => (await use('./audit', 'AuditTimeline.Root')).all,
  'ReviewCard, before the override dialog is opened': async () => (await use('./desk', 'ReviewCard.Root')).first,
  everything: async () => (await whole('.')).all,
};

/** The smallest thing of each entry that is useful on its own. */
const SMALLEST: Record<string, string> = {
  './core': 'applyCommand',
  './review': 'StatusBadge',
  './confidence': 'ConfidenceBadge.Root',
  './explanation': 'ExplanationPanel.Root',
  './override': 'OverrideDialog.Root',
  './audit': 'AuditTimeline.Root',
  './queue': 'ReviewQueue.Root',
  './desk': 'ReviewCard.Root',
  './backends/memory': 'createMemoryBackend',
  './backends/http': 'createHttpBackend',
};

const PEERS: { name: string; code: string; beside: keyof typeof BUDGETED | 'OverrideDialog' }[] = [
  {
    name: 'Radix Dialog',
    code: `import * as Dialog from '@radix-ui/react-dialog'; console.log({ ...Dialog });`,
    beside: 'OverrideDialog',
  },
  {
    name: 'Base UI Dialog',
    code: `import { Dialog } from '@base-ui/react/dialog'; console.log({ ...Dialog });`,
    beside: 'OverrideDialog',
  },
  {
    name: 'Carbon AILabel',
    code: `import { AILabel, AILabelContent, AILabelActions } from '@carbon/react'; console.log(AILabel, AILabelContent, AILabelActions);`,
    beside: 'ConfidenceBadge',
  },
  {
    name: 'MUI Lab Timeline',
    code: `import { Timeline, TimelineConnector, TimelineContent, TimelineDot, TimelineItem, TimelineSeparator } from '@mui/lab'; console.log(Timeline, TimelineConnector, TimelineContent, TimelineDot, TimelineItem, TimelineSeparator);`,
    beside: 'AuditTimeline',
  },
  {
    name: 'Ant Design Timeline',
    code: `import { Timeline } from 'antd'; console.log(Timeline);`,
    beside: 'AuditTimeline',
  },
  {
    name: 'assistant-ui tool UI',
    code: `import { AssistantRuntimeProvider, makeAssistantToolUI, useLocalRuntime } from '@assistant-ui/react'; console.log(AssistantRuntimeProvider, makeAssistantToolUI, useLocalRuntime);`,
    beside: 'ReviewCard, before the override dialog is opened',
  },
];

const kB = (size: number) => `${size.toFixed(1)} kB`;

function table(head: readonly string[], rows: readonly (readonly string[])[]) {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  console.log(line(head));
  console.log(
    `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`,
  );
  for (const row of rows) console.log(line(row));
  console.log('');
}

const budgets = JSON.parse(readFileSync(join(bench, 'size-budgets.json'), 'utf8')) as Record<string, number>;
const measured = new Map<string, number>();
let isOver = false;
const rows: string[][] = [];
for (const [name, budget] of Object.entries(budgets)) {
  const take = BUDGETED[name];
  if (!take) throw new Error(`bench/size-budgets.json names "${name}", which bench/size.ts does not measure.`);
  const size = await take();
  measured.set(name, size);
  if (size > budget) isOver = true;
  rows.push([name, kB(size), kB(budget), `${Math.round((size / budget) * 100)}%${size > budget ? ', over' : ''}`]);
}
table(['Budget (min+gzip, React outside)', 'size', 'budget', 'used'], rows);

if (process.argv.includes('--budgets')) {
  if (isOver) {
    console.error(
      'A size budget is exceeded: look for an import that the component does not need; a budget in bench/size-budgets.json is raised only with the reason in the commit.',
    );
    process.exit(1);
  }
  process.exit();
}

const ours: string[][] = [];
for (const [entry, target] of Object.entries(exports)) {
  if (typeof target !== 'object') continue;
  const { first, all } = await whole(entry);
  const smallest = SMALLEST[entry];
  const least = smallest ? await use(entry, smallest) : undefined;
  ours.push([
    entry.replace('.', 'countersign'),
    kB(all),
    first < all ? kB(first) : '',
    smallest ?? '',
    least ? kB(least.first) : '',
  ]);
}
table(['Entry', 'whole', 'at once', 'smallest import', 'its size'], ours);

if (!existsSync(join(bench, 'node_modules'))) {
  const install = spawnSync('npm', ['ci', '--prefix', bench, '--ignore-scripts', '--no-audit', '--no-fund'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (install.status !== 0) {
    console.error('The peers could not be installed: "npm ci --prefix bench" has to reach the package registry.');
    process.exit(1);
  }
}
measured.set('OverrideDialog', (await use('./override', 'OverrideDialog.Root')).all);
const against: string[][] = [];
for (const { name, code, beside } of PEERS) {
  const { all } = await measure(code, bench);
  const own = measured.get(beside) ?? 0;
  const [packageName] = code.match(/(?<=from ')(@[^/']+\/[^/']+|[^/']+)/) ?? [''];
  const { version } = JSON.parse(readFileSync(join(bench, 'node_modules', packageName, 'package.json'), 'utf8')) as {
    version: string;
  };
  against.push([`${name} ${version}`, kB(all), beside, kB(own), `${(all / own).toFixed(2)}×`]);
}
table(['Peer', 'size', 'beside our', 'size', 'peer ÷ ours'], against);
