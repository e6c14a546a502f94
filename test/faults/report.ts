import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CrowdResult } from './crowd.js';
import { type Findings, noFindings } from './findings.js';

const FILE = resolve(import.meta.dirname, '../../docs/reliability.md');

/** A line of the table: one fault on one database. */
export interface Row extends Findings {
  fault: string;
  database: string;
  tried: number;
}

export function addTo(row: Row, findings: Findings): void {
  row.tried += 1;
  for (const kind of Object.keys(noFindings()) as (keyof Findings)[]) row[kind] += findings[kind];
}

const HEAD = ['Fault', 'Database', 'Tried', 'Lost', 'Doubled', 'Gaps', 'Replay differences', 'Untrue words'];

/** A table in Markdown; the first columns are words, the others numbers. */
function pad(cells: readonly (readonly string[])[], words: number): string {
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const lineOf = (row: readonly string[]) =>
    `| ${row.map((cell, at) => (at < words ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, at) => (at < words ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  const [head = [], ...rest] = cells;
  return [lineOf(head), rule, ...rest.map(lineOf)].join('\n');
}

export function tableOf(rows: readonly Row[]): string {
  const cells = [
    HEAD,
    ...rows.map(({ fault, database, tried, lost, doubled, gaps, replayDifferences, untrueWords }) => [
      fault,
      database,
      String(tried),
      // A zero would say that it was looked for.
      ...[lost, doubled, gaps, replayDifferences, untrueWords].map((count) => (tried === 0 ? '–' : String(count))),
    ]),
  ];
  return pad(cells, 2);
}

/** Day, versions and command of a run, in one sentence. */
export function circumstances(command: string, postgres: string | undefined): string {
  const pglite = JSON.parse(
    readFileSync(resolve(import.meta.dirname, '../../node_modules/@electric-sql/pglite/package.json'), 'utf8'),
  ) as { version: string };
  const version =
    postgres && execFileSync(`${postgres}/postgres`, ['--version'], { encoding: 'utf8' }).match(/\d+\.\d+/)?.[0];
  const sentence = `Written on ${new Date().toISOString().slice(0, 10)} by \`${command}\`, with Node ${process.versions.node}, PGlite ${pglite.version}${version ? ` and PostgreSQL ${version}` : ''}.`;
  return postgres ? sentence : `${sentence} **Not tried on a PostgreSQL server: there was none.**`;
}

/** Puts what a run found between the two marks of the document. */
export function writeSection(mark: string, text: string): void {
  const page = readFileSync(FILE, 'utf8');
  const [start, end] = [`<!-- ${mark} -->`, `<!-- end ${mark} -->`];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/reliability.md has no "${start}" … "${end}".`);
  writeFileSync(FILE, `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`);
}

/** What came of a crowd, as a table of one column. */
export function crowdReport(command: string, postgres: string, result: CrowdResult): string {
  const rows: [string, number][] = [
    ['Reviewers', result.reviewers],
    ['Reviews', result.reviews],
    ['Decisions in the record', result.decisions],
    ['Reviews with another number of decisions than one', result.notOnce],
    ['Lost', result.lost],
    ['Doubled', result.doubled],
    ['Gaps', result.gaps],
    ['Replay differences', result.replayDifferences],
    ['Untrue words', result.untrueWords],
    ['Claims that overlapped', result.overlappingClaims],
    ['Servers killed', result.kills],
    ['Requests disturbed on their way', result.lineFaults],
    ['Effects that left through the webhook, and were acted on once', result.effects],
    ['Answers of the webhook’s receiver that were lost, so that it was told again', result.lostAnswers],
    ['Claims left until they had ended, and decided on all the same', result.lapses],
    ['Commands refused, and their person told', result.refused],
    ['Seconds', result.seconds],
  ];
  const cells = [['Counted', 'Number'], ...rows.map(([name, count]) => [name, String(count)])];
  return `${circumstances(command, postgres)}\n\n${pad(cells, 1)}`;
}
