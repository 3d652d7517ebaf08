import type { Page, Request, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserTest } from '../support/browser-test.ts';
import { manage, subjectOf } from '../support/management.ts';
import { openConsole } from './open-console.ts';

const test = browserTest();
const budgetKb = 250;

const isCall = (request: Request): boolean => new URL(request.url()).pathname.startsWith('/api/');
const nameOf = (request: Request): string => `${request.method()} ${new URL(request.url()).pathname}`;

/** Every call of the API waits until all of them are let go. */
async function holdCalls(page: Page): Promise<{ asked: string[]; release: () => Promise<void> }> {
  const asked: string[] = [];
  let held: Route[] | undefined = [];
  await page.route('**/api/**', async (route, request) => {
    asked.push(nameOf(request));
    if (held) held.push(route);
    else await route.continue();
  });
  return {
    asked,
    async release() {
      const waiting = held ?? [];
      held = undefined;
      await Promise.all(waiting.map((route) => route.continue()));
    },
  };
}

/** Until nothing new is asked for. What the network does meanwhile is held, so it is never idle. */
async function quiet(page: Page, asked: readonly string[]): Promise<void> {
  for (let before = -1; before !== asked.length;) {
    before = asked.length;
    await page.waitForTimeout(500);
  }
}

const pages = [
  '/admin/',
  '/admin/users',
  '/admin/users?search=person&state=active',
  '/admin/groups',
  '/admin/roles',
  '/admin/services',
  '/admin/applications',
  '/admin/webhooks',
  '/admin/access-review',
  '/admin/decisions',
  '/admin/keys',
  '/admin/mail',
  '/admin/settings',
];

describe('a page asks for all that it shows at once: no answer leads to another question', () => {
  async function expectNoWaterfall(path: string): Promise<void> {
    const page = await openConsole(test, test.site.administrator, '/account/');
    const { asked, release } = await holdCalls(page);
    await page.goto(path, { waitUntil: 'load' });
    await quiet(page, asked);
    const first = [...asked];
    expect(first.length).toBeGreaterThan(0);
    await release();
    await page.locator('h1').waitFor();
    await page.waitForLoadState('networkidle');
    expect(asked).toEqual(first);
  }

  it.each(pages)('%s', expectNoWaterfall);

  it('a user', async () => {
    await expectNoWaterfall(`/admin/users/${await subjectOf(test.site, test.site.administrator)}`);
  });

  it.each(['roles', 'services', 'factors', 'sessions', 'tokens', 'applications'])(
    'a user, %s',
    async (tab) => {
      const id = await subjectOf(test.site, test.site.administrator);
      await expectNoWaterfall(`/admin/users/${id}?tab=${tab}`);
    },
  );

  it('the log asks for names alone, of those that it has read', async () => {
    const page = await openConsole(test, test.site.administrator, '/account/');
    const { asked, release } = await holdCalls(page);
    await page.goto('/admin/audit', { waitUntil: 'load' });
    await quiet(page, asked);
    await release();
    await page.locator('h1').waitFor();
    await page.waitForLoadState('networkidle');
    expect(asked.toSorted()).toEqual(['GET /api/v1/audit', 'GET /api/v1/me', 'GET /api/v1/users']);
  });
});

/** The compressed parts of a page, by their paths; in bytes. */
async function weigh(page: Page, path: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  cdp.on('Network.responseReceived', ({ response }) => {
    const { pathname } = new URL(response.url);
    if (!pathname.startsWith('/admin/assets/')) return;
    const headers = new Map(
      Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    expect(headers.get('content-encoding'), pathname).toBe('br');
    sizes.set(pathname, Number(headers.get('content-length')));
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  await cdp.detach();
  return sizes;
}

const sum = (sizes: Iterable<number>): number => [...sizes].reduce((a, b) => a + b, 0);

it(`a first visit loads less than ${budgetKb} kB, all of it by itself`, async () => {
  await manage(test.site, 'POST /groups', { name: 'Back office' });
  const page = await openConsole(test, test.site.administrator, '/account/');
  for (const path of pages.slice(1)) {
    const sizes = await weigh(page, path);
    expect(sizes.size, path).toBeGreaterThan(3);
    const total = sum(sizes.values()) / 1000;
    expect(total, `${total} kB\n${[...sizes].join('\n')}`).toBeLessThan(budgetKb);
  }
});

it('what has a name of its content is kept for good, and the page that names it is not', async () => {
  const page = await openConsole(test, test.site.administrator, '/account/');
  const kept = new Map<string, string>();
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/admin')) kept.set(pathname, response.headers()['cache-control'] ?? '');
  });
  await page.goto('/admin/users', { waitUntil: 'networkidle' });
  const { '/admin/users': document, ...parts } = Object.fromEntries(kept);
  expect(document).toBe('no-store');
  expect(Object.keys(parts).length).toBeGreaterThan(2);
  expect(new Set(Object.values(parts))).toEqual(new Set(['public, max-age=31536000, immutable']));
});

it('no call is asked for twice at once when a page opens', async () => {
  const page = await openConsole(test, test.site.administrator, '/account/');
  const calls: string[] = [];
  page.on('request', (request) => {
    if (isCall(request)) calls.push(nameOf(request));
  });
  await page.goto('/admin/users', { waitUntil: 'networkidle' });
  expect(calls.toSorted()).toEqual(['GET /api/v1/me', 'GET /api/v1/users']);
});
