import { afterEach, describe, expect, it } from 'vitest';
import { holdPage } from '../../src/react/page-hold.js';

const overflow = () => document.documentElement.style.overflow || document.body.style.overflow;

describe('holding the page', () => {
  afterEach(() => document.documentElement.removeAttribute('style'));

  it('lasts until the last of several dialogs lets go, in whatever order', () => {
    const [first, second] = [holdPage(), holdPage()];
    expect(overflow()).toBe('hidden');
    first();
    expect(overflow()).toBe('hidden');
    second();
    expect(overflow()).toBe('');
  });

  it('gives the page back what a host had written there', () => {
    document.documentElement.style.overflow = 'clip';
    holdPage()();
    expect(document.documentElement.style.overflow).toBe('clip');
  });
});
