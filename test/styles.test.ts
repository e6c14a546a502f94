import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import postcss, { type AtRule, type Declaration, type Rule } from 'postcss';
import { describe, expect, it } from 'vitest';

const src = fileURLToPath(new URL('../src', import.meta.url));
const names = readdirSync(src, { recursive: true }) as string[];
const short = (file: string) => relative(src, file);
const sheets = names
  .filter((name) => name.endsWith('.css') && basename(name) !== 'index.css')
  .map((name) => join(src, name))
  .map((file) => ({ file, root: postcss.parse(readFileSync(file, 'utf8'), { from: file }) }));
const tokens = sheets.find(({ file }) => file.endsWith('tokens.css'))?.root as postcss.Root;

/** The part reset weighs the same as one class: an attribute selector. */
const RESET = ["[class^='csn-']", "[class*=' csn-']"];

/** `:where(…)` with everything in it, nested parentheses included, taken out. */
function withoutWhere(selector: string): string {
  const start = selector.indexOf(':where(');
  if (start < 0) return selector;
  let depth = 0;
  for (let index = start + ':where'.length; index < selector.length; index++) {
    if (selector[index] === '(') depth++;
    if (selector[index] === ')' && --depth === 0) {
      return withoutWhere(selector.slice(0, start) + selector.slice(index + 1));
    }
  }
  return selector;
}

function rulesOf(root: postcss.Root): Rule[] {
  const rules: Rule[] = [];
  root.walkRules((rule) => {
    const parent = rule.parent as AtRule | undefined;
    if (parent?.type !== 'atrule' || !/keyframes$/.test(parent.name)) rules.push(rule);
  });
  return rules;
}

const at = (rule: Rule | AtRule | Declaration, file: string) =>
  `${short(file)}:${rule.source?.start?.line} ${rule}`.split('{')[0];

describe('every selector', () => {
  it('is one csn- class and :where(), nothing heavier and no element', () => {
    const wrong = sheets.flatMap(({ file, root }) =>
      rulesOf(root).flatMap((rule) =>
        rule.selectors
          .filter((selector) => {
            const rest = withoutWhere(selector).trim();
            const isToken = file.endsWith('tokens.css') && rest === '';
            // A pseudo-element adds (0,0,1), and there is no other way to reach one.
            const isPart = /^\.csn-[a-z0-9]+(-{1,2}[a-z0-9]+)*(::[a-z-]+)?$/.test(rest);
            return !isToken && !isPart && !RESET.includes(rest);
          })
          .map((selector) => `${short(file)}:${rule.source?.start?.line} ${selector}`),
      ),
    );
    expect(wrong).toEqual([]);
  });
});

describe('every declaration', () => {
  const declarations = sheets.flatMap(({ file, root }) => {
    const all: { file: string; declaration: Declaration }[] = [];
    root.walkDecls((declaration) => {
      all.push({ file, declaration });
    });
    return all;
  });

  it('goes without !important', () => {
    expect(
      declarations.filter(({ declaration }) => declaration.important).map((d) => at(d.declaration, d.file)),
    ).toEqual([]);
  });

  it('is logical, so that it follows the writing direction', () => {
    const physical =
      /^(width|height|(min|max)-(width|height)|top|right|bottom|left|(margin|padding|border|inset|scroll-(margin|padding))-(top|right|bottom|left)(-.*)?|border-(top|bottom)-(left|right)-radius)$/;
    const physicalValue = /^(float|clear|text-align|caption-side)$/;
    const wrong = declarations.filter(
      ({ declaration: { prop, value } }) =>
        physical.test(prop) ||
        (physicalValue.test(prop) && /\b(left|right)\b/.test(value)) ||
        // Four values name the sides; where both inline sides are equal it makes no difference.
        (/^(margin|padding|inset|border-(width|style|color)|scroll-(margin|padding))$/.test(prop) &&
          postcss.list.space(value).length === 4 &&
          postcss.list.space(value)[1] !== postcss.list.space(value)[3]),
    );
    expect(wrong.map((d) => at(d.declaration, d.file))).toEqual([]);
  });

  it('takes its colours from the tokens', () => {
    const wrong = declarations.filter(
      ({ file, declaration: { value } }) =>
        !file.endsWith('tokens.css') && /#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|oklch|oklab|lab|lch)\(/i.test(value),
    );
    expect(wrong.map((d) => at(d.declaration, d.file))).toEqual([]);
  });

  it('reads only tokens that exist, or a knob with a fallback', () => {
    const declared = new Set(
      declarations.map(({ declaration }) => declaration.prop).filter((prop) => prop.startsWith('--csn-')),
    );
    const wrong = declarations.flatMap(({ file, declaration }) =>
      [...declaration.value.matchAll(/var\(\s*(--[\w-]+)\s*(,)?/g)]
        .filter(([, name, fallback]) => !fallback && !declared.has(name as string))
        .map(([, name]) => `${short(file)}:${declaration.source?.start?.line} ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('every at-rule', () => {
  it('asks for the container, or for what the reader prefers, never for the viewport', () => {
    const wrong = sheets.flatMap(({ file, root }) => {
      const found: string[] = [];
      root.walkAtRules((rule) => {
        const isFine =
          rule.name === 'media'
            ? /^\((forced-colors|prefers-[\w-]+)\s*:[^)]*\)$|^print$/.test(rule.params)
            : ['container', 'supports', 'keyframes', 'property'].includes(rule.name);
        if (!isFine) found.push(at(rule, file) as string);
      });
      return found;
    });
    expect(wrong).toEqual([]);
  });

  it('names its keyframes in our own space', () => {
    const keyframes: string[] = [];
    for (const { root } of sheets) root.walkAtRules('keyframes', (rule) => void keyframes.push(rule.params));
    expect(keyframes.filter((name) => !name.startsWith('csn-'))).toEqual([]);
  });
});

describe('the classes', () => {
  const folders = [...new Set(names.filter((name) => name.includes('/')).map(dirname))].filter(
    (folder) => !['styles', 'internal', 'messages', 'backends'].includes(folder),
  );

  it.each(folders)('of %s are the same in its variants and in its sheet', (folder) => {
    const inside = (pattern: RegExp) => names.filter((name) => dirname(name) === folder && pattern.test(name));
    const inVariants = new Set(
      inside(/\.variants\.ts$/).flatMap(
        (name) => readFileSync(join(src, name), 'utf8').match(/\bcsn-[a-z0-9-]+/g) ?? [],
      ),
    );
    const inSheet = new Set(
      sheets
        .filter(({ file }) => dirname(short(file)) === folder)
        .flatMap(({ root }) => rulesOf(root).flatMap((rule) => rule.selector.match(/(?<=\.)csn-[a-z0-9-]+/g) ?? [])),
    );
    const shared = new Set(
      sheets
        .filter(({ file }) => dirname(short(file)) === 'react')
        .flatMap(({ root }) => rulesOf(root).flatMap((rule) => rule.selector.match(/(?<=\.)csn-[a-z0-9-]+/g) ?? [])),
    );
    // A shared rule, such as the focus ring, may name the class of another concept that declares it.
    const elsewhere = new Set(
      names
        .filter((name) => /\.variants\.ts$/.test(name) && dirname(name) !== folder)
        .flatMap((name) => readFileSync(join(src, name), 'utf8').match(/\bcsn-[a-z0-9-]+/g) ?? []),
    );
    expect({
      'only in the variants': [...inVariants].filter((name) => !inSheet.has(name) && !shared.has(name)),
      'only in the sheet': [...inSheet].filter((name) => !inVariants.has(name) && !elsewhere.has(name)),
    }).toEqual({ 'only in the variants': [], 'only in the sheet': [] });
  });

  it('are written in the variants and nowhere else', () => {
    const wrong = names
      .filter((name) => /\.tsx?$/.test(name) && !/\.variants\.ts$/.test(name))
      .flatMap((name) =>
        [...readFileSync(join(src, name), 'utf8').matchAll(/['"` ](csn-(?!root\b)[a-z0-9-]+)/g)].map(
          ([, found]) => `${name}: ${found}`,
        ),
      )
      .filter((line) => !/data-csn-/.test(line));
    expect(wrong).toEqual([]);
  });
});

describe('the contrast', () => {
  const themes = {
    light: colours(":where(:root, :host, [data-csn-theme='light'])"),
    dark: colours(":where([data-csn-theme='dark'])"),
    'dark by preference': colours(':where(:root:not([data-csn-theme]), :host(:not([data-csn-theme])))'),
  };

  /** The colour tokens of one theme block. */
  function colours(selector: string): Map<string, string> {
    const found = new Map<string, string>();
    tokens.walkRules((rule) => {
      const isForced = (rule.parent as AtRule | undefined)?.params?.includes('forced-colors');
      if (isForced || rule.selector.replace(/\s+/g, ' ') !== selector) return;
      rule.walkDecls(/^--csn-/, (declaration) => {
        if (/^#[0-9a-f]{6}$/i.test(declaration.value)) found.set(declaration.prop.slice(6), declaration.value);
      });
    });
    return found;
  }

  /** Relative luminance and contrast ratio. Source: WCAG 2.2, "relative luminance" and "contrast ratio". */
  function ratio(a: string, b: string): number {
    const luminance = (hex: string) =>
      [1, 3, 5]
        .map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
        .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4))
        .reduce((sum, channel, index) => sum + channel * ([0.2126, 0.7152, 0.0722][index] as number), 0);
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
    return (high + 0.05) / (low + 0.05);
  }

  const grounds = ['surface', 'surface-sunken', 'canvas', 'pencil-soft', 'ink-soft'];
  const plain = ['surface', 'surface-sunken', 'canvas', 'ink-soft'];
  const PAIRS: [fore: string, backs: string[], least: number][] = [
    ['text', [...grounds, 'attention-soft', 'stop-soft'], 4.5],
    ['text-2', [...grounds, 'attention-soft', 'stop-soft'], 4.5],
    ['text-3', [...grounds, 'attention-soft', 'stop-soft'], 4.5],
    ['ink', grounds, 4.5],
    ['pencil', grounds, 4.5],
    ['attention-text', ['surface', 'surface-sunken', 'attention-soft', 'ink-soft'], 4.5],
    ['stop-text', ['surface', 'surface-sunken', 'stop-soft', 'ink-soft'], 4.5],
    ['on-ink', ['ink-fill', 'ink-fill-hover'], 4.5],
    ['on-stop', ['stop-fill'], 4.5],
    ['ink-fill', ['surface', 'surface-sunken'], 3],
    ['line', plain, 3],
    ['pencil-line', grounds, 3],
    ['focus', [...grounds, 'stop-soft', 'attention-soft'], 3],
    ['status-pending', plain, 3],
    ['status-reviewing', plain, 3],
    ['status-approved', plain, 3],
    ['status-overridden', plain, 3],
    ['status-attention', [...plain, 'attention-soft'], 3],
    ['status-stop', [...plain, 'stop-soft'], 3],
  ];

  it.each(Object.entries(themes))('holds in the %s theme: text 4.5, shapes 3', (_name, theme) => {
    const weak = PAIRS.flatMap(([fore, backs, least]) =>
      backs.flatMap((back) => {
        const [ink, paper] = [theme.get(fore), theme.get(back)];
        if (!ink || !paper) return [`${fore} or ${back} is missing`];
        const found = ratio(ink, paper);
        return found < least ? [`${fore} on ${back}: ${found.toFixed(2)}, needs ${least}`] : [];
      }),
    );
    expect(weak).toEqual([]);
  });

  it('is the same whether the reader or the host asked for dark', () => {
    expect(themes['dark by preference']).toEqual(themes.dark);
  });
});
