import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../example/server');

/**
 * What else than a parameter's place and a constant may stand in the text of a statement, and why it cannot be anything
 * that was sent. Whoever adds a line has to know.
 */
const KNOWN: { readonly [expression: string]: string } = {
  key: 'of ORDERS, by an order that was checked',
  type: 'of ORDERS',
  direction: 'of ORDERS',
  beyond: 'one of two signs',
  last: 'a place and its type',
  column: 'of ORDERS, by an order that was checked',
  isAfter: 'one of two signs',
  'where(filters)': 'conditions of filtersOf and places',
  'where([...filters, ...after])': 'conditions of filtersOf and places',
  "filters.join(' and ')": 'conditions of filtersOf and places',
  "scope.join(' and ')": 'conditions and places',
  "[...scope, ...filters].join(' and ')": 'conditions and places',
  isPartly: 'a condition with the place of a parameter',
  "more.join(' and ')": 'conditions of filtersOf and places',
  inCase: 'a condition with the place of a parameter',
  after: 'the place of a parameter',
  size: 'the place of a parameter',
  others: 'one of two clauses',
  "skip ?? ''": 'one clause, by its type',
  now: 'the place of a parameter',
  "isUndoable('$1')": 'a condition with the place of a parameter',
  rows: 'the statement that bounded() was given',
  order: 'columns, from the program',
  "reopenedAt('reviews.id')": 'a number read for a column of the program',
  "reopenedAt('found.review_id')": 'a number read for a column of the program',
  reviewColumn: 'a column, from the program',
  "isThereFor('audit_entries.review_id', '$3')":
    'a condition with a column of the program and the place of a parameter',
  "isThereFor('reviews.id', '$2')": 'a condition with a column of the program and the place of a parameter',
  "isThereFor('reviews.id', '$4')": 'a condition with a column of the program and the place of a parameter',
  table: 'the name of a table, from the program',
  names: 'columns, from the program',
  "places.join(', ')": 'places',
  end: 'a clause, from the program',
  "set.join(', ')": 'columns, from the program',
  name: 'a column, from the program',
  'row * columns.length + column + 1': 'the number of a parameter',
  sql: 'the statement that database.ts was given',
  statement: 'of MIGRATIONS',
  'isOver ? STILL_HELD : NOT_HELD': 'one of two statements',
  'isOver ? IS_LIFTED : IS_RECORDED': 'one of two statements',
  'pg.escapeIdentifier(channel)': 'LISTEN takes no parameters',
};

/** Starts a statement, or is a part of one. */
const SQL =
  /^\s*(select|insert|update|delete|with|listen|notify|create|alter|drop|exists|where|on conflict)\b|::|\bexcluded\.|\b(and|or) id\b/;

/** The expressions inside every text of a file that is a statement, or part of one. */
function interpolations(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const look = (node: ts.Node, isInQuery: boolean): void => {
    let isStatement = isInQuery;
    if (ts.isCallExpression(node)) {
      const [statement, ...rest] = node.arguments;
      if (ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'query' && statement) {
        look(node.expression, false);
        if (!ts.isStringLiteralLike(statement) && !ts.isTemplateExpression(statement)) found.push(statement.getText());
        look(statement, true);
        for (const parameter of rest) look(parameter, false);
        return;
      }
    }
    if (ts.isTemplateExpression(node)) {
      const text = node.head.text + node.templateSpans.map(({ literal }) => `?${literal.text}`).join('');
      isStatement ||= SQL.test(text);
      if (isStatement) found.push(...node.templateSpans.map(({ expression }) => expression.getText()));
    }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
      if (isInQuery || SQL.test(node.left.getText().slice(1))) found.push(node.getText());
    }
    ts.forEachChild(node, (child) => look(child, isStatement && !ts.isTemplateExpression(node)));
  };
  look(source, false);
  return found;
}

const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));

describe('the statements of the reference server', () => {
  it.each(files)('hold no value that was sent: %s', (file) => {
    const strange = interpolations(file).filter(
      (expression) => !/^[A-Z][A-Z_]+$/.test(expression) && !/^place\(/.test(expression) && !(expression in KNOWN),
    );
    expect(strange).toEqual([]);
  });

  it('are found at all', () => {
    const all = files.flatMap(interpolations);
    expect(all.length).toBeGreaterThan(20);
    expect(Object.keys(KNOWN).filter((expression) => !all.includes(expression))).toEqual([]);
  });
});
