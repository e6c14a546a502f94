import type { ReactRenderer } from '@storybook/react-vite';
import axe from 'axe-core';
import type { ComposedStoryFn } from 'storybook/internal/types';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { commands } from 'vitest/browser';

declare module 'vitest/browser' {
  interface BrowserCommands {
    emulateForcedColors: (isOn: boolean) => Promise<void>;
  }
}

const THEMES = ['light', 'dark', 'forced colours'] as const;
const DIRECTIONS = ['ltr', 'rtl'] as const;

// A colour on its way from one theme to the next is in neither: what axe measures must have arrived.
const still = document.createElement('style');
still.textContent = '*, *::before, *::after { transition: none !important; animation: none !important; }';
document.head.append(still);

/** Turns the page as it stands, so that what a `play` function opened is looked at in each mode. */
function turnTo(direction: (typeof DIRECTIONS)[number]) {
  for (const element of document.querySelectorAll<HTMLElement>('[dir="ltr"], [dir="rtl"]')) element.dir = direction;
}

async function violationsIn(parameters: { config?: axe.Spec; options?: axe.RunOptions } = {}) {
  axe.reset();
  axe.configure({ rules: [{ id: 'region', enabled: false }, ...(parameters.config?.rules ?? [])] });
  const { violations } = await axe.run(
    { include: [document.body], exclude: ['.sb-wrapper'] },
    { resultTypes: ['violations'], ...parameters.options },
  );
  return violations.map(({ id, help, nodes }) => ({
    rule: id,
    help,
    where: nodes.map((node) => `${node.target.join(' ')}: ${node.any[0]?.message ?? node.html}`),
  }));
}

beforeEach(() => {
  vi.spyOn(console, 'error');
});

afterEach(async (context) => {
  const { story } = context as unknown as { story?: ComposedStoryFn<ReactRenderer> };
  const calls = vi.mocked(console.error).mock?.calls ?? [];
  vi.restoreAllMocks();
  expect(calls, 'unexpected console.error').toEqual([]);

  const parameters = story?.parameters.a11y;
  if (!story || context.task.result?.state === 'fail' || parameters?.test === 'off') return;
  const page = document.documentElement;
  const before = { theme: page.dataset.csnTheme, dir: page.dir };
  const found: Record<string, unknown> = {};
  for (const theme of THEMES) {
    if (theme === 'forced colours') await commands.emulateForcedColors(true);
    else page.dataset.csnTheme = theme;
    for (const direction of DIRECTIONS) {
      turnTo(direction);
      const violations = await violationsIn(parameters);
      if (violations.length > 0) found[`${theme}, ${direction}`] = violations;
    }
  }
  await commands.emulateForcedColors(false);
  page.dataset.csnTheme = before.theme;
  turnTo(before.dir === 'rtl' ? 'rtl' : 'ltr');
  expect(found, 'axe').toEqual({});
});
