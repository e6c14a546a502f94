import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArgs, findChromium } from '../../scripts/chromium.js';
import { type HtmlExportOptions, htmlExport } from '../../src/audit/html-export.document.js';
import { personHtml } from '../../src/audit/person-export.document.js';
import { explainToPerson } from '../../src/audit/person-export.selectors.js';
import { loanRecord } from '../../src/backends/sample-records.js';
import { ar } from '../../src/messages/ar.js';
import { entryOf, textOf } from './export.fixtures.js';

const options: HtmlExportOptions = { of: 'LN-20417', madeAt: '2026-11-29T05:00:00Z' };

/** What would run, leave its cell, or hide what follows, if any of it were taken for markup. */
const HOSTILE = [
  '<script>window.ran = true</script>',
  '<img src=x onerror="window.ran = true">',
  '"><svg onload="window.ran = true">',
  "' autofocus onfocus='window.ran = true' x='",
  '</td></tr></tbody></table></div><h1>All is well</h1>',
  '</title></style><style>*{display:none}</style>',
  '<!-- ',
  '--><base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '&lt;b&gt; &#60;b&#62;',
  'Eve\u202egnorw\u2066',
  `${'unbroken'.repeat(400)}`,
  '{}$&$`$1',
];

describe('exported documents in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
  });
  afterAll(() => browser?.close());

  /** Opens a document as a file would be, and says what it asked for. */
  async function open(html: string, width = 1280): Promise<{ page: Page; asked: string[]; complaints: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const asked: string[] = [];
    const complaints: string[] = [];
    await page.route('**/*', (route) => {
      const url = route.request().url();
      if (url === 'http://export.example/')
        return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
      asked.push(url);
      return route.abort();
    });
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto('http://export.example/');
    return { page, asked, complaints };
  }

  it.each(['with its policy', 'without it'])(
    'run nothing and ask for nothing, %s, whatever a record holds',
    async (how) => {
      const entries = HOSTILE.map((text) => entryOf(text));
      const filter = { description: HOSTILE.join(' '), matches: () => true };
      const whole = await textOf(
        htmlExport(entries, {
          ...{ ...options, of: HOSTILE.join(' '), madeBy: HOSTILE[0], organisation: HOSTILE[1], filter },
          verification: { isIntact: false, faults: HOSTILE },
        }),
      );
      const html = how === 'with its policy' ? whole : whole.replace(/<meta http-equiv[^>]*>/, '');
      const { page, asked, complaints } = await open(html);
      await page.waitForTimeout(100);
      expect(await page.evaluate(() => (window as { ran?: boolean }).ran)).toBeUndefined();
      expect(asked.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([]);
      expect(complaints).toEqual([]);
      expect(page.url()).toBe('http://export.example/');
      const counts = await page.evaluate(() => ({
        rows: document.querySelectorAll('tbody tr').length,
        widths: [...new Set([...document.querySelectorAll('tbody tr')].map((row) => row.children.length))],
        headings: document.querySelectorAll('h1').length,
        styles: document.querySelectorAll('style').length,
        foreign: document.querySelectorAll('script, img, svg, base, meta[http-equiv="refresh"]').length,
        isLast: document.body.lastElementChild?.tagName,
      }));
      expect(counts).toEqual({
        ...{ rows: HOSTILE.length, widths: [7], headings: 1, styles: 1, foreign: 0, isLast: 'FOOTER' },
      });
      const shown = await page.locator('tbody').innerText();
      for (const text of HOSTILE.slice(0, 10)) expect(shown).toContain(text);
      await page.close();
    },
  );

  it('take their own style and no other', async () => {
    const { page } = await open(await textOf(htmlExport(loanRecord().entries, options)));
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('table') as Element).borderCollapse)).toBe(
      'collapse',
    );
    const isRefused = await page.evaluate(() => {
      const style = document.createElement('style');
      style.textContent = 'table { border-collapse: separate }';
      document.head.append(style);
      return getComputedStyle(document.querySelector('table') as Element).borderCollapse;
    });
    expect(isRefused).toBe('collapse');
    await page.close();
  });

  it('stay within a narrow page, in both directions: the table scrolls, by keyboard too', async () => {
    for (const language of [{}, { locale: 'ar', messages: ar }]) {
      const { page } = await open(await textOf(htmlExport(loanRecord().entries, { ...options, ...language })), 360);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('region');
      await page.close();
    }
  });

  it('repeat their head on every page of paper and cut no row', async () => {
    const entries = Array.from({ length: 40 }, (_, at) => ({ ...entryOf('LN-1'), seq: at + 1 }));
    const { page } = await open(await textOf(htmlExport(entries, options)));
    await page.emulateMedia({ media: 'print' });
    const style = await page.evaluate(() => ({
      head: getComputedStyle(document.querySelector('thead') as Element).display,
      row: getComputedStyle(document.querySelector('tbody tr') as Element).breakInside,
      scroll: getComputedStyle(document.querySelector('.table') as Element).overflowX,
    }));
    expect(style).toEqual({ head: 'table-header-group', row: 'avoid', scroll: 'visible' });
    const pages = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.length).toBeLessThan(41);
    await page.close();
  });

  it('tell the affected person, without a script, a request or a leak of layout', async () => {
    const { review, entries } = loanRecord();
    const made = explainToPerson(review, entries, {
      organisation: { name: HOSTILE[4] as string, contact: HOSTILE[1] },
      contest: { text: HOSTILE[0] as string, href: 'javascript:window.ran=true' },
      madeAt: '2026-11-29T05:00:00Z',
      notUsed: HOSTILE,
    });
    if (made.outcome !== 'made') throw new Error(made.why);
    const { page, complaints } = await open(personHtml(made.explanation), 360);
    expect(await page.evaluate(() => (window as { ran?: boolean }).ran)).toBeUndefined();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await page.locator('a').count()).toBe(0);
    expect(await page.locator('h1').count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
