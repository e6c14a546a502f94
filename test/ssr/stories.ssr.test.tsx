import { composeStories, setProjectAnnotations } from '@storybook/react-vite';
import { JSDOM } from 'jsdom';
import { act, createElement, type FunctionComponent, StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import preview from '../../.storybook/preview.js';

const files = import.meta.glob<Parameters<typeof composeStories>[0]>('../../stories/**/*.stories.tsx', { eager: true });
const annotations = setProjectAnnotations([preview]);

/** Every story of every component, decorators included: what a page would render on a server. */
const stories = Object.values(files).flatMap((file) =>
  Object.values(composeStories(file, annotations)).map(
    (story) => [(story as unknown as { id: string }).id, story as unknown as FunctionComponent] as const,
  ),
);
const pages = new Map<string, string>();
const said: unknown[][] = [];

beforeEach(() => {
  said.length = 0;
  vi.spyOn(console, 'error').mockImplementation((...args) => void said.push(args));
  vi.spyOn(console, 'warn').mockImplementation((...args) => void said.push(args));
});

describe('on a server', () => {
  it('there are stories, and no window', () => {
    expect(stories.length).toBeGreaterThan(0);
    expect(typeof window).toBe('undefined');
  });

  it.each(stories)('%s renders', (id, Story) => {
    pages.set(id, renderToString(createElement(Story)));
    expect(said).toEqual([]);
  });
});

describe('in the browser', () => {
  beforeAll(() => {
    const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true, url: 'http://localhost/' });
    const names = Object.getOwnPropertyNames(window).filter((name) => !(name in globalThis));
    for (const name of names) vi.stubGlobal(name, window[name as 'document']);
    vi.stubGlobal('navigator', window.navigator);
    vi.stubGlobal('getComputedStyle', window.getComputedStyle.bind(window));
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  });
  afterAll(() => {
    vi.unstubAllGlobals();
  });

  it.each(stories)('%s hydrates without a warning', async (id, Story) => {
    const { hydrateRoot } = await import('react-dom/client');
    const container = document.createElement('div');
    container.innerHTML = pages.get(id) ?? '';
    document.body.replaceChildren(container);
    const recovered: unknown[] = [];
    const root = await act(async () =>
      hydrateRoot(container, createElement(StrictMode, null, createElement(Story)), {
        onRecoverableError: (error) => recovered.push(error),
      }),
    );
    expect({ recovered, said }).toEqual({ recovered: [], said: [] });
    await act(async () => root.unmount());
  });
});
