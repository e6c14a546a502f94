import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postcss from 'postcss';
import type { Plugin } from 'vite';

const src = fileURLToPath(new URL('../src', import.meta.url));

/** What a host can style of one component, read from its source. */
export interface ComponentDocs {
  attributes: { selector: string; part: string; meaning: string }[];
  classes: string[];
  variables: string[];
}

const kebab = (name: string) => name.replace(/(?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z])/g, '-$&').toLowerCase();
const pathOf = (folder: string, name: string) =>
  ['.tsx', '.ts'].map((end) => join(folder, name.replace(/\.js$/, end))).find((path) => existsSync(path));

/** The files of each component: the module that its namespace names, and those whose parts it passes on. */
function filesByComponent(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const names = readdirSync(src, { recursive: true }) as string[];
  for (const name of names.filter((each) => basename(each) === 'index.ts')) {
    const folder = dirname(join(src, name));
    for (const [, component, file] of readFileSync(join(src, name), 'utf8').matchAll(
      /export \* as (\w+) from '(.+)'/g,
    )) {
      const path = pathOf(folder, file as string);
      if (!path) continue;
      const passedOn = [...readFileSync(path, 'utf8').matchAll(/export \{[^}]*\} from '(\.\/.+)'/g)];
      const others = passedOn
        .map(([, other]) => pathOf(folder, other as string))
        .filter((other) => other !== undefined);
      found.set(component as string, [path, ...others]);
    }
  }
  for (const name of names.filter((each) => each.endsWith('.tsx'))) {
    for (const [, component] of readFileSync(join(src, name), 'utf8').matchAll(/export const (\w+) = forwardRef/g)) {
      if (kebab(component as string) === basename(name, '.tsx')) found.set(component as string, [join(src, name)]);
    }
  }
  return found;
}

/** `@selector` tags, with the part or the prop they stand at. */
function attributesIn(file: string): ComponentDocs['attributes'] {
  const text = readFileSync(file, 'utf8');
  const blocks = text.matchAll(
    /\/\*\*((?:(?!\*\/)[\s\S])*@selector(?:(?!\*\/)[\s\S])*)\*\/\s*(?:export (?:const|function) (\w+)|(\w+)\??:)/g,
  );
  return [...blocks].flatMap(([, comment = '', part, prop]) => {
    const lines = comment.split('\n').map((line) => line.replace(/^\s*\*? ?/, ''));
    const sentence =
      lines
        .join(' ')
        .trim()
        .split(/(?<=\.)\s|@/)[0] ?? '';
    return lines.flatMap((line) => {
      const tag = line.match(/@selector (.+)/)?.[1];
      if (!tag) return [];
      const selectors = tag.match(/\[[^\]]+\]/g) ?? [];
      const own = tag.replace(/\[[^\]]+\]/g, '').trim();
      return selectors.map((selector) => ({ selector, part: part ?? `prop ${prop}`, meaning: own || sentence.trim() }));
    });
  });
}

/** Classes that begin with a component's, and the variables their rules read. */
function stylesOf(component: string): Pick<ComponentDocs, 'classes' | 'variables'> {
  const own = new RegExp(`\\.(csn-${kebab(component)}(?:-[\\w-]*)?)(?![\\w-])`, 'g');
  const classes = new Set<string>();
  const variables = new Set<string>();
  for (const name of (readdirSync(src, { recursive: true }) as string[]).filter((each) => each.endsWith('.css'))) {
    postcss.parse(readFileSync(join(src, name), 'utf8')).walkRules((rule) => {
      const names = [...rule.selector.matchAll(own)].map(([, found]) => found as string);
      for (const each of names) classes.add(each);
      if (names.length === 0) return;
      rule.walkDecls((declaration) => {
        for (const [, variable] of declaration.value.matchAll(/var\((--csn-[\w-]+)/g))
          variables.add(variable as string);
      });
    });
  }
  return { classes: [...classes].sort(), variables: [...variables].sort() };
}

export function extractDocs(): Record<string, ComponentDocs> {
  return Object.fromEntries(
    [...filesByComponent()].map(([component, files]) => [
      component,
      { attributes: files.flatMap(attributesIn), ...stylesOf(component) },
    ]),
  );
}

/** `virtual:component-docs`: what the pages show, read anew for each build. */
export function componentDocs(): Plugin {
  const id = '\0virtual:component-docs';
  return {
    name: 'component-docs',
    resolveId: (name) => (name === 'virtual:component-docs' ? id : undefined),
    load: (name) => (name === id ? `export default ${JSON.stringify(extractDocs())};` : undefined),
  };
}
