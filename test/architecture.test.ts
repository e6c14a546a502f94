import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const src = fileURLToPath(new URL('../src', import.meta.url));

/**
 * Who may import whom: each folder with those it may import besides itself. A pure file (types, machine, selectors,
 * documents, messages) may be imported from anywhere, since it holds no view.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  internal: [],
  react: ['internal'],
  confidence: ['internal', 'react'],
  explanation: ['internal', 'react'],
  review: ['internal', 'react'],
  override: ['internal', 'react', 'review'],
  audit: ['internal', 'react', 'review'],
  queue: ['internal', 'react', 'review'],
  oversight: ['internal', 'react', 'review'],
  messages: [],
  backends: ['internal'],
  verify: ['internal'],
  bin: ['internal', 'verify'],
  desk: ['internal', 'react', 'review', 'confidence', 'explanation', 'override', 'audit', 'queue', 'oversight'],
};
/** The entries at the top: what they may hold together. */
const ENTRY_MAY_IMPORT: Record<string, readonly string[] | 'all'> = {
  'index.ts': 'all',
  'core.ts': ['internal', 'backends'],
  'testing.ts': ['internal', 'backends'],
};

/** What each role suffix may import: our files by suffix, and packages by name. */
const SUFFIXES: Record<string, { files: RegExp; packages: readonly string[]; forbidden?: RegExp }> = {
  types: { files: /\.types\.js$/, packages: [] },
  machine: {
    files: /\.(types|machine|selectors)\.js$|internal\/(canonical-json|errors|later-time)\.js$/,
    packages: ['xstate'],
    forbidden: /\b(Date\.now|Math\.random|fetch\(|new Date\(\)|document\.|window\.)/,
  },
  selectors: { files: /\.(types|machine|selectors)\.js$|internal\/[\w-]+\.js$/, packages: ['xstate'] },
  messages: { files: /\.(types|messages(\.[a-z]+)?)\.js$|internal\/format\.js$/, packages: [] },
  document: { files: /\.(types|selectors|messages(\.[a-z]+)?|document)\.js$|internal\/[\w-]+\.js$/, packages: [] },
  session: { files: /\.(types|machine|selectors|session)\.js$|internal\/[\w-]+\.js$/, packages: ['xstate'] },
  worker: { files: /\/verify-log-file\.js$/, packages: [], forbidden: /\b(document\.|window\.)/ },
  variants: { files: /\.variants\.js$/, packages: ['class-variance-authority'] },
};
const PURE = /\.(types|machine|selectors|document|messages(\.[a-z]+)?)\.ts$/;

interface Import {
  name: string;
  isTypeOnly: boolean;
}

/** A directive stands before every statement; comments may stand before it. */
const IS_CLIENT = /^(\s|\/\/.*\n|\/\*[\s\S]*?\*\/)*'use client';/;

const texts = new Map<string, string>();
function textOf(file: string): string {
  const text = texts.get(file) ?? readFileSync(file, 'utf8');
  texts.set(file, text);
  return text;
}

/** Imports, re-exports and `import()` of one file. `import type` is erased and costs nothing at run time. */
function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: Import[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const { importClause } = node;
      const named = importClause?.namedBindings;
      const isTypeOnly =
        importClause?.isTypeOnly === true ||
        (importClause !== undefined &&
          importClause.name === undefined &&
          named !== undefined &&
          ts.isNamedImports(named) &&
          named.elements.length > 0 &&
          named.elements.every((element) => element.isTypeOnly));
      found.push({ name: node.moduleSpecifier.text, isTypeOnly });
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      found.push({ name: node.moduleSpecifier.text, isTypeOnly: node.isTypeOnly });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument)) found.push({ name: argument.text, isTypeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const files = (readdirSync(src, { recursive: true }) as string[])
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join(src, name));

/** The source behind a relative import of one of our files. */
function targetOf(file: string, name: string): string {
  const path = resolve(dirname(file), name);
  const target = [path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx')].find((each) => files.includes(each));
  if (!target) throw new Error(`${relative(src, file)} imports ${name}, which is no file of src.`);
  return target;
}

const short = (file: string) => relative(src, file);
const folderOf = (file: string) => (short(file).includes('/') ? (short(file).split('/')[0] as string) : '');
const packageOf = (name: string) => name.match(/^(@[^/]+\/[^/]+|[^/]+)/)?.[0] as string;
const isOurs = (name: string) => name.startsWith('.');

/** Every package that an entry loads at run time, and the chain of files that leads to it. */
function packagesBehind(entry: string): Map<string, string> {
  const packages = new Map<string, string>();
  const seen = new Set<string>();
  const walk = (file: string, chain: readonly string[]) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { name, isTypeOnly } of importsOf(file)) {
      if (isTypeOnly) continue;
      if (isOurs(name)) walk(targetOf(file, name), [...chain, short(file)]);
      else if (!packages.has(packageOf(name))) packages.set(packageOf(name), [...chain, short(file)].join(' → '));
    }
  };
  walk(join(src, entry), []);
  return packages;
}

describe('the folders', () => {
  it('are all in the table', () => {
    const folders = readdirSync(src, { withFileTypes: true }).filter((each) => each.isDirectory());
    const unknown = folders.map(({ name }) => name).filter((name) => name !== 'styles' && !MAY_IMPORT[name]);
    expect(unknown).toEqual([]);
  });

  it('import only those that the table names', () => {
    const wrong = files.flatMap((file) => {
      const from = folderOf(file);
      const allowed = from === '' ? ENTRY_MAY_IMPORT[short(file)] : MAY_IMPORT[from];
      return importsOf(file).flatMap(({ name, isTypeOnly }) => {
        if (!isOurs(name) || isTypeOnly || allowed === 'all') return [];
        const target = targetOf(file, name);
        const to = folderOf(target);
        const isSession = from === '' && /\.session\.ts$/.test(target);
        const isFine = to === from || allowed?.includes(to) || PURE.test(target) || isSession;
        return isFine ? [] : [`${short(file)} imports ${short(target)}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  it('know no cycle between files', () => {
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (file: string, chain: readonly string[]) => {
      if (chain.includes(file)) {
        cycles.push([...chain.slice(chain.indexOf(file)), file].map(short).join(' → '));
        return;
      }
      if (done.has(file)) return;
      for (const { name, isTypeOnly } of importsOf(file)) {
        if (isOurs(name) && !isTypeOnly) walk(targetOf(file, name), [...chain, file]);
      }
      done.add(file);
    };
    for (const file of files) walk(file, []);
    expect(cycles).toEqual([]);
  });

  it('hold no drawer for what has no place', () => {
    expect(files.map(short).filter((name) => /(^|\/)(utils?|helpers?|common|misc)(\.|\/)/.test(name))).toEqual([]);
  });
});

describe.each(Object.entries(SUFFIXES))('a .%s file', (suffix, { files: allowed, packages, forbidden }) => {
  const role = new RegExp(`\\.${suffix}(\\.[a-z]+)?\\.tsx?$`);
  const own = files.filter((file) => role.test(file));

  it('imports only what its role may', () => {
    const wrong = own.flatMap((file) =>
      importsOf(file)
        .filter(({ name, isTypeOnly }) => {
          if (isOurs(name)) return !allowed.test(name) && !(isTypeOnly && PURE.test(targetOf(file, name)));
          return !packages.includes(packageOf(name));
        })
        .map(({ name }) => `${short(file)} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it.runIf(forbidden)('does nothing that its role forbids: a clock, chance, the network, the DOM', () => {
    expect(own.filter((file) => forbidden?.test(textOf(file))).map(short)).toEqual([]);
  });
});

describe('a .types file', () => {
  it('holds no values but constants', () => {
    const values = files
      .filter((file) => file.endsWith('.types.ts'))
      .flatMap((file) => {
        const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true);
        return source.statements
          .filter((statement) => {
            if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return true;
            if (!ts.isVariableStatement(statement)) return false;
            return !/=\s*(\[[\s\S]*\]|\{[\s\S]*\}|'[^']*'|\d+) as const( satisfies [^;]+)?;?$/.test(
              statement.getText(source),
            );
          })
          .map((statement) => `${short(file)}: ${statement.getText(source).slice(0, 60)}`);
      });
    expect(values).toEqual([]);
  });
});

describe('a file with hooks or context', () => {
  it("begins with 'use client'", () => {
    const callsHook =
      /\b(use(State|Effect|LayoutEffect|Ref|Context|Memo|Callback|Id|Reducer|SyncExternalStore)|createContext)\b\s*[<(]/;
    const wrong = files.filter((file) => callsHook.test(textOf(file)) && !IS_CLIENT.test(textOf(file)));
    expect(wrong.map(short)).toEqual([]);
  });
});

describe('an entry', () => {
  it.each([
    'core.ts',
    'messages/de.ts',
    'messages/ar.ts',
    'backends/http-backend.ts',
    'backends/memory.ts',
    'backends/outbox-backend.ts',
  ])('%s loads no React', (entry) => {
    const packages = packagesBehind(entry);
    expect([...packages].filter(([name]) => /^react|^@radix-ui|^class-variance/.test(name))).toEqual([]);
  });

  it('backends/outbox-backend.ts loads idb alone, and no other entry does', () => {
    expect([...packagesBehind('backends/outbox-backend.ts').keys()]).toEqual(['idb']);
    for (const entry of ['index.ts', 'core.ts', 'testing.ts', 'backends/http-backend.ts']) {
      expect([...packagesBehind(entry).keys()], entry).not.toContain('idb');
    }
  });

  it('verify/index.ts loads @noble/hashes alone, and no other entry does', () => {
    expect([...packagesBehind('verify/index.ts').keys()]).toEqual(['@noble/hashes']);
    for (const entry of ['index.ts', 'core.ts', 'testing.ts', 'audit/index.ts', 'desk/index.ts']) {
      expect([...packagesBehind(entry).keys()], entry).not.toContain('@noble/hashes');
    }
  });

  it.each(['confidence/index.ts', 'explanation/index.ts'])('%s loads no xstate and no Radix', (entry) => {
    const packages = packagesBehind(entry);
    expect([...packages].filter(([name]) => name === 'xstate' || name.startsWith('@radix-ui/'))).toEqual([]);
  });

  it('index.ts loads nothing but the dependencies and peers', () => {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(src, '../package.json'), 'utf8'));
    const declared = [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
    expect([...packagesBehind('index.ts').keys()].filter((name) => !declared.includes(name))).toEqual([]);
  });
});
