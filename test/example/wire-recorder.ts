import type { CDPSession, Page } from 'playwright';

/** Where something was found. */
export type Channel =
  | 'body'
  | 'header'
  | 'event'
  | 'socket'
  | 'console'
  | 'local storage'
  | 'session storage'
  | 'database'
  | 'document'
  | 'accessibility tree'
  | 'address';

export interface Recorded {
  channel: Channel;
  /** Which request, store or moment. */
  from: string;
  text: string;
}

/** Collects every text and attribute that ever stands in the document, however briefly. */
function watchDocument() {
  const seen: string[] = [];
  Object.assign(window, { takeSeen: () => seen.splice(0) });
  const note = (node: Node) => {
    if (node instanceof Element) {
      for (const { value } of node.attributes) seen.push(value);
      for (const child of node.childNodes) note(child);
    } else if (node.textContent) seen.push(node.textContent);
  };
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes, attributeName } of changes) {
      if (type === 'childList') for (const node of addedNodes) note(node);
      else if (type === 'characterData') note(target);
      else if (attributeName) seen.push((target as Element).getAttribute(attributeName) ?? '');
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}

/** Everything that the stores of this origin hold. */
async function readStores() {
  const databases: string[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const opened = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (const store of opened.objectStoreNames) {
      const rows = await new Promise<unknown[]>((resolve, reject) => {
        const request = opened.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      databases.push(JSON.stringify(rows));
    }
    opened.close();
  }
  return { local: JSON.stringify(localStorage), session: JSON.stringify(sessionStorage), databases };
}

/**
 * Records everything that one page of a browser is sent, keeps and shows. What is sent before `begin` is left out: a
 * sign-in page names everybody.
 */
export async function recordPage(page: Page) {
  let recorded: Recorded[] = [];
  const pending = new Set<Promise<unknown>>();
  const add = (channel: Channel, from: string, text: string) => recorded.push({ channel, from, text });
  await page.addInitScript(watchDocument);
  const cdp: CDPSession = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Accessibility.enable');
  cdp.on('Network.eventSourceMessageReceived', ({ eventName, data }) => add('event', eventName, data));
  cdp.on('Network.webSocketFrameReceived', ({ response }) => add('socket', 'frame', response.payloadData));
  page.on('console', (message) => add('console', message.type(), message.text()));
  page.on('response', (response) => {
    const from = `${response.request().method()} ${response.url()}`;
    // What the page is made of says nothing of a case.
    if (/\/assets\/|\.css$/.test(response.url())) return;
    const read = async () => {
      add('header', from, JSON.stringify(await response.allHeaders()));
      // A stream has no end; its events are heard above.
      if (/event-stream/.test(response.headers()['content-type'] ?? '')) return;
      add('body', from, await response.text().catch(() => ''));
    };
    const reading = read().finally(() => pending.delete(reading));
    pending.add(reading);
  });

  /** Looks at everything that stands there now. */
  async function look(when: string): Promise<void> {
    await Promise.all(pending);
    const { nodes } = await cdp.send('Accessibility.getFullAXTree');
    add('accessibility tree', when, JSON.stringify(nodes));
    add('document', when, await page.content());
    add('address', when, page.url());
    for (const text of await page.evaluate(() => (window as unknown as { takeSeen(): string[] }).takeSeen())) {
      add('document', when, text);
    }
    const { local, session, databases } = await page.evaluate(readStores);
    add('local storage', when, local);
    add('session storage', when, session);
    for (const each of databases) add('database', when, each);
  }

  return {
    look,
    /** Forgets what was recorded so far. */
    async begin() {
      await look('before');
      recorded = [];
    },
    /** What was recorded since, and nothing more of it later. */
    take(): readonly Recorded[] {
      const taken = recorded;
      recorded = [];
      return taken;
    },
  };
}

/** Where a trace was found, each channel and place once. */
export function findTraces(recorded: readonly Recorded[], traces: readonly (string | RegExp)[]): string[] {
  const found = recorded.flatMap(({ channel, from, text }) =>
    traces
      .filter((trace) => (typeof trace === 'string' ? text.includes(trace) : trace.test(text)))
      .map((trace) => `${channel} (${from}): ${trace}`),
  );
  return [...new Set(found)];
}
