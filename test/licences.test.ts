import { describe, expect, it } from 'vitest';
import { FOR_RUNTIME, FOR_TOOLS, type Installed, isAllowed, objections, readAudit } from '../scripts/licences.js';

const one = (fields: Partial<Installed>): Installed => ({
  name: 'thing',
  version: '1.0.0',
  license: 'MIT',
  isRuntime: true,
  ...fields,
});

describe('the licences of dependencies', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT AND ISC', true],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-only', false],
    ['mit', false],
    ['', false],
  ])('reads the expression "%s"', (expression, expected) => {
    expect(isAllowed(expression, FOR_RUNTIME)).toBe(expected);
  });

  it('may be wider for a tool than for what comes along', () => {
    expect(objections([one({ license: 'MPL-2.0', isRuntime: false })])).toEqual([]);
    expect(objections([one({ license: 'MPL-2.0' })])).toEqual([
      'thing 1.0.0 comes along with the kit and has MPL-2.0.',
    ]);
    expect(FOR_TOOLS).toEqual(expect.arrayContaining([...FOR_RUNTIME]));
  });

  it.each([undefined, null, 'SEE LICENSE IN LICENSE', 'UNLICENSED', [], {}])('have to be named: %j', (license) => {
    expect(objections([one({ license })])).toHaveLength(1);
  });

  it('are read in the form of old packages as well', () => {
    expect(objections([one({ license: { type: 'MIT', url: 'https://example.org' } })])).toEqual([]);
  });
});

describe('what npm audit says', () => {
  it('is a list of advisories', () => {
    const report = {
      vulnerabilities: {
        thing: { severity: 'high', range: '<1.0.1', via: [{ title: 'Reads too much' }, 'other'] },
      },
    };
    expect(readAudit(JSON.stringify(report))).toEqual({
      advisories: ['thing <1.0.1: high; Reads too much; through other'],
    });
    expect(readAudit(JSON.stringify(report), 'high')).toEqual(readAudit(JSON.stringify(report)));
    expect(readAudit(JSON.stringify(report), 'critical')).toEqual({ advisories: [] });
    expect(readAudit('{"vulnerabilities":{}}')).toEqual({ advisories: [] });
  });

  it.each([
    ['', 'npm audit said nothing that could be read'],
    ['<html>', 'npm audit said nothing that could be read'],
    ['{"message":"405 Method Not Allowed","error":{"summary":""}}', '405 Method Not Allowed'],
    ['{"error":{"code":"ENOLOCK","summary":"This command requires a lockfile."}}', 'This command requires a lockfile.'],
    ['{}', 'the registry gave no answer'],
  ])('is not taken for a clean bill where nothing was looked up: %s', (output, notChecked) => {
    expect(readAudit(output)).toEqual({ notChecked });
  });
});
