import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browserTest } from '../support/browser-test.ts';
import { startClientService, type ClientService } from '../support/client-service.ts';
import type { Person } from '../support/site.ts';
import { watchPage } from '../support/watch-page.ts';

const test = browserTest({ OSTIARY_ROTATE_REFRESH_TOKENS: 'on' });
const refresh = 'POST /auth/token/refresh/';
let service: ClientService;
let person: Person;

beforeAll(async () => {
  service = await startClientService(test.site);
  person = await test.site.addPerson();
});
afterAll(() => service.stop());
beforeEach(() => {
  service.received.length = 0;
  service.refused.clear();
});

async function openTab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(service.url);
  return page;
}

const tokenIn = (page: Page): Promise<string | null> => page.evaluate(() => window.client.accessToken());
const isSignedIn = (page: Page): Promise<boolean | undefined> =>
  page.evaluate(() => window.client.isSignedIn);
const fetchIn = (page: Page): Promise<number> =>
  page.evaluate(async () => (await window.client.fetch('/api/')).status);

/** Two tabs of one browser, in the first of which somebody has signed in. */
async function signedIn(): Promise<[Page, Page]> {
  const first = await test.newPage();
  await first.goto(service.url);
  const { email, password } = person;
  await first.evaluate((credentials) => window.client.signIn(credentials), { email, password });
  return [first, await openTab(first.context())];
}

describe('the kit in a browser', () => {
  it('signs in with the refresh token out of reach of the page', async () => {
    const [page] = await signedIn();
    expect(await tokenIn(page)).toMatch(/^ey/);
    expect(service.received).toEqual(['GET /auth/csrf/', 'POST /auth/token/']);
    expect(await page.evaluate(() => document.cookie)).toMatch(/^csrftoken=[\w-]+$/);
    const kept = (await page.context().cookies(`${service.url}/auth/`)).find(
      ({ name }) => name === 'ostiary_refresh',
    );
    expect(kept).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/auth/', secure: false });
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  });

  it('gives a tab that is opened the token of another one, without a request', async () => {
    const [first, second] = await signedIn();
    expect(await tokenIn(second)).toBe(await tokenIn(first));
    expect(service.received).not.toContain(refresh);
  });

  it('stays signed in over a reload', async () => {
    const [first] = await signedIn();
    await first.context().pages()[1]?.close();
    await first.reload();
    expect(await tokenIn(first)).toMatch(/^ey/);
    expect(service.received).toContain(refresh);
  });

  it('sends one request when two tabs that were just opened refresh at once', async () => {
    const tabs = await signedIn();
    await Promise.all(tabs.map((page) => page.reload()));
    service.received.length = 0;
    const [one, other] = await Promise.all(tabs.map(tokenIn));
    expect(one).toMatch(/^ey/);
    expect(other).toBe(one);
    expect(service.received.filter((request) => request === refresh)).toHaveLength(1);
  });

  it('sends one request when a token is refused in two tabs at once, and both go on with the next', async () => {
    const tabs = await signedIn();
    service.refused.add((await tokenIn(tabs[0])) ?? '');
    await tokenIn(tabs[1]);
    service.received.length = 0;
    expect(await Promise.all(tabs.map(fetchIn))).toEqual([200, 200]);
    expect(service.received).toEqual([refresh]);
    expect(await tokenIn(tabs[1])).toBe(await tokenIn(tabs[0]));
  });

  it('sends one request also in a browser without locks between tabs', async () => {
    const first = await test.newPage();
    const context = first.context();
    await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'));
    await first.goto(service.url);
    expect(await first.evaluate(() => 'locks' in navigator)).toBe(false);
    const { email, password } = person;
    await first.evaluate((credentials) => window.client.signIn(credentials), { email, password });
    const tabs = [first, await openTab(context)];
    await Promise.all(tabs.map((page) => page.reload()));
    service.received.length = 0;
    await Promise.all(tabs.map(tokenIn));
    expect(service.received.filter((request) => request === refresh)).toHaveLength(1);
    // The one who comes last lets go of what stands for the lock a moment after it has its token.
    await expect.poll(() => first.evaluate(() => localStorage.length)).toBe(0);
  });

  it('signs out all tabs in one of them, for good', async () => {
    const [first, second] = await signedIn();
    const watch = watchPage(second);
    await tokenIn(second);
    await second.evaluate(() => window.client.signOut());
    await expect.poll(() => isSignedIn(first)).toBe(false);
    expect(service.received.at(-1)).toBe('POST /auth/token/logout/');
    expect([await tokenIn(first), await fetchIn(first)]).toEqual([null, 401]);
    const cookies = await first.context().cookies(`${service.url}/auth/`);
    expect(cookies.map(({ name }) => name)).not.toContain('ostiary_refresh');
    await first.reload();
    expect(await tokenIn(first)).toBeNull();
    expect(watch.complaints).toEqual([]);
  });
});
