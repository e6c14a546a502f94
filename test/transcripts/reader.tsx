import { virtual } from '@guidepup/virtual-screen-reader';
import { configure, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { LocaleProvider } from '../../src/react/locale-context.js';

/** The page around what is read: language, time and place. */
export function Here({ children }: { children: ReactNode }) {
  return (
    <LocaleProvider locale="en-GB" timeZone="Europe/Berlin" now={() => Date.parse('2026-11-21T09:48:00Z')}>
      {children}
    </LocaleProvider>
  );
}

/** Reads from where the reader is to the end of the page. */
export async function readOn(): Promise<string[]> {
  await virtual.clearSpokenPhraseLog();
  for (let step = 0; step < 400; step++) {
    await virtual.next();
    if ((await virtual.lastSpokenPhrase()) === 'end of document') break;
  }
  return virtual.spokenPhraseLog();
}

/** What is said while something happens. */
export async function heard(during: () => Promise<unknown>): Promise<string[]> {
  await virtual.clearSpokenPhraseLog();
  await during();
  return virtual.spokenPhraseLog();
}

/** Until what was announced has been said. */
export async function announced(words: RegExp) {
  const regions = () => [...document.querySelectorAll('[data-csn-announcer]')].map((each) => each.textContent);
  await waitFor(() => expect(regions().join('\n')).toMatch(words));
  await new Promise((resolve) => setTimeout(resolve, 50));
}

export const start = () => virtual.start({ container: document.body });

/** What a file of transcripts needs, once. */
export function prepareReader() {
  // Every step computes names of the whole page.
  vi.setConfig({ testTimeout: 60_000 });
  configure({ asyncUtilTimeout: 20_000 });
  // jsdom reports every question about a pseudo-element, of which it has none.
  beforeEach(() => {
    const own = window.getComputedStyle.bind(window);
    vi.spyOn(window, 'getComputedStyle').mockImplementation((element) => own(element));
    // The reader looks up by id what something controls; ids of React have only colons to escape.
    vi.stubGlobal('CSS', { escape: (id: string) => id.replaceAll(/[^\w-]/g, '\\$&') });
  });
  afterEach(() => virtual.stop());
}
