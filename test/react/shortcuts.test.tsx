import { fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { ShortcutProvider, type ShortcutProviderProps, useShortcut, useShortcuts } from '../../src/react/shortcuts.js';

function Target({ onPress, keys = 'Alt+Shift+N', id = 'next' }: { onPress: () => void; keys?: string; id?: string }) {
  const inForce = useShortcut({ id, keys, label: 'Next case', onPress });
  return (
    <button type="button" aria-keyshortcuts={inForce}>
      Next
    </button>
  );
}
function List() {
  return useShortcuts().map(({ id, label, keys }) => <p key={id}>{`${label}: ${keys}`}</p>);
}
function show(onPress: () => void, props: ShortcutProviderProps = {}, keys?: string) {
  return render(
    <ShortcutProvider {...props}>
      <Target onPress={onPress} {...(keys && { keys })} />
      <List />
      <input aria-label="Note" />
    </ShortcutProvider>,
  );
}
const next = { key: 'N', altKey: true, shiftKey: true };

describe('shortcuts', () => {
  it('press, are told to assistive technology, and are listed, from one place', () => {
    const onPress = vi.fn();
    show(onPress);
    expect(screen.getByRole('button').getAttribute('aria-keyshortcuts')).toBe('Alt+Shift+N');
    screen.getByText('Next case: Alt+Shift+N');
    expect(fireEvent.keyDown(document.body, next)).toBe(false);
    expect(onPress).toHaveBeenCalledTimes(1);
    fireEvent.keyDown(document.body, { ...next, ctrlKey: true });
    fireEvent.keyDown(document.body, { ...next, repeat: true });
    fireEvent.keyDown(document.body, { ...next, isComposing: true });
    expect(onPress).toHaveBeenCalledTimes(1);
  });

  it('are gone with what brought them', () => {
    const onPress = vi.fn();
    function Page() {
      const [isShown, setShown] = useState(true);
      return (
        <ShortcutProvider>
          {isShown && <Target onPress={onPress} />}
          <List />
          <button type="button" onClick={() => setShown(false)}>
            Leave
          </button>
        </ShortcutProvider>
      );
    }
    const { unmount } = render(<Page />);
    fireEvent.click(screen.getByText('Leave'));
    fireEvent.keyDown(document.body, next);
    expect(screen.queryByText(/Next case/)).toBeNull();
    unmount();
    fireEvent.keyDown(document.body, next);
    expect(onPress).not.toHaveBeenCalled();
  });

  it('do nothing where nobody provides for them', () => {
    const onPress = vi.fn();
    render(<Target onPress={onPress} />);
    fireEvent.keyDown(document.body, next);
    expect(onPress).not.toHaveBeenCalled();
    expect(screen.getByRole('button').hasAttribute('aria-keyshortcuts')).toBe(false);
  });

  it('can be given other keys, or none', () => {
    const onPress = vi.fn();
    const { unmount } = show(onPress, { map: { next: 'Control+Shift+ArrowDown' } });
    fireEvent.keyDown(document.body, next);
    expect(onPress).not.toHaveBeenCalled();
    fireEvent.keyDown(document.body, { key: 'ArrowDown', ctrlKey: true, shiftKey: true });
    expect(onPress).toHaveBeenCalledTimes(1);
    unmount();
    show(onPress, { map: { next: null } });
    expect(screen.queryByText(/Next case/)).toBeNull();
    fireEvent.keyDown(document.body, next);
    expect(onPress).toHaveBeenCalledTimes(1);
  });

  it('of a letter alone wait until somebody asks for them, and never act on what is typed (WCAG 2.1.4)', async () => {
    const onPress = vi.fn();
    const user = userEvent.setup();
    const { unmount } = show(onPress, {}, 'J');
    await user.keyboard('j');
    expect(onPress).not.toHaveBeenCalled();
    expect(screen.queryByText(/Next case/)).toBeNull();
    unmount();
    show(onPress, { allowsTyped: true }, 'J');
    await user.keyboard('j');
    expect(onPress).toHaveBeenCalledTimes(1);
    const field = screen.getByLabelText('Note') as HTMLInputElement;
    await user.type(field, 'jj');
    expect(field.value).toBe('jj');
    expect(onPress).toHaveBeenCalledTimes(1);
  });

  it('with a modifier also act where somebody types, and leave alone what another handler has taken', async () => {
    const onPress = vi.fn();
    show(onPress);
    const field = screen.getByLabelText('Note');
    fireEvent.keyDown(field, next);
    expect(onPress).toHaveBeenCalledTimes(1);
    field.addEventListener('keydown', (event) => event.preventDefault());
    fireEvent.keyDown(field, next);
    expect(onPress).toHaveBeenCalledTimes(1);
  });

  it('on a Mac leave alone the characters that Alt types', async () => {
    const platform = vi.spyOn(navigator, 'platform', 'get').mockReturnValue('MacIntel');
    const onPress = vi.fn();
    show(onPress);
    const typed = { key: '˜', code: 'KeyN', altKey: true, shiftKey: true };
    expect(fireEvent.keyDown(screen.getByLabelText('Note'), typed)).toBe(true);
    expect(onPress).not.toHaveBeenCalled();
    fireEvent.keyDown(document.body, typed);
    expect(onPress).toHaveBeenCalledTimes(1);
    platform.mockRestore();
  });

  it('are the later one’s where two have the same keys, and whoever develops is told', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const [outer, inner] = [vi.fn(), vi.fn()];
    render(
      <ShortcutProvider>
        <Target id="outer" onPress={outer} />
        <Target id="inner" onPress={inner} keys="Shift+Alt+n" />
      </ShortcutProvider>,
    );
    fireEvent.keyDown(document.body, next);
    expect([outer.mock.calls.length, inner.mock.calls.length]).toEqual([0, 1]);
    expect(warn.mock.calls.flat().join()).toMatch(/“inner” and “outer” have the same keys, Alt\+Shift\+N/);
    warn.mockRestore();
  });

  it('do nothing behind what is hidden or inert, as behind a dialog', () => {
    const onPress = vi.fn();
    const place = document.createElement('div');
    function Within() {
      useShortcut({ id: 'next', keys: 'Alt+Shift+N', label: 'Next', onPress, within: () => place });
      return null;
    }
    render(
      <ShortcutProvider>
        <Within />
      </ShortcutProvider>,
    );
    for (const [name, value] of [
      ['aria-hidden', 'true'],
      ['inert', ''],
    ] as const) {
      place.setAttribute(name, value);
      fireEvent.keyDown(document.body, next);
      place.removeAttribute(name);
    }
    expect(onPress).not.toHaveBeenCalled();
    fireEvent.keyDown(document.body, next);
    expect(onPress).toHaveBeenCalledTimes(1);
  });
});
