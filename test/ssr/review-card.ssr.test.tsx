import { JSDOM } from 'jsdom';
import { act, StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ReviewCard } from '../../src/desk/index.js';
import { createReviewSession } from '../../src/review/review.session.js';
import { openSitting, Page } from '../desk/desk.fixtures.js';

const said: unknown[][] = [];

beforeEach(() => {
  said.length = 0;
  vi.spyOn(console, 'error').mockImplementation((...args) => void said.push(args));
  vi.spyOn(console, 'warn').mockImplementation((...args) => void said.push(args));
});

/** A page whose host knows the review already: on the server, and again in the browser. */
function page(isClaimed: boolean) {
  const { store, backend, id, reviewer } = openSitting({ isClaimed });
  const session = createReviewSession({ backend, id, reviewer, review: store.get(id) });
  return {
    session,
    element: (
      <StrictMode>
        <Page session={session}>
          <ReviewCard.Root />
        </Page>
      </StrictMode>
    ),
  };
}

describe.each([
  ['an open case', false, 'Start review'],
  ['a case under review', true, 'Approve suggestion'],
])('%s whose review is known', (_, isClaimed, verb) => {
  let html = '';

  it('is whole on the server: nothing waits for a request', () => {
    expect(typeof window).toBe('undefined');
    html = renderToString(page(isClaimed).element);
    expect(html).toContain('Home renovation loan');
    expect(html).toContain(verb);
    expect(html).not.toContain('Loading the case');
    expect(said).toEqual([]);
  });

  describe('in the browser', () => {
    beforeAll(() => {
      const { window } = new JSDOM('<!doctype html><body></body>', {
        pretendToBeVisual: true,
        url: 'http://localhost/',
      });
      const names = Object.getOwnPropertyNames(window).filter((name) => !(name in globalThis));
      for (const name of names) vi.stubGlobal(name, window[name as 'document']);
      vi.stubGlobal('navigator', window.navigator);
      vi.stubGlobal('getComputedStyle', window.getComputedStyle.bind(window));
      vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    });
    afterAll(() => {
      vi.unstubAllGlobals();
    });

    it('hydrates without a warning', async () => {
      const { hydrateRoot } = await import('react-dom/client');
      const container = document.createElement('div');
      container.innerHTML = html;
      document.body.replaceChildren(container);
      const recovered: unknown[] = [];
      const { session, element } = page(isClaimed);
      const root = await act(async () =>
        hydrateRoot(container, element, { onRecoverableError: (error) => recovered.push(error) }),
      );
      expect({ recovered, said }).toEqual({ recovered: [], said: [] });
      expect(container.textContent).toContain(verb);
      await act(async () => root.unmount());
      session.stop();
    });
  });
});
