import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../example/server');

/**
 * Statements that read the table with the checks in it (B-14), by file, and why none of them lets a check reach anything that
 * follows from decisions. Everything else reads `real_reviews`. Whoever adds a line has to know.
 */
const KNOWN: { readonly [file: string]: readonly [count: number, why: string] } = {
  'audit-log.ts': [2, 'one review that its reader may look at; changes, without what is not there for them'],
  'batches.ts': [1, 'the cases that a batch names, of those that are there for its person'],
  'case-record.ts': [1, 'one review that its reader may look at'],
  'check-results.ts': [1, 'a person’s own checks'],
  'check-source.ts': [2, 'which numbers are taken'],
  'check-tables.ts': [1, 'the view itself'],
  'checks.ts': [2, 'which check comes next, near to which case'],
  'claims.ts': [2, 'cases that are there for whoever asks'],
  'drafts.ts': [1, 'a lock'],
  'effects.ts': [1, 'a lock; the database lets no effect of a check be written'],
  'experience.ts': [1, 'the view itself, with the columns that there are by now'],
  'log-access.ts': [1, 'how much is kept from a reader'],
  'log-erasure.ts': [1, 'what has to be erased'],
  'log-export.ts': [1, 'the record, for whoever may read all of it'],
  'log-query.ts': [1, 'the record, without what is not there for its reader'],
  'log-tables.ts': [1, 'a migration of before'],
  'migrations.ts': [1, 'a migration of before'],
  'moment.ts': [1, 'a lock'],
  'outcomes.ts': [1, 'a person’s own decisions; a check counts by what was known of it'],
  'practice.ts': [1, 'which applications wait for somebody'],
  'review-query.ts': [2, 'the queue, without what is not there for its reader'],
  'review-rows.ts': [1, 'where every case stands in an order, in a migration of before'],
  'review-store.ts': [1, 'a retrained model proposes of checks as of cases'],
  'routing.ts': [2, 'where cases go that are open'],
  'stop-desk.ts': [5, 'a stop holds checks as cases; its reach is what its reader sees'],
  'stop-tables.ts': [1, 'a migration of before'],
  'undo-windows.ts': [1, 'a person’s own decisions, of which those of one batch are one'],
  'withheld-entries.ts': [1, 'what is kept from a reader'],
};

/** Every text and template of a file, comments left out. */
function textsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      found.push(node.text);
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

const READS = /\b(?:from|join)\s+reviews\b/g;
const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
const counted = Object.fromEntries(
  files.flatMap((file) => {
    const count = textsOf(file).reduce((sum, text) => sum + [...text.matchAll(READS)].length, 0);
    return count > 0 ? [[file, count]] : [];
  }),
);

describe('what people decided', () => {
  it('is read without checks wherever nothing else is known', () => {
    expect(counted).toEqual(Object.fromEntries(Object.entries(KNOWN).map(([file, [count]]) => [file, count])));
  });

  it.each([
    ['training', 'review-store.ts'],
    ['patterns by group', 'group-patterns.ts'],
    ['cases that a policy is held against', 'policy-cases.ts'],
    ['rates of agreement', 'agreement.ts'],
    ['what a stop holds, as everybody is told', 'stops.ts'],
    ['how much somebody has decided', 'checks.ts'],
  ])('counts for %s without them', (_what, file) => {
    expect(textsOf(file).join('\n')).toMatch(/\b(from|join) real_reviews\b/);
  });
});
