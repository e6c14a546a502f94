import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright';
import { chromiumArgs, findChromium } from './chromium.js';

/*
 * Pictures of stories: `npm run screenshots -- components-reviewdesk--reviewing=docs/desk.png?width=1560&theme=light`.
 * Further parameters: height, theme, density, direction, language, scale, colors=forced. Without arguments: the README's picture.
 */

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};
const asked = process.argv.slice(2);
const shots = asked.length > 0 ? asked : ['components-reviewdesk--reviewing=docs/desk.png?width=1560&height=1100'];

const folder = mkdtempSync(join(tmpdir(), 'countersign-storybook-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const built = spawnSync('npx', ['storybook', 'build', '--quiet', '-o', folder], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (built.status !== 0) process.exit(1);

const server = createServer((request, response) => {
  const path = join(folder, normalize(new URL(request.url ?? '/', 'http://localhost').pathname));
  if (!path.startsWith(folder) || !existsSync(path) || !statSync(path).isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' });
  createReadStream(path).pipe(response);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;

const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
try {
  for (const shot of shots) {
    const [, story = '', file = '', query = ''] = shot.match(/^([^=]+)=([^?]+)\??(.*)$/) ?? [];
    const {
      width = '1280',
      height = '800',
      scale = '2',
      colors,
      ...globals
    } = Object.fromEntries(new URLSearchParams(query));
    const page = await browser.newPage({
      viewport: { width: Number(width), height: Number(height) },
      deviceScaleFactor: Number(scale),
      reducedMotion: 'reduce',
      forcedColors: colors === 'forced' ? 'active' : 'none',
    });
    const chosen = Object.entries(globals).map(([name, value]) => `${name}:${value}`);
    await page.goto(
      `http://127.0.0.1:${port}/iframe.html?viewMode=story&id=${story}&globals=${encodeURIComponent(chosen.join(';'))}`,
    );
    await page.locator('#storybook-root > *').first().waitFor();
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: file });
    await page.close();
    console.log(file);
  }
} finally {
  await browser.close();
  server.close();
}
