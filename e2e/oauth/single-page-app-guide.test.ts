import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { writeDown } from '../../tools/guides/support/services.ts';
import { followDocument, storyTimeoutMs } from '../../tools/guides/support/story.ts';
import { launchBrowser, openContext } from '../support/browser.ts';
import { fillSignIn, heading, press } from '../support/people.ts';

const story = followDocument({ document: 'docs/guides/sign-in-a-single-page-app.md', ports: [5173] });
const ada = { email: 'ada@example.com', password: 'engine-no-1-difference' };

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await (await openContext(browser)).newPage();
});
afterAll(() => browser?.close());

const user = (): Promise<string | null> => page.locator('#user').textContent();

it(
  'the page of the guide signs in, stays signed in over a reload, and signs out',
  async () => {
    await story.addUser({ ...ada, flags: ['--first-name', 'Ada', '--last-name', 'Lovelace'] });
    const clientId = (await story.run('create Board')).trim();
    await story.say('mkdir www');
    await writeDown(story, 'www/index.html', story.take('<!doctype html>'));
    const script = story.take('new UserManager');
    expect(script).toContain("'CLIENT_ID'");
    await writeDown(story, 'app.js', script.replace('CLIENT_ID', clientId));
    // It serves for as long as somebody could type.
    await story.say(`tail -f /dev/null | ${story.take('npx esbuild').trimEnd()} > served 2>&1 &`);
    const here = `http://localhost:${story.port(5173)}/`;
    await expect.poll(() => story.say('cat served'), { timeout: 15_000 }).toContain('Local');

    await page.goto(here);
    await press(page, 'Sign in');
    await heading(page, 'Sign in to Board');
    await fillSignIn(page, ada);
    await press(page, 'Allow');
    await expect.poll(user, { timeout: 15_000 }).toMatch(/^Ada Lovelace until \d+$/);
    // The code is used up, and gone from the address.
    expect(page.url()).toBe(here);
    await page.reload();
    await expect.poll(user, { timeout: 15_000 }).toMatch(/^Ada Lovelace until \d+$/);

    const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length]);
    expect(kept).toEqual([0, 1]);
    await press(page, 'Sign out');
    await press(page, 'Sign out');
    await page.waitForURL((url) => url.href.startsWith(here));
    await expect.poll(user, { timeout: 15_000 }).toBe('');
  },
  storyTimeoutMs,
);

it('only pages of the origin that is allowed may call the token endpoint by script', async () => {
  const outcome = (): Promise<string> =>
    page.evaluate(async (url) => {
      const answer = fetch(url, { method: 'POST', body: new URLSearchParams() });
      return answer.then(
        () => 'read',
        () => 'refused',
      );
    }, `${story.url()}/o/token`);
  await page.goto(`http://localhost:${story.port(5173)}/`);
  expect(await outcome()).toBe('read');
  await page.goto('about:blank');
  expect(await outcome()).toBe('refused');
});
