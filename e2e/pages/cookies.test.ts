import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cookie, Page } from 'playwright-core';
import { browserTest } from '../support/browser-test.ts';
import { serveClientPages, type ClientPages } from '../support/client-pages.ts';
import { heading, press, signIn } from '../support/people.ts';

const sessionSeconds = 14 * 24 * 60 * 60;

async function cookiesOf(page: Page): Promise<Map<string, Cookie>> {
  return new Map((await page.context().cookies()).map((cookie) => [cookie.name, cookie]));
}

describe('the cookies of the pages', () => {
  const test = browserTest();

  it('are kept from scripts and from other sites, and hold nothing but secrets', async () => {
    const page = await test.newPage();
    const person = await test.site.addPerson();
    await signIn(page, person);
    const cookies = await cookiesOf(page);
    expect([...cookies.keys()].sort()).toEqual(['ostiary_device', 'ostiary_form', 'ostiary_session']);
    for (const cookie of cookies.values()) {
      const { httpOnly, sameSite, secure, path, domain } = cookie;
      expect({ httpOnly, sameSite, secure, path, domain }).toEqual({
        httpOnly: true,
        sameSite: 'Lax',
        secure: false,
        path: '/',
        domain: 'localhost',
      });
      expect(cookie.value).toMatch(/^[\w-]{43}$/);
    }
    expect(await page.evaluate(() => document.cookie)).toBe('');
  });

  it('last as long as the session, or as long as the browser', async () => {
    const page = await test.newPage();
    await signIn(page, await test.site.addPerson());
    const cookies = await cookiesOf(page);
    expect(cookies.get('ostiary_form')?.expires).toBe(-1);
    const left = (cookies.get('ostiary_session')?.expires ?? 0) - Date.now() / 1000;
    expect(left).toBeGreaterThan(sessionSeconds - 120);
    expect(left).toBeLessThan(sessionSeconds + 120);
  });

  it('change at every sign-in and go at sign-out', async () => {
    const page = await test.newPage();
    const person = await test.site.addPerson();
    await page.context().addCookies([{ name: 'ostiary_session', value: 'planted', url: test.site.url }]);
    await signIn(page, person);
    const first = (await cookiesOf(page)).get('ostiary_session')?.value;
    expect(first).not.toBe('planted');
    await press(page, 'Sign out');
    await heading(page, 'Sign in');
    expect((await cookiesOf(page)).has('ostiary_session')).toBe(false);
    await signIn(page, person);
    expect((await cookiesOf(page)).get('ostiary_session')?.value).not.toBe(first);
  });
});

describe('a page of another site', () => {
  const test = browserTest();
  let other: ClientPages;
  beforeAll(async () => {
    other = await serveClientPages({});
  });
  afterAll(() => other.stop());

  async function signedInAt(path: string, content: string): Promise<Page> {
    const page = await test.newPage();
    await signIn(page, await test.site.addPerson());
    other.files.set(path, content);
    await page.goto(`${other.origin}${path}`);
    return page;
  }

  async function isSignedIn(page: Page): Promise<boolean> {
    await page.goto(test.site.url);
    return page.getByRole('heading', { name: 'Your account' }).isVisible();
  }

  it('cannot sign anybody out with a form', async () => {
    const page = await signedInAt(
      '/form.html',
      `<form method="post" action="${test.site.url}/sign-out"><button>Win a prize</button></form>`,
    );
    await press(page, 'Win a prize');
    await heading(page, 'You may not do this');
    expect(await isSignedIn(page)).toBe(true);
  });

  it('cannot read who is signed in', async () => {
    const page = await signedInAt('/read.html', '<h1>Reader</h1>');
    const read = await page.evaluate(
      (url) =>
        fetch(url, { credentials: 'include' }).then(
          (answer) => answer.text(),
          () => 'refused',
        ),
      `${test.site.url}/auth/user/`,
    );
    expect(read).toBe('refused');
  });

  it('cannot show the pages in a frame', async () => {
    const page = await signedInAt('/frame.html', `<iframe src="${test.site.url}/"></iframe>`);
    const [, frame] = page.frames();
    if (!frame) throw new Error('There is no frame');
    expect(await frame.content()).not.toContain('Ostiary');
    expect(await isSignedIn(page)).toBe(true);
  });

  it('may lead to the pages with a link, and one is still signed in there', async () => {
    const page = await signedInAt('/link.html', `<a href="${test.site.url}/">To the doorkeeper</a>`);
    await page.getByRole('link').click();
    await heading(page, 'Your account');
  });
});

describe('with COOKIE_SECURE=on', () => {
  const test = browserTest({ COOKIE_SECURE: 'on' });

  it('cookies are bound to the host and to a safe connection, and browsers take them', async () => {
    const page = await test.newPage();
    await signIn(page, await test.site.addPerson());
    const cookies = await cookiesOf(page);
    expect([...cookies.keys()].sort()).toEqual([
      '__Host-ostiary_device',
      '__Host-ostiary_form',
      '__Host-ostiary_session',
    ]);
    for (const { httpOnly, sameSite, secure, path } of cookies.values()) {
      expect({ httpOnly, sameSite, secure, path }).toEqual({
        httpOnly: true,
        sameSite: 'Lax',
        secure: true,
        path: '/',
      });
    }
    await press(page, 'Sign out');
    await heading(page, 'Sign in');
    expect((await cookiesOf(page)).has('__Host-ostiary_session')).toBe(false);
  });
});
