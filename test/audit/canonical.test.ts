import { describe, expect, it } from 'vitest';
import { canonicalText } from '../../src/audit/canonical.selectors.js';

/** A number by the bits of its IEEE 754 double. */
function double(hex: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${hex}`));
  return view.getFloat64(0);
}

describe('the canonical text of a value (RFC 8785)', () => {
  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the number %s of appendix B as %s', (bits, text) => {
    expect(canonicalText(double(bits))).toBe(text);
  });

  it('writes the value of section 3.2 as the RFC does', () => {
    const value = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`);
    expect(canonicalText(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('orders keys by their UTF-16 code units, as section 3.2.3 does', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonicalText(value)) as object).length).toBe(7);
    const order = [...canonicalText(value).matchAll(/:"([^"]+)"/g)].map(([, name]) => name);
    expect(order).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it('is the same for a value that went through storage', () => {
    const value = { b: [1, { z: undefined, a: '\u0000' }], a: -0 };
    expect(canonicalText(JSON.parse(JSON.stringify(value)))).toBe(canonicalText(value));
  });

  it.each([
    ['NaN', { confidence: { value: Number.NaN } }, '/confidence/value'],
    ['an infinity', [1, Number.NEGATIVE_INFINITY], '/1'],
    ['half a character', { reason: { text: 'a\ud83d' } }, '/reason/text'],
    ['the other half', { reason: { text: '\ude00b' } }, '/reason/text'],
    ['a key with half a character', { '\ud83d': 1 }, ' has a key'],
    ['a function', { f: () => {} }, '/f'],
    ['a big integer', { n: 1n }, '/n'],
    ['nothing at all', undefined, ' is undefined'],
  ])('refuses %s, and says where', (_what, value, where) => {
    expect(() => canonicalText(value)).toThrow(expect.objectContaining({ code: 'value-not-canonical' }));
    expect(() => canonicalText(value)).toThrow(where);
  });

  it('refuses what is nested without end', () => {
    const ring: { inner?: unknown } = {};
    ring.inner = ring;
    expect(() => canonicalText(ring)).toThrow(expect.objectContaining({ code: 'value-not-canonical' }));
  });
});
