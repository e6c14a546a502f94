import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/*
 * Writes docs/api: every public name of each entry with its declaration, so that a change of the public types is seen
 * where it is reviewed. `--check` only compares.
 */

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const record = join(root, 'docs/api');

const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  exports: Record<string, string | { types?: string }>;
};
const entries = Object.entries(exports).flatMap(([name, target]) =>
  typeof target === 'object' && target.types && !name.endsWith('.css')
    ? [{ name, file: join(root, target.types) }]
    : [],
);
const missing = entries.filter(({ file }) => !existsSync(file));
if (missing.length > 0) {
  console.error(`No types were built for ${missing.map(({ name }) => name).join(', ')}: run "npm run build" first.`);
  process.exit(1);
}

const program = ts.createProgram(
  entries.map(({ file }) => file),
  { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, jsx: ts.JsxEmit.ReactJSX, skipLibCheck: true },
);
const checker = program.getTypeChecker();
const printer = ts.createPrinter({ removeComments: true });

/** In which of our files a type stands is no part of what is public. */
const INSIDE = /import\("\.[^"]*\.types\.js"\)\./g;

const isOurs = (node: ts.Node) => node.getSourceFile().fileName.startsWith(dist);
const isAlias = (symbol: ts.Symbol) => (symbol.flags & ts.SymbolFlags.Alias) !== 0;
const resolved = (symbol: ts.Symbol) => (isAlias(symbol) ? checker.getAliasedSymbol(symbol) : symbol);

/** What an entry declares: a variable's whole statement, every other declaration as it stands. */
function declarationsOf(symbol: ts.Symbol): ts.Node[] {
  return (symbol.declarations ?? [])
    .filter((node) => !ts.isSourceFile(node) && isOurs(node))
    .map((node) => (ts.isVariableDeclaration(node) ? node.parent.parent : node));
}

/** Where each symbol was written down first: the concept's own entry, before those that export it again. */
const home = new Map<ts.Symbol, string>();

function describe(entry: { name: string; file: string }): string {
  const source = program.getSourceFile(entry.file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) return '';
  const lines: string[] = [];
  const hidden: ts.Symbol[] = [];

  const noteHidden = (node: ts.Node) => {
    const visit = (child: ts.Node) => {
      if (ts.isIdentifier(child)) {
        const found = checker.getSymbolAtLocation(child);
        const symbol = found && resolved(found);
        const isTop = symbol?.declarations?.some(
          (declaration) =>
            isOurs(declaration) &&
            (ts.isInterfaceDeclaration(declaration) ||
              ts.isTypeAliasDeclaration(declaration) ||
              ts.isClassDeclaration(declaration)),
        );
        if (symbol && isTop && !hidden.includes(symbol)) hidden.push(symbol);
      }
      ts.forEachChild(child, visit);
    };
    visit(node);
  };

  const write = (symbol: ts.Symbol, name: string, indent: string) => {
    const target = resolved(symbol);
    const known = home.get(target);
    if (known !== undefined && known !== entry.name) {
      lines.push(`${indent}export { ${name} } from '${known.replace('.', 'countersign')}';`);
      return;
    }
    home.set(target, entry.name);
    if (target.flags & ts.SymbolFlags.ValueModule) {
      lines.push(`${indent}export namespace ${name} {`);
      for (const member of sorted(checker.getExportsOfModule(target))) write(member, member.name, `${indent}  `);
      lines.push(`${indent}}`);
      return;
    }
    if (target.name !== name) lines.push(`${indent}// ${target.name}, exported as ${name}:`);
    for (const node of new Set(declarationsOf(target))) {
      const text = printer
        .printNode(ts.EmitHint.Unspecified, node, node.getSourceFile())
        .replace(/^export declare /, 'export ')
        .replace(INSIDE, '');
      lines.push(...text.split('\n').map((line) => indent + line));
      noteHidden(node);
    }
  };

  for (const symbol of sorted(checker.getExportsOfModule(module))) write(symbol, symbol.name, '');
  const unnamed: string[] = [];
  for (let index = 0; index < hidden.length; index++) {
    const symbol = hidden[index] as ts.Symbol;
    if (home.has(symbol)) continue;
    home.set(symbol, entry.name);
    for (const node of declarationsOf(symbol)) {
      unnamed.push(
        printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile()).replace(/^export declare /, ''),
      );
      noteHidden(node);
    }
  }
  const title = `// ${entry.name.replace('.', 'countersign')}`;
  const rest = unnamed.length > 0 ? ['', '// Not exported by name, part of the types above:', ...unnamed.sort()] : [];
  return `${[title, ...lines, ...rest].join('\n')}\n`;
}

function sorted(symbols: readonly ts.Symbol[]): ts.Symbol[] {
  return [...symbols].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const rank = (name: string) => (name === '.' ? 2 : ['./core', './testing'].includes(name) ? 1 : 0);
const written = new Map(
  [...entries]
    .sort((a, b) => rank(a.name) - rank(b.name))
    .map((entry) => [`${entry.name === '.' ? 'index' : entry.name.slice(2).replace('/', '-')}.txt`, describe(entry)]),
);

if (process.argv.includes('--check')) {
  const kept = existsSync(record) ? readdirSync(record) : [];
  const changed = [...new Set([...kept, ...written.keys()])].filter((file) => {
    const path = join(record, file);
    return !existsSync(path) || readFileSync(path, 'utf8') !== written.get(file);
  });
  if (changed.length > 0) {
    console.error(
      `The public types differ from their record in ${changed.map((file) => relative(root, join(record, file))).join(', ')}: run "npm run api:update", look at the difference and commit it.`,
    );
    process.exit(1);
  }
  console.log(`The public types of ${written.size} entries are as recorded.`);
} else {
  rmSync(record, { recursive: true, force: true });
  mkdirSync(record, { recursive: true });
  for (const [file, text] of written) writeFileSync(join(record, file), text);
  console.log(`Wrote the public types of ${written.size} entries to docs/api.`);
}
