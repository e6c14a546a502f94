import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe } from 'vitest';

/** Runs the same tests in plain and in strict React. */
export function describeEachReactMode(
  name: string,
  suite: (renderIn: (ui: ReactNode) => ReturnType<typeof render>) => void,
) {
  describe.each([
    ['plain', false],
    ['strict', true],
  ] as const)(`${name} (%s React)`, (_mode, strict) => {
    suite((ui) => render(ui, { reactStrictMode: strict }));
  });
}
