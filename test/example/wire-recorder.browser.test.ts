import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import { type Channel, findTraces, recordPage } from './wire-recorder.js';

/*
 * The search for a trace of the AI before somebody's own answer (B-1) says something only if it would find one. Here is a page that
 * leaks in every way there is, one at a time.
 */

const TRACE = /47[.,\s]?113/;
const SHOWN = '47,113';

let server: Server;
let browser: Browser;
let page: Page;
let recorder: Awaited<ReturnType<typeof recordPage>>;

beforeAll(async () => {
  server = createServer(({ url }, response) => {
    if (url === '/body') return response.end(JSON.stringify({ value: 47113 }));
    if (url === '/header') return response.setHeader('x-suggestion', '47113').end('{}');
    if (url === '/events') {
      response.setHeader('content-type', 'text/event-stream');
      return response.write('event: review\ndata: {"value":47113}\n\n');
    }
    response.setHeader('content-type', 'text/html');
    return response.end('<!doctype html><title>A case</title><main><h1>A case</h1><canvas></canvas></main>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
  page = await browser.newPage();
  recorder = await recordPage(page);
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

/** Each in a way of its own, and in no other. */
const LEAKS: readonly (readonly [channel: Channel, how: string, leak: (words: string) => unknown])[] = [
  ['body', 'an answer that says more than the page shows', () => fetch('/body').then((answer) => answer.text())],
  ['header', 'a header of an answer', () => fetch('/header').then((answer) => answer.text())],
  [
    'event',
    'an event of the stream',
    () =>
      new Promise((resolve) => {
        const source = new EventSource('/events');
        source.addEventListener('review', () => resolve(source.close()));
      }),
  ],
  ['console', 'a line that was left in for debugging', (words) => console.debug(words)],
  ['local storage', 'a cache that outlives the page', (words) => localStorage.setItem('case', words)],
  ['session storage', 'a cache of the page', (words) => sessionStorage.setItem('case', words)],
  [
    'database',
    'a store of drafts',
    (words) =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open('drafts');
        request.onupgradeneeded = () => request.result.createObjectStore('drafts');
        request.onsuccess = () => {
          const change = request.result.transaction('drafts', 'readwrite');
          change.objectStore('drafts').put(words, 'case');
          change.oncomplete = () => {
            request.result.close();
            resolve();
          };
        };
      }),
  ],
  [
    'document',
    'text that nobody sees',
    (words) => document.querySelector('main')?.insertAdjacentHTML('beforeend', `<p hidden>${words}</p>`),
  ],
  ['document', 'an attribute', (words) => document.querySelector('h1')?.setAttribute('data-suggestion', words)],
  [
    'document',
    'text that stands for a moment',
    (words) => {
      const node = document.createElement('p');
      node.textContent = words;
      document.querySelector('main')?.append(node);
      node.remove();
    },
  ],
  [
    'accessibility tree',
    'a name that only a screen reader reads',
    (words) => document.querySelector('canvas')?.setAttribute('aria-label', words),
  ],
  ['address', 'the address of the page', (words) => history.replaceState(null, '', `#${words}`)],
];

it.each(LEAKS)('finds the AI’s value in the %s: %s', async (channel, _how, leak) => {
  await page.evaluate(() => {
    document
      .querySelector('main')
      ?.replaceChildren(
        ...[document.querySelector('h1'), document.querySelector('canvas')].filter((each) => each !== null),
      );
    for (const each of document.querySelectorAll('[data-suggestion], [aria-label]')) {
      each.removeAttribute('data-suggestion');
      each.removeAttribute('aria-label');
    }
    localStorage.clear();
    sessionStorage.clear();
    history.replaceState(null, '', location.pathname);
  });
  await recorder.begin();
  await recorder.look('before');
  const others = (found: readonly string[]) => found.filter((each) => !each.startsWith('database'));
  expect(others(findTraces(recorder.take(), [TRACE]))).toEqual([]);

  await page.evaluate(leak, SHOWN);
  await recorder.look('after');
  const found = findTraces(recorder.take(), [TRACE]);
  expect(found.some((each) => each.startsWith(`${channel} (`))).toBe(true);
});
