// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { deskMessages } from '../../src/desk/desk.messages.js';
import { ar } from '../../src/messages/ar.js';
import { de } from '../../src/messages/de.js';
import { overrideMessages } from '../../src/override/override.messages.js';
import type { MessageOverrides } from '../../src/react/locale-context.js';
import { reviewMessages } from '../../src/review/review.messages.js';
import { VERDICTS } from '../../src/review/review.types.js';

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

/** A word of German or English, whole: `\b` knows no letters beyond A to Z. */
const word = (...words: string[]) => new RegExp(`(?<![\\p{L}])(?:${words.join('|')})(?![\\p{L}])`, 'iu');
const LIKELY =
  '(?:(?:un)?likely|probab(?:ly|le|ility)|(?:un)?wahrscheinlich\\p{L}*|(?:غير )?مرجح|(?:غير )?محتمل|احتمال)';
const CONFIDENCE = '(?:(?:high|low|moderate) confidence|confidence|Konfidenz|Vertrauen|الثقة|ثقة)';

const RULES: readonly [what: string, pattern: RegExp][] = [
  ['raises its voice', /[!！¡]/],
  [
    'asks whether somebody is sure',
    word('are you (?:really |quite )?sure', 'sind sie (?:sich )?sicher', 'هل أنت (?:واثق|متأكد)'),
  ],
  [
    'speaks of going against the AI',
    word('against the (?:ai|model|suggestion)', 'gegen die ki', 'gegen den vorschlag', 'ضد الذكاء', 'مخالفة الذكاء'),
  ],
  [
    'says that the AI is sure',
    word(
      '(?:ai|model) (?:is|was) [\\d…]+ ?%? (?:sure|certain|confident)',
      'die ki ist (?:sich )?(?:zu )?[\\d… %]*sicher',
      'الذكاء الاصطناعي (?:متأكد|واثق)',
    ),
  ],
  [
    'blames',
    word(
      'you (?:forgot|failed|missed|should have|did not bother)',
      'your (?:mistake|fault|error)',
      'wrongly decided',
      'careless\\p{L}*',
      'ihr fehler',
      'ihre schuld',
      'sie (?:haben|hätten) (?:vergessen|versäumt)',
      'خطؤك',
      'لقد نسيت',
      'قصّرت',
    ),
  ],
  [
    'hurries',
    word(
      'hurry',
      'quickly',
      'right now',
      'as fast as',
      'last chance',
      'only [\\d…]+ left',
      'beeilen',
      'schnellstens',
      'letzte chance',
      'أسرع',
      'بسرعة',
      'فرصتك الأخيرة',
    ),
  ],
  [
    'praises or ranks',
    word(
      'great job',
      'well done',
      'congratulations',
      'leaderboard',
      'top reviewer',
      '(?:faster|slower|better|worse) than (?:others|your colleagues|the team)',
      'streak',
      'bestenliste',
      'gut gemacht',
      'schneller als andere',
      'أحسنت',
      'لوحة المتصدرين',
    ),
  ],
  // ICD 203: the two are read as one where they stand together.
  ['mixes likelihood and confidence', new RegExp(`${LIKELY}[^.]*${CONFIDENCE}|${CONFIDENCE}[^.]*${LIKELY}`, 'iu')],
];

describe.each(catalogues)('the words of %s', (file) => {
  it.each(RULES)('%s nowhere', (_, pattern) => {
    expect(textsIn(file).filter((text) => pattern.test(text))).toEqual([]);
  });
});

it('finds what it looks for, in each language', () => {
  const bad: readonly (readonly string[])[] = [
    ['Saved!', 'Gespeichert!', 'حُفظ!'],
    ['Are you sure you want to go on?', 'Sind Sie sicher?', 'هل أنت متأكد؟'],
    ['Decide against the AI', 'Gegen die KI entscheiden', 'القرار ضد الذكاء الاصطناعي'],
    ['The AI is 98% sure', 'Die KI ist sich zu 98 % sicher', 'الذكاء الاصطناعي متأكد بنسبة 98%'],
    ['You forgot to sign', 'Sie haben vergessen zu unterzeichnen', 'لقد نسيت التوقيع'],
    ['Please decide quickly', 'Letzte Chance', 'قرر بسرعة'],
    ['You are faster than others', 'Gut gemacht', 'أحسنت'],
    ['It is likely, with high confidence', 'Wahrscheinlich, bei hoher Konfidenz', 'مرجح مع ثقة عالية'],
  ];
  for (const [index, texts] of bad.entries())
    for (const text of texts) expect([text, RULES[index]?.[1].test(text)]).toEqual([text, true]);
  expect(bad).toHaveLength(RULES.length);
});

/* B-25, B-11: a verdict is called by what it does, in as many words as the others, without a word that colours it. */
describe('the labels of verdicts', () => {
  const COLOURS = word(
    'recommended',
    'safe(?:ly)?',
    'risky',
    'anyway',
    'please',
    'just',
    'only',
    'yes',
    'no',
    'ok(?:ay)?',
    'empfohlen',
    'sicher',
    'riskant',
    'trotzdem',
    'bitte',
    'nur',
    'ja',
    'nein',
    'موصى به',
    'آمن',
    'رغم ذلك',
    'نعم',
    'لا',
  );
  const languages: readonly (readonly [string, MessageOverrides])[] = [
    ['en', { desk: deskMessages, override: overrideMessages, review: reviewMessages }],
    ['de', de],
    ['ar', ar],
  ];

  it.each(languages)('are plain verbs in %s', (_language, { desk, override, review }) => {
    const sets = [desk?.verbs, override?.titles, override?.submits, override?.marks, review?.verdicts];
    for (const labels of sets) {
      for (const label of Object.values(labels ?? {})) {
        expect(label).toMatch(/^[\p{L}\p{M} ]+$/u);
        expect(label).not.toMatch(COLOURS);
        expect(label.split(' ').length).toBeLessThanOrEqual(6);
      }
      expect(new Set(Object.values(labels ?? {})).size).toBe(VERDICTS.length);
    }
    // Buttons of one length.
    for (const labels of [desk?.verbs, override?.submits]) {
      const lengths = [labels?.approve, labels?.override].map((label) => label?.split(' ').length ?? 0);
      expect(Math.abs((lengths[0] as number) - (lengths[1] as number))).toBeLessThanOrEqual(1);
    }
  });
});
