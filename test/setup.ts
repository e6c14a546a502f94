import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { forgetWarnings } from '../src/internal/warn.js';

/** Console noise that no test asked for fails it: expect it with `vi.spyOn(console, 'error')`. */
beforeEach(() => {
  forgetWarnings();
  vi.spyOn(console, 'error');
  vi.spyOn(console, 'warn');
});

afterEach(() => {
  cleanup();
  for (const method of ['error', 'warn'] as const) {
    const spy = vi.mocked(console[method]);
    const calls = spy.mock?.calls ?? [];
    const isExpected = spy.getMockImplementation?.() !== undefined;
    if (!isExpected) expect(calls, `unexpected console.${method}`).toEqual([]);
  }
  vi.restoreAllMocks();
});
