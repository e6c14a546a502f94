import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Application, AREA, COLUMNS } from '../../example/model/application.js';
import { CsvError, parseCsv, readApplications } from '../../example/model/csv.js';
import { generateApplications } from '../../example/model/generator.js';

const HEADER = ['id', ...COLUMNS.map(({ name }) => name), 'outcome', AREA.name];

function lineOf({ id, values, defaulted }: Application, change: Record<string, string> = {}): string {
  const fields: Record<string, string> = {
    id,
    ...Object.fromEntries([...COLUMNS, AREA].map(({ name }) => [name, String(values[name])])),
    outcome: defaulted ? '2' : '1',
    ...change,
  };
  return HEADER.map((name) => fields[name]).join(',');
}

const [first, second, third] = generateApplications(3, 1) as [Application, Application, Application];

function problemsOf(text: string, limit?: number) {
  try {
    readApplications(text, limit);
  } catch (error) {
    expect(error).toBeInstanceOf(CsvError);
    return error as CsvError;
  }
  throw new Error('The file was read.');
}

describe('reading applications', () => {
  it('reads back what was written', () => {
    const text = [HEADER.join(','), lineOf(first), lineOf(second)].join('\n');
    expect(readApplications(text)).toEqual([first, second]);
  });

  it('takes Windows line ends, a byte order mark, quotes and blank lines', () => {
    const quoted = lineOf(first)
      .split(',')
      .map((field) => `"${field}"`)
      .join(',');
    const text = `\ufeff${HEADER.join(',')}\r\n${quoted}\r\n\r\n${lineOf(second)}\r\n`;
    expect(readApplications(text)).toEqual([first, second]);
  });

  it('takes columns in another order and leaves unknown ones alone', () => {
    const line = lineOf(first).split(',');
    const text = `note,${[...HEADER].reverse().join(',')}\n"one, ""two""\nthree",${[...line].reverse().join(',')}\n`;
    expect(readApplications(text)).toEqual([first]);
  });

  it('does without the area, which the published data does not have', () => {
    const without = (line: string) => line.slice(0, line.lastIndexOf(','));
    const { [AREA.name]: _area, ...values } = first.values;
    expect(readApplications(`${without(HEADER.join(','))}\n${without(lineOf(first))}`)).toEqual([{ ...first, values }]);
    expect(problemsOf(`${HEADER.join(',')}\n${lineOf(first, { [AREA.name]: 'D9' })}`).problems).toEqual([
      { line: 2, column: AREA.name, what: '"D9" was found; one of D1, D2, D3 was expected' },
    ]);
  });

  it('names every missing column', () => {
    const kept = HEADER.filter((name) => name !== 'amount_dm' && name !== 'outcome');
    expect(problemsOf(`${kept.join(',')}\nx`).problems).toEqual([
      { line: 1, column: 'amount_dm', what: 'the column is missing' },
      { line: 1, column: 'outcome', what: 'the column is missing' },
    ]);
  });

  it.each([
    ['amount_dm', '12a', '"12a" was found; a whole number from 1 to 1000000 was expected'],
    ['amount_dm', '', 'nothing was found; a whole number from 1 to 1000000 was expected'],
    ['amount_dm', '1e3', '"1e3" was found; a whole number from 1 to 1000000 was expected'],
    ['age_years', '-4', '"-4" was found; a whole number from 18 to 120 was expected'],
    ['housing', 'A159', '"A159" was found; one of A151, A152, A153 was expected'],
    ['housing', 'constructor', '"constructor" was found; one of A151, A152, A153 was expected'],
    ['outcome', '0', '"0" was found; 1 (repaid) or 2 (defaulted) was expected'],
    ['id', '', 'nothing was found; an id was expected'],
    ['id', first.id, `"${first.id}" is on line 2 already; each id may be there once`],
  ])('says where %s is "%s" and what was expected', (column, value, what) => {
    const text = [HEADER.join(','), lineOf(first), lineOf(second, { [column]: value }), lineOf(third)].join('\r\n');
    const error = problemsOf(text);
    expect(error.problems).toEqual([{ line: 3, column, what }]);
    expect(error.message).toContain(`line 3, column ${column}: ${what}`);
  });

  it('counts lines of the file, not records, after a field that holds line ends', () => {
    const text = `${HEADER.join(',')},note\n${lineOf(first)},"a\nb\nc"\n${lineOf(second, { housing: 'x' })},\n`;
    expect(problemsOf(text).problems).toMatchObject([{ line: 5, column: 'housing' }]);
  });

  it('reports the first problems of many bad lines together, then stops', () => {
    const bad = Array.from({ length: 50 }, (_, index) => lineOf(first, { id: `B-${index}`, amount_dm: 'x' }));
    const error = problemsOf([HEADER.join(','), ...bad].join('\n'), 5);
    expect(error.problems.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
    expect(error.message).toContain('stopped after 5 problems');
  });

  it('says which line has too few fields', () => {
    expect(problemsOf(`${HEADER.join(',')}\na,b\n`).problems).toEqual([
      { line: 2, what: '2 fields were found; the first line names 23' },
    ]);
  });

  it.each([
    ['', 1, 'empty'],
    ['\n\n', 1, 'empty'],
    [`${HEADER.join(',')}\n`, 1, 'only column names'],
    [`${HEADER.join(',')}\n"open,1`, 2, 'never closed'],
    [`${HEADER.join(',')}\n"a"b,1`, 2, 'follows a closing quote'],
  ])('refuses %j with its line', (text, line, what) => {
    const [problem] = problemsOf(text).problems;
    expect(problem?.line).toBe(line);
    expect(problem?.what).toContain(what);
  });

  it.each([
    [';', 'semicolons (;)'],
    ['\t', 'tabs'],
  ])('names the separator of a file whose columns are not separated by commas: %j', (separator, name) => {
    const what = `the column names are separated by ${name}; commas (,) were expected`;
    const plain = [HEADER.join(','), lineOf(first)].join('\r\n').replaceAll(',', separator);
    expect(problemsOf(plain).problems).toEqual([{ line: 1, what }]);
    const quoted = `\ufeff\n"${HEADER.join(`"${separator}"`)}"\n`;
    const error = problemsOf(quoted);
    expect(error.problems).toEqual([{ line: 2, what }]);
    expect(error.message).toBe(`The file cannot be read:\n  line 2: ${what}`);
  });

  it('takes other separators inside the names of columns', () => {
    const text = `${HEADER.join(',')},a;b\tc\n${lineOf(first)},x\n`;
    expect(readApplications(text)).toEqual([first]);
  });

  it('splits an empty last field, a lone carriage return and doubled quotes', () => {
    expect(parseCsv('a,\r"b ""c""",d').map(({ fields }) => fields)).toEqual([
      ['a', ''],
      ['b "c"', 'd'],
    ]);
  });

  const real = resolve('../shared/data/german-credit.csv');
  it.runIf(existsSync(real))('reads the thousand real applications', () => {
    const applications = readApplications(readFileSync(real, 'utf8'));
    expect(applications).toHaveLength(1000);
    expect(applications.filter(({ defaulted }) => defaulted)).toHaveLength(300);
    expect(applications[1]).toMatchObject({ id: 'GC-0002', values: { amount_dm: 5951 }, defaulted: true });
  });
});
