import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { forgetWarnings } from '../src/internal/warn.js';

/** What is fetched on first use is compiled on first use here, beside many other tests. */
configure({ asyncUtilTimeout: 10_000 });

/** Console noise that no test asked for fails it: expect it with `vi.spyOn(console, 'error')`. */
beforeEach(() => {
  forgetWarnings();
  vi.spyOn(console, 'error');
  vi.spyOn(console, 'warn');
});

afterEach(() => {
  cleanup();
  const unexpected = (['error', 'warn'] as const).flatMap((method) => {
    const spy = vi.mocked(console[method]);
    const isExpected = spy.getMockImplementation?.() !== undefined;
    return isExpected ? [] : (spy.mock?.calls ?? []).map((call) => [`console.${method}`, ...call]);
  });
  // Before the expectation, which throws: or every later test would hear what this one said.
  vi.restoreAllMocks();
  expect(unexpected, 'unexpected console output').toEqual([]);
});
