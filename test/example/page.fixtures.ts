import { resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { buildPage } from '../../example/build-page.js';
import { DEMO_PASSWORD } from '../../example/server/people.js';
import { readStaticFiles } from '../../example/server/static-files.js';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';

/** The page of the reference host, built from the sources as they stand. */
export async function hostPage(): Promise<ReturnType<typeof readStaticFiles>> {
  const root = resolve(import.meta.dirname, '../..');
  process.env.COUNTERSIGN_SOURCE = '1';
  return readStaticFiles(await buildPage(root, resolve(root, 'src')));
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
}

/**
 * A page on which one person is signed in, and nobody on the others of the browser. Closing its context ends the sitting.
 *
 * @param url the host's, with the hash of what is to be open
 */
export async function signedIn(browser: Browser, url: string, personId: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 1000 }, locale: 'en' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  await page.getByLabel('Person', { exact: true }).selectOption(personId);
  await page.getByLabel('Password').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return page;
}
