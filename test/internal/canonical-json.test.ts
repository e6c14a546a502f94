import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, isJson, sameJson } from '../../src/internal/canonical-json.js';

describe('canonicalJson', () => {
  it.each<[string, unknown, string]>([
    [
      'keys by code unit, at every depth',
      { b: { d: 1, c: 2 }, a: [{ z: 1, y: 2 }] },
      '{"a":[{"y":2,"z":1}],"b":{"c":2,"d":1}}',
    ],
    ['capitals before small letters, digits as text', { a: 1, B: 2, 10: 3, 9: 4 }, '{"10":3,"9":4,"B":2,"a":1}'],
    ['undefined left out, null kept', { a: undefined, b: null }, '{"b":null}'],
    ['undefined in a list as JSON has it', [undefined, 1], '[null,1]'],
    ['minus zero as zero', { a: -0 }, '{"a":0}'],
    ['numbers as JSON writes them', [1e21, 1e-7, 0.1], '[1e+21,1e-7,0.1]'],
    ['what is no number as null', [Number.NaN, Number.POSITIVE_INFINITY], '[null,null]'],
    ['lone surrogates escaped', '\ud800', '"\\ud800"'],
    [
      'keys that an object already has',
      JSON.parse('{"__proto__":1,"constructor":2}'),
      '{"__proto__":1,"constructor":2}',
    ],
    ['nothing', undefined, 'null'],
  ])('has %s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('says the same of a value that went through JSON, in any order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const shuffledCases = JSON.parse(JSON.stringify(value), (_, part) =>
          part !== null && typeof part === 'object' && !Array.isArray(part)
            ? Object.fromEntries(Object.entries(part).reverse())
            : part,
        );
        expect(canonicalJson(shuffledCases)).toBe(canonicalJson(value));
        expect(sameJson(JSON.parse(canonicalJson(value)), value)).toBe(true);
      }),
    );
  });

  it('tells different values apart', () => {
    expect(sameJson([1, 2], [2, 1])).toBe(false);
    expect(sameJson({ a: '1' }, { a: 1 })).toBe(false);
    expect(sameJson({ a: null }, {})).toBe(false);
    expect(sameJson('{}', {})).toBe(false);
  });
});

describe('isJson', () => {
  it('takes every value that JSON gives back, and a member left out', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => isJson(value)));
    expect(isJson({ a: undefined })).toBe(true);
    expect(isJson(Object.create(null))).toBe(true);
  });

  it.each([
    ['NaN', Number.NaN],
    ['undefined', undefined],
    ['a function', () => 0],
    ['a symbol', Symbol('a')],
    ['a big integer', 1n],
    ['a date', new Date(0)],
    ['a set', new Set()],
    [
      'an instance',
      new (class Point {
        x = 1;
      })(),
    ],
    ['one of them inside', { a: [{ b: Number.NaN }] }],
    ['101 lists in one another', JSON.parse(`${'['.repeat(102)}${']'.repeat(102)}`)],
  ])('does not take %s', (_, value) => {
    expect(isJson(value)).toBe(false);
  });

  it('takes any number where a score may be broken', () => {
    expect(isJson({ value: Number.NaN }, true)).toBe(true);
  });
});
