// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPressed, isTyped, keysText, readKeys } from '../../src/react/keys.js';

const pressed = (init: KeyboardEventInit & { key: string }) => new KeyboardEvent('keydown', init);
const altShift = { altKey: true, shiftKey: true };

describe('keys', () => {
  it('are read as aria-keyshortcuts has them, in one spelling', () => {
    expect(keysText(readKeys('Shift+Alt+n', false))).toBe('Alt+Shift+N');
    expect(keysText(readKeys('Mod+Enter', false))).toBe('Control+Enter');
    expect(keysText(readKeys('Mod+Enter', true))).toBe('Meta+Enter');
  });

  it.each(['', '+', 'Alt+', 'Alt+Alt+N', 'Hyper+N', 'Alt+NN', 'N+Alt', 'Alt+ ', 'Mod+Control+N'])(
    'are refused as %j, with what to write instead',
    (keys) => {
      expect(() => readKeys(keys, false)).toThrow(expect.objectContaining({ code: 'shortcut-invalid' }));
    },
  );

  it('are typed where a character alone would be', () => {
    expect(
      ['J', 'Shift+J', '?', 'Alt+J', 'Mod+J', 'F2', 'Enter'].map((keys) => isTyped(readKeys(keys, false))),
    ).toEqual([true, true, true, false, false, false, false]);
  });

  it('are pressed by their event and by no other modifier more or less', () => {
    const modifiers = ['Control', 'Alt', 'Shift', 'Meta'] as const;
    const set = fc.subarray([...modifiers]);
    fc.assert(
      fc.property(set, set, fc.constantFrom('A', 'N', 'Enter', 'ArrowDown'), (asked, held, key) => {
        const event = pressed({
          key,
          ctrlKey: held.includes('Control'),
          altKey: held.includes('Alt'),
          shiftKey: held.includes('Shift'),
          metaKey: held.includes('Meta'),
        });
        const chord = readKeys([...asked, key].join('+'), false);
        expect(isPressed(event, chord)).toBe(
          asked.length === held.length && asked.every((each) => held.includes(each)),
        );
      }),
    );
  });

  it('are found where Alt makes another character of a letter, and in another alphabet', () => {
    const chord = readKeys('Alt+Shift+N', true);
    expect(isPressed(pressed({ key: '˜', code: 'KeyN', ...altShift }), chord)).toBe(true);
    expect(isPressed(pressed({ key: 'ى', code: 'KeyN', ...altShift }), chord)).toBe(true);
    const plain = readKeys('Mod+N', false);
    expect(isPressed(pressed({ key: 'т', code: 'KeyN', ctrlKey: true }), plain)).toBe(true);
    // The letter counts where there is one: the place of N is another letter's on a Dvorak keyboard.
    expect(isPressed(pressed({ key: 'B', code: 'KeyN', ...altShift }), readKeys('Alt+Shift+N', false))).toBe(false);
    expect(isPressed(pressed({ key: 'b', code: 'KeyN', ctrlKey: true }), plain)).toBe(false);
  });

  it('are none where AltGr types a character', () => {
    const event = pressed({ key: '@', code: 'KeyQ', ctrlKey: true, altKey: true, modifierAltGraph: true });
    expect(isPressed(event, readKeys('Control+Alt+Q', false))).toBe(false);
  });

  it('take a sign with and without Shift, as the keyboard has it', () => {
    const chord = readKeys('Mod+/', false);
    expect(isPressed(pressed({ key: '/', ctrlKey: true }), chord)).toBe(true);
    expect(isPressed(pressed({ key: '/', ctrlKey: true, shiftKey: true }), chord)).toBe(true);
  });
});
