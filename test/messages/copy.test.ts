// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/*
 * B-25: words that push, hurry, flatter or blame stand in no catalogue (Luguri & Strahilevitz 2021 measured what such words
 * do). B-5: a likelihood and "confidence" do not share a sentence. B-26: nothing ranks people.
 */

const src = fileURLToPath(new URL('../../src', import.meta.url));
const catalogues = (readdirSync(src, { recursive: true }) as string[]).filter((name) =>
  /\.messages(\.[a-z]+)?\.ts$/.test(name),
);

/** Everything in a catalogue that somebody reads, with what is filled in as `…`. */
function textsIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(src, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const texts: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) texts.push(node.text);
    else if (ts.isTemplateExpression(node))
      texts.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…'));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

const RULES: readonly [what: string, pattern: RegExp][] = [
  ['raises its voice', /[!！]/],
  ['asks whether somebody is sure', /\bare you sure\b|\bsind sie sicher\b|هل أنت متأكد/i],
  ['speaks of going against the AI', /\bagainst the (ai|model)\b|\bgegen die ki\b|ضد الذكاء/i],
  [
    'says that the AI is sure',
    /\b(ai|model) is [\d…]+ ?%? (sure|certain|confident)\b|\bdie ki ist (sich )?[\d… %]*sicher\b/i,
  ],
  ['blames', /\b(you (forgot|failed)|your (mistake|fault)|wrongly decided)\b|\b(ihr fehler|sie haben vergessen)\b/i],
  ['hurries', /\b(hurry|quickly|right now|as fast as|last chance|only \d+ left)\b|\b(beeilen|schnell!)\b/i],
  [
    'praises or ranks',
    /\b(great job|well done|leaderboard|top reviewer|faster than|streak)\b|\b(bestenliste|gut gemacht)\b/i,
  ],
  // ICD 203: the two are read as one where they stand together.
  [
    'mixes likelihood and confidence',
    /\b(likely|unlikely|probably)\b[^.]*\bconfidence\b|\bconfidence\b[^.]*\b(likely|unlikely|probably)\b/i,
  ],
];

describe.each(catalogues)('the words of %s', (file) => {
  it.each(RULES)('%s nowhere', (_, pattern) => {
    expect(textsIn(file).filter((text) => pattern.test(text))).toEqual([]);
  });
});

it('finds what it looks for', () => {
  const bad = [
    'Saved!',
    'Are you sure you want to go against the AI?',
    'Decide against the AI',
    'The AI is 98% sure',
    'You forgot to sign',
    'Please decide quickly',
    'Well done',
    'It is likely, with high confidence',
  ];
  expect(bad.map((text, index) => RULES[index]?.[1].test(text))).toEqual(bad.map(() => true));
});
