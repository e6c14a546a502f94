import { type Application, AREA, COLUMNS, type Column } from './application.js';

/** One thing that is wrong with a file, and where. */
export interface CsvProblem {
  /** Line of the file, from 1. */
  line: number;
  column?: string;
  what: string;
}

/** A file that cannot be used: every problem found up to the limit, each with its line. */
export class CsvError extends Error {
  readonly problems: readonly CsvProblem[];

  constructor(problems: readonly CsvProblem[], isCutOff: boolean) {
    const lines = problems.map(
      ({ line, column, what }) => `  line ${line}${column === undefined ? '' : `, column ${column}`}: ${what}`,
    );
    if (isCutOff) lines.push(`  … stopped after ${problems.length} problems.`);
    super(`The file cannot be read:\n${lines.join('\n')}`);
    this.name = 'CsvError';
    this.problems = problems;
  }
}

interface Row {
  line: number;
  fields: string[];
}

/**
 * Splits text into rows as RFC 4180 says: fields in double quotes may hold commas, line ends and doubled quotes. Both
 * line ends, a byte order mark and blank lines are taken.
 *
 * @throws {CsvError} where a quote is left open or text follows a closing one
 */
export function parseCsv(text: string): Row[] {
  const rows: Row[] = [];
  let fields: string[] = [];
  let line = 1;
  let startLine = 1;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;

  const endRow = () => {
    if (fields.length > 1 || fields[0] !== '') rows.push({ line: startLine, fields });
    fields = [];
  };

  while (at < text.length) {
    let field = '';
    if (text[at] === '"') {
      const openLine = line;
      at++;
      for (;;) {
        const quote = text.indexOf('"', at);
        if (quote < 0) throw new CsvError([{ line: openLine, what: 'a quoted field is never closed' }], false);
        const piece = text.slice(at, quote);
        field += piece;
        line += piece.split('\n').length - 1;
        at = quote + 1;
        if (text[at] !== '"') break;
        field += '"';
        at++;
      }
      if (at < text.length && !',\r\n'.includes(text[at] as string)) {
        throw new CsvError([{ line, what: 'text follows a closing quote; a quote inside a field is doubled' }], false);
      }
    } else {
      const start = at;
      while (at < text.length && !',\r\n'.includes(text[at] as string)) at++;
      field = text.slice(start, at);
    }
    fields.push(field);
    if (text[at] === ',') {
      at++;
      if (at >= text.length) fields.push('');
      continue;
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    line++;
    endRow();
    startLine = line;
  }
  if (fields.length > 0) endRow();
  return rows;
}

/** What spreadsheets write instead of commas. */
const OTHER_SEPARATORS = { ';': 'semicolons (;)', '\t': 'tabs' };

/** @throws {CsvError} where column names are separated by something else than commas; looked for before quotes count */
function demandCommas(text: string): void {
  const lines = text.split(/\r\n|\r|\n/);
  const at = lines.findIndex((line) => line.trim() !== '');
  const header = lines[at] ?? '';
  const found = Object.entries(OTHER_SEPARATORS).find(([separator]) => header.includes(separator))?.[1];
  if (found === undefined || header.includes(',')) return;
  const what = `the column names are separated by ${found}; commas (,) were expected`;
  throw new CsvError([{ line: at + 1, what }], false);
}

const OUTCOMES = { 1: 'repaid', 2: 'defaulted' };

function expected(column: Column): string {
  return column.kind === 'number'
    ? `a whole number from ${column.min} to ${column.max}`
    : `one of ${Object.keys(column.codes).join(', ')}`;
}

function quoted(text: string): string {
  return text === '' ? 'nothing' : `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}

function readField(column: Column, text: string): string | number | undefined {
  if (column.kind === 'category') return Object.hasOwn(column.codes, text) ? text : undefined;
  if (!/^\d+$/.test(text)) return undefined;
  const value = Number(text);
  return value >= column.min && value <= column.max ? value : undefined;
}

/**
 * Reads credit applications with their outcome (1 repaid, 2 defaulted). Columns may stand in any order; more columns
 * than known are left alone. `area_record`, which the published data does not have, may be there.
 *
 * @param limit how many problems to collect before giving up
 * @throws {CsvError} with the line, the column and what was expected
 */
export function readApplications(text: string, limit = 20): Application[] {
  demandCommas(text);
  const [header, ...rows] = parseCsv(text);
  if (!header)
    throw new CsvError([{ line: 1, what: 'the file is empty; a line with column names was expected' }], false);
  const names = header.fields.map((field) => field.trim());
  const wanted = ['id', ...COLUMNS.map(({ name }) => name), 'outcome'];
  const missing = wanted.filter((name) => !names.includes(name));
  const given = names.includes(AREA.name) ? [...COLUMNS, AREA] : COLUMNS;
  const doubled = [...wanted, AREA.name].filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (missing.length > 0 || doubled.length > 0) {
    const problems = [
      ...missing.map((column) => ({ line: header.line, column, what: 'the column is missing' })),
      ...doubled.map((column) => ({ line: header.line, column, what: 'the column is there twice' })),
    ];
    throw new CsvError(problems, false);
  }
  if (rows.length === 0) {
    throw new CsvError(
      [{ line: header.line, what: 'only column names were found; applications were expected' }],
      false,
    );
  }

  const problems: CsvProblem[] = [];
  const lineOf = new Map<string, number>();
  const applications: Application[] = [];
  for (const { line, fields } of rows) {
    if (problems.length >= limit) break;
    if (fields.length !== names.length) {
      problems.push({ line, what: `${fields.length} fields were found; the first line names ${names.length}` });
      continue;
    }
    const field = (name: string) => (fields[names.indexOf(name)] ?? '').trim();
    const before = problems.length;
    const bad = (column: string, what: string) => problems.push({ line, column, what });

    const id = field('id');
    const earlier = lineOf.get(id);
    if (id === '') bad('id', 'nothing was found; an id was expected');
    else if (earlier !== undefined) bad('id', `"${id}" is on line ${earlier} already; each id may be there once`);
    else lineOf.set(id, line);

    const values: Record<string, string | number> = {};
    for (const column of given) {
      const value = readField(column, field(column.name));
      if (value === undefined)
        bad(column.name, `${quoted(field(column.name))} was found; ${expected(column)} was expected`);
      else values[column.name] = value;
    }
    const outcome = field('outcome');
    if (!Object.hasOwn(OUTCOMES, outcome)) {
      bad('outcome', `${quoted(outcome)} was found; 1 (repaid) or 2 (defaulted) was expected`);
    }
    if (problems.length === before) applications.push({ id, values, defaulted: outcome === '2' });
  }
  if (problems.length > 0) throw new CsvError(problems.slice(0, limit), problems.length >= limit);
  return applications;
}
