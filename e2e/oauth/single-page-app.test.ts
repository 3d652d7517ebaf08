import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { clientTest } from '../support/client-test.ts';
import type { OauthClient } from '../support/oauth-client.ts';
import { fillSignIn, heading, press } from '../support/people.ts';
import type { SinglePageSettings } from '../support/single-page-app.ts';
import { watchPage } from '../support/watch-page.ts';

const test = clientTest();

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../support/single-page-app.ts', import.meta.url))],
    ...{ bundle: true, write: false, format: 'iife', target: 'es2022', logLevel: 'error' },
  });
  test.pages.files.set('/app.js', outputFiles[0]?.text ?? '');
});

function document({ clientId }: OauthClient): string {
  const settings: SinglePageSettings = { issuer: test.browser.site.url, clientId };
  return `<!doctype html><html lang="en"><title>Client</title><link rel="icon" href="data:,">
    <h1>Client</h1><output></output>
    <button id="redirect">Sign in</button><button id="popup">Sign in with a pop-up</button>
    <button id="refresh">Refresh</button><button id="out">Sign out</button>
    <script>window.settings = ${JSON.stringify(settings)}</script><script src="/app.js"></script></html>`;
}

/** A public client whose pages are at another site, open in a browser. */
async function openApp(details: Record<string, unknown> = {}): Promise<{ page: Page; client: OauthClient }> {
  const { origin, files } = test.pages;
  const client = await test.addClient({
    ...{ client_type: 'public', allowed_origins: [origin] },
    ...{ redirect_uris: [`${origin}/callback.html`], post_logout_redirect_uris: [`${origin}/app.html`] },
    ...details,
  });
  for (const path of ['/app.html', '/callback.html']) files.set(path, document(client));
  const page = await test.browser.newPage();
  await page.goto(`${origin}/app.html`);
  await says(page, /^Nobody is signed in$/);
  return { page, client };
}

async function says(page: Page, pattern: RegExp): Promise<string> {
  const output = page.locator('output').filter({ hasText: pattern });
  await output.waitFor();
  return (await output.textContent()) ?? '';
}

describe('a single-page application with oidc-client-ts', () => {
  it('signs in by redirect, reads userinfo, refreshes and signs out', async () => {
    const { page, client } = await openApp();
    const person = await test.browser.site.addPerson();
    const watch = watchPage(page);
    await press(page, 'Sign in');
    await heading(page, `Sign in to ${client.name}`);
    await fillSignIn(page, person);
    await press(page, 'Allow');
    const first = await says(page, / has ey/);
    // Only userinfo says the address.
    expect(first).toContain(`${person.email} has `);
    await press(page, 'Refresh');
    await expect.poll(() => page.locator('output').textContent()).not.toBe(first);
    expect(await says(page, / has ey/)).toContain(`${person.email} has `);
    expect(watch.complaints).toEqual([]);

    await press(page, 'Sign out');
    await heading(page, 'Sign out?');
    await press(page, 'Sign out');
    await says(page, /^Nobody is signed in$/);
    await page.goto('/');
    await heading(page, 'Welcome');
  });

  it('signs in by a pop-up, which closes by itself', async () => {
    const { page } = await openApp();
    const person = await test.browser.site.addPerson();
    const opened = page.waitForEvent('popup');
    await press(page, 'Sign in with a pop-up');
    const popup = await opened;
    const closed = popup.waitForEvent('close');
    await fillSignIn(popup, person);
    await press(popup, 'Allow');
    await closed;
    expect(await says(page, / has ey/)).toContain(person.email);
  });

  it('learns from a pop-up that somebody refused', async () => {
    const { page } = await openApp();
    const opened = page.waitForEvent('popup');
    await press(page, 'Sign in with a pop-up');
    const popup = await opened;
    await fillSignIn(popup, await test.browser.site.addPerson());
    await press(popup, 'Deny');
    expect(await says(page, /^Failed/)).toContain('the user did not agree');
  });

  it('gets nothing at an origin that is not allowed', async () => {
    const { page } = await openApp({ allowed_origins: ['https://elsewhere.example'] });
    const watch = watchPage(page);
    await press(page, 'Sign in');
    await fillSignIn(page, await test.browser.site.addPerson());
    await press(page, 'Allow');
    await says(page, /^Failed: .*fetch/);
    expect(watch.complaints.join('\n')).toMatch(/\/o\/token' from origin .* blocked by CORS policy/);
  });

  it('cannot read the answers for another application, which does not allow its origin', async () => {
    const { page } = await openApp();
    const other = await test.addClient({ client_type: 'public', allowed_origins: [] });
    const read = await page.evaluate(
      ([url = '', client_id = '']) =>
        fetch(url, { method: 'POST', body: new URLSearchParams({ client_id, grant_type: 'x' }) }).then(
          (answer) => answer.text(),
          () => 'refused',
        ),
      [`${test.browser.site.url}/o/token`, other.clientId],
    );
    expect(read).toBe('refused');
  });
});
