import { render } from '@testing-library/react';
import { type ReactNode, version } from 'react';
import { describe } from 'vitest';

const PLAIN = ['plain', false] as const;
const STRICT = ['strict', true] as const;
/** Plain React differs from strict React in the same way in both versions: of the older one, the harder of the two is enough. */
const MODES = version.startsWith('18.') ? [STRICT] : [PLAIN, STRICT];

/** Runs the same tests in plain and in strict React. */
export function describeEachReactMode(
  name: string,
  suite: (renderIn: (ui: ReactNode) => ReturnType<typeof render>) => void,
) {
  describe.each(MODES)(`${name} (%s React)`, (_mode, strict) => {
    suite((ui) => render(ui, { reactStrictMode: strict }));
  });
}
