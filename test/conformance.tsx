import { act, fireEvent, render } from '@testing-library/react';
import { type ReactElement, type ReactNode, StrictMode } from 'react';
import { expect, it, vi } from 'vitest';

/** What every part takes: a test gives it to the part, wherever the part has to stand. */
// biome-ignore lint/suspicious/noExplicitAny: one test for elements of every kind
export type PartProps = Record<string, any>;

export interface Part {
  /** Draws the part with these props, inside what it needs. */
  draw: (props: PartProps) => ReactElement;
  /** The element it renders. */
  tag: string;
  /** `data-*` attributes it must have where it is drawn, by name or with their value. */
  data?: readonly string[] | Readonly<Record<string, string>>;
  /** What a click does: called when it happened, so that a host's veto can be seen. */
  onClickEffect?: (effect: () => void) => (props: PartProps) => ReactElement;
  /** Whether it renders no class of its own. */
  isPlain?: boolean;
}

const found = () => [...document.querySelectorAll<HTMLElement>('[data-conformance]')];

/** Waits for what loads by itself; `render` alone shows the first frame. */
async function show(ui: ReactNode) {
  const view = render(ui);
  await vi.waitFor(() => expect(found().length).toBeGreaterThan(0));
  // Strict React mounts twice what came late, once it is drawn.
  await act(async () => {});
  return view;
}

/** The rules that hold for every part: ref, class, props, and the host's right to say no. */
export function itConforms({ draw, tag, data = [], onClickEffect, isPlain }: Part) {
  it('renders one node, which gets the ref and the props', async () => {
    const ref = vi.fn();
    await show(draw({ ref, 'data-conformance': 'yes', 'aria-description': 'From the host' }));
    const [node, ...others] = found();
    expect(others).toEqual([]);
    expect(node?.tagName.toLowerCase()).toBe(tag);
    expect(ref.mock.calls.some(([given]) => given === node)).toBe(true);
    expect(node?.getAttribute('aria-description')).toBe('From the host');
  });

  it('joins the class of the host to its own', async () => {
    await show(draw({ className: 'theirs', 'data-conformance': '' }));
    const classes = [...(found()[0]?.classList ?? [])];
    expect(classes).toContain('theirs');
    if (!isPlain) expect(classes.filter((name) => name.startsWith('csn-')).length).toBeGreaterThan(0);
  });

  it('leaves a ref alone while nothing changes', async () => {
    const ref = vi.fn();
    const ui = () => <StrictMode>{draw({ ref, 'data-conformance': '' })}</StrictMode>;
    const { rerender } = await show(ui());
    const before = ref.mock.calls.length;
    rerender(ui());
    expect(ref.mock.calls.length).toBe(before);
  });

  it.runIf(Object.keys(data).length > 0)('says its state in data attributes', async () => {
    await show(draw({ 'data-conformance': '' }));
    const expected = Array.isArray(data) ? Object.fromEntries(data.map((name) => [name, expect.anything()])) : data;
    expect({ ...found()[0]?.dataset }).toMatchObject(expected);
  });

  it.runIf(onClickEffect)('asks the host first, and does nothing after preventDefault()', async () => {
    const effect = vi.fn();
    const drawWith = onClickEffect?.(effect) as (props: PartProps) => ReactElement;
    const { unmount } = await show(drawWith({ 'data-conformance': '' }));
    fireEvent.click(found()[0] as HTMLElement);
    expect(effect).toHaveBeenCalled();
    unmount();
    effect.mockClear();
    await show(drawWith({ 'data-conformance': '', onClick: (event: Event) => event.preventDefault() }));
    fireEvent.click(found()[0] as HTMLElement);
    expect(effect).not.toHaveBeenCalled();
  });
}
