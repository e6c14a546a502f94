import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../example/server/host.js';
import { CREDIT_OVERSIGHT } from '../../example/server/oversight-policy.js';
import type { OversightPolicy } from '../../src/core.js';
import { openReusable, startTestHost } from './host.fixtures.js';
import { hostPage, openBrowser, signedIn } from './page.fixtures.js';

const person = { mode: 'review', profile: 'low' } as const;
const OVERSIGHT: OversightPolicy = {
  id: 'credit-oversight',
  version: '1',
  roles: CREDIT_OVERSIGHT.roles,
  rules: [
    { id: 'unsure', when: { type: 'confidence', atLeast: 0.4 }, handling: person },
    { id: 'sample', when: { type: 'sample', rate: 0.1, seed: 'page' }, handling: person },
    { id: 'rest', when: { type: 'kind', in: ['credit-application'] }, handling: { mode: 'auto', profile: 'low' } },
  ],
  otherwise: person,
};

describe('the page on which a supervisor changes the policy', () => {
  let engine: Awaited<ReturnType<typeof openReusable>>;
  let host: Host;
  let browser: Browser;

  beforeAll(async () => {
    engine = await openReusable();
    host = await startTestHost({
      database: await engine.fresh(),
      page: await hostPage(),
      queueSize: 40,
      oversight: OVERSIGHT,
    });
    browser = await openBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    await engine?.close();
  });

  it('is offered to nobody who only decides', async () => {
    const page = await signedIn(browser, `${host.url}#policy`, 'amara');
    await page.getByRole('button', { name: 'Model' }).waitFor();
    expect(await page.getByRole('button', { name: 'Policy' }).count()).toBe(0);
    expect(await page.getByRole('heading', { name: /^Policy/ }).count()).toBe(0);
  });

  it('lets one person drag a threshold and another one confirm it', async () => {
    const priya = await signedIn(browser, host.url, 'priya');
    await priya.getByRole('button', { name: 'Policy' }).click();
    const slider = priya.getByRole('slider', { name: 'Present threshold' });
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^Threshold 40%/);
    await slider.scrollIntoViewIfNeeded();
    const from = await slider.locator('circle').last().boundingBox();
    if (!from) throw new Error('The point is not drawn.');
    const [x, y] = [from.x + from.width / 2, from.y + from.height / 2];
    await priya.mouse.move(x, y);
    await priya.mouse.down();
    await priya.mouse.move(x - 120, y, { steps: 8 });
    await priya.mouse.up();
    await expect.poll(() => slider.getAttribute('aria-valuetext')).not.toMatch(/^Threshold 40%/);
    const changed = await priya.getByText(/^unsure, When: /).textContent();
    expect(changed).toMatch(/at least 40% → .*at least (\d|[12]\d|3\d)%$/);

    await priya.getByRole('textbox', { name: 'Why it is changed' }).fill('More to people');
    await priya.getByRole('button', { name: 'Save the new version' }).click();
    await priya.getByText('You proposed this version yourself: somebody else has to confirm it.').waitFor();

    const jonas = await signedIn(browser, `${host.url}#policy`, 'jonas');
    await jonas.getByText(/^unsure, When: /).waitFor();
    expect(await jonas.getByRole('button', { name: 'Save the new version' }).count()).toBe(0);
    await jonas.getByRole('button', { name: 'Confirm this version' }).click();
    await jonas.getByRole('heading', { name: 'Policy credit-oversight, version 2' }).waitFor();
  });

  it('keeps a safeguard that was turned off, says so in the history, and goes back by a new version', async () => {
    const priya = await signedIn(browser, `${host.url}#policy`, 'priya');
    await priya.getByRole('heading', { name: 'Policy credit-oversight, version 2' }).waitFor();
    await priya.getByRole('button', { name: 'Change sample' }).press('Enter');
    const rule = priya.getByRole('listitem').filter({ has: priya.getByRole('heading', { name: 'Rule 2: sample' }) });
    await rule.getByText('Single safeguards: all as the profile says').press('Enter');
    await rule.getByRole('combobox', { name: 'Suggestion to take a break' }).selectOption('Off');
    const turnedOff =
      'sample, Suggestion to take a break: as the profile says (on) → off. Turned off, though the profile “Low” has it on.';
    await priya.getByText(turnedOff).waitFor();
    await priya.getByRole('textbox', { name: 'Why it is changed' }).fill('The shifts have breaks of their own');
    await priya.getByRole('button', { name: 'Save the new version' }).click();
    await priya.getByText('You proposed this version yourself: somebody else has to confirm it.').waitFor();

    const jonas = await signedIn(browser, `${host.url}#policy`, 'jonas');
    await jonas.getByText(turnedOff).waitFor();
    await jonas.getByRole('button', { name: 'Confirm this version' }).click();
    await jonas.getByRole('heading', { name: 'Policy credit-oversight, version 3' }).waitFor();

    const versions = priya.getByRole('region', { name: 'Versions' });
    await priya.reload();
    await versions.getByText('Show every version').press('Enter');
    const entry = (version: string) =>
      versions.getByRole('listitem').filter({ has: priya.getByRole('heading', { name: `Version ${version}` }) });
    await entry('3')
      .getByText(/^In effect now, since /)
      .waitFor();
    expect(await entry('3').getByRole('definition').allTextContents()).toEqual([
      expect.stringMatching(/^Priya .*, /),
      'The shifts have breaks of their own',
      expect.stringMatching(/^Jonas .*, /),
    ]);
    await entry('3').getByText('What version 3 changed against version 2').press('Space');
    await entry('3').getByText(turnedOff).waitFor();
    await entry('2')
      .getByText(/^Was in effect from .* until /)
      .waitFor();
    await entry('1')
      .getByText(/^Was in effect from the beginning until /)
      .waitFor();

    await entry('2').getByRole('button', { name: 'Start from version 2' }).press('Enter');
    await priya.getByText('sample, Suggestion to take a break: off → as the profile says (on)').waitFor();
    await priya.getByRole('textbox', { name: 'Why it is changed' }).fill('They have none after all');
    await priya.getByRole('button', { name: 'Save the new version' }).click();
    await entry('4')
      .getByText(/^Waits for a second person/)
      .waitFor();
    await entry('3')
      .getByText(/^In effect now, since /)
      .waitFor();

    await priya.setViewportSize({ width: 320, height: 900 });
    expect(await priya.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });

  it('takes a version whose answer was lost for saved when it is sent again', async () => {
    const priya = await signedIn(browser, `${host.url}#policy`, 'priya');
    let isLost = false;
    await priya.route('**/api/policy/versions', async (route) => {
      if (isLost || route.request().method() !== 'POST') return route.continue();
      isLost = true;
      await route.fetch();
      await route.abort();
    });
    await priya.getByRole('button', { name: 'Remove sample' }).click();
    await priya.getByRole('textbox', { name: 'Why it is changed' }).fill('The sample told nothing new');
    const send = priya.getByRole('button', { name: 'Save the new version' });
    await send.click();
    await priya.getByText('The service did not answer. Your changes are kept.').waitFor();
    await send.click();
    await priya.getByText(/^Version 5 of Priya .* waits for a second person/).waitFor();
    await priya.getByText('Nothing is changed.').waitFor();
    expect(await priya.getByText(/saved another version meanwhile/).count()).toBe(0);
  });
});
