import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';

/*
 * Bytes that a page loads: bundled into one file and minified by esbuild, gzipped at level 9, React outside. `--budgets` checks ours
 * alone; without it the peers are measured beside them in the same run, and the README gets both tables.
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

/** One file, as an app's bundler would write it; names are used, so nothing is shaken off that the app shows. */
async function bundle(code: string, from: string, plugins: Plugin[] = []): Promise<number> {
  const result = await build({
    stdin: { contents: code, resolveDir: from, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    write: false,
    outdir: '/out',
    external: REACT,
    plugins,
    legalComments: 'none',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.css': 'empty', '.woff2': 'empty', '.woff': 'empty', '.svg': 'empty' },
  });
  return result.outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0) / 1000;
}

/** Leaves out what `import()` brings later. */
const withoutLater: Plugin = {
  name: 'without-later',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path, external: true } : undefined));
  },
};

async function measure(code: string, from: string): Promise<Size> {
  return { first: await bundle(code, from, [withoutLater]), all: await bundle(code, from) };
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
  // What loads at once: in one file, esbuild wraps each module that anything of the entry may load later, used or not.
  AuditTimeline: async () => (await use('./audit', 'AuditTimeline.Root')).first,
  // Without the worker, a file of its own: where there is none, the page does the same work itself.
  createLogVerifier: async () => (await use('./verify', 'createLogVerifier')).all,
  'ReviewCard, before the override dialog is opened': async () => (await use('./desk', 'ReviewCard.Root')).first,
  'ReviewCard, the override dialog included': async () => (await use('./desk', 'ReviewCard.Root')).all,
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
  './oversight': 'RouteReason',
  './desk': 'ReviewCard.Root',
  './verify': 'createLogVerifier',
  './backends/memory': 'createMemoryBackend',
  './backends/http': 'createHttpBackend',
  './backends/outbox': 'createOutboxBackend',
};

/** A card needs a session, and a session its chart: with xstate, which a host may have already. */
const cardWithSession = () =>
  measure(
    `import { ReviewCard } from ${fileOf('./desk')};
import { createReviewSession, ReviewProvider } from ${fileOf('./review')};
console.log(ReviewCard.Root, createReviewSession, ReviewProvider);`,
    root,
  );

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

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`));
  return [
    `| ${head.map(cell).join(' | ')} |`,
    `|${rule.join('|')}|`,
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const text = tableOf(head, rows);
  console.log(`${text}\n`);
  return text;
}

/** `held` fails the build; `asked` is where we want to be: docs/adr/2026-11-21-size-budgets.md. In kB of 1,000 bytes. */
type Budget = { asked: number; held: number };
const budgets = JSON.parse(readFileSync(join(bench, 'size-budgets.json'), 'utf8')) as Record<string, Budget>;
const measured = new Map<string, number>();
let isOver = false;
const rows: string[][] = [];
for (const [name, { asked, held }] of Object.entries(budgets)) {
  const take = BUDGETED[name];
  if (!take) throw new Error(`bench/size-budgets.json names "${name}", which bench/size.ts does not measure.`);
  const size = await take();
  measured.set(name, size);
  if (size > held) isOver = true;
  rows.push([name, kB(size), kB(asked), kB(held), size > held ? 'over' : size > asked ? 'held, not met' : 'met']);
}
table(['Budget (min+gzip, React outside)', 'size', 'asked', 'held', ''], rows);

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
  if (typeof target !== 'object' || !target.default.endsWith('.js')) continue;
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
const session = await cardWithSession();
ours.push(['ReviewCard with its session and xstate', kB(session.all), kB(session.first), '', '']);
const entryTable = table(['Entry', 'whole', 'at once', 'smallest import', 'its size'], ours);

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
const peerTable = table(['Peer', 'size', 'beside our', 'size', 'peer ÷ ours'], against);

const readme = join(root, 'README.md');
const before = readFileSync(readme, 'utf8');
const sizes = `<!-- sizes -->\n\n${entryTable}\n\n${peerTable}\n\n<!-- end sizes -->`;
writeFileSync(
  readme,
  before.replace(/<!-- sizes -->[\s\S]*<!-- end sizes -->/, () => sizes),
);
