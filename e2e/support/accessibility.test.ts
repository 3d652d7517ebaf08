import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireAccessible, requireAccessibleInEveryLook } from './accessibility.ts';
import { launchBrowser, openContext, type Look } from './browser.ts';
import { serveClientPages, type ClientPages } from './client-pages.ts';

let browser: Browser | undefined;
let pages: ClientPages;
beforeAll(async () => {
  pages = await serveClientPages({});
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await pages.stop();
});

async function show(body: string, look: Look = {}): Promise<Page> {
  pages.files.set(
    '/index.html',
    `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width">
     <title>Page</title></head><body><main><h1>Page</h1>${body}</main></body></html>`,
  );
  const page = await (await openContext(browser!, look)).newPage();
  await page.goto(`${pages.origin}/index.html`);
  return page;
}

describe('the check of a page', () => {
  it('has nothing against a page that is as it should be', async () => {
    await requireAccessible(await show('<p>Text</p>'), 'fine');
  });

  it('says which page, which rule, which element and what to do', async () => {
    const page = await show('<p style="color:#ccc;background:#fff">Pale</p><input name="unnamed">');
    const failure = await requireAccessible(page, 'pale').catch((error: unknown) => String(error));
    expect(failure).toContain(`pale (${pages.origin}/index.html, 1280 pixels wide)`);
    expect(failure).toMatch(
      /color-contrast \(serious\): .*\n.*>Pale<\/p>\n.*\n.*insufficient color contrast/,
    );
    expect(failure).toMatch(/label \(critical\)/);
    expect(failure).toContain('https://dequeuniversity.com/rules/axe/');
  });

  it('judges the colours that are shown', async () => {
    const body =
      '<style>p{color:#000;background:#fff}@media(prefers-color-scheme:dark){p{color:#888}}</style><p>Text</p>';
    await requireAccessible(await show(body), 'light');
    const dark = await show(body, { scheme: 'dark' });
    await expect(requireAccessible(dark, 'dark')).rejects.toThrow('color-contrast');
  });

  it('counts what is wider than the window', async () => {
    const body = '<div style="width:400px">Wide</div>';
    await requireAccessible(await show(body), 'on a desktop');
    const phone = await show(body, { screen: 'phone' });
    await expect(requireAccessible(phone, 'on a phone')).rejects.toThrow(/The page is \d+ pixels wider/);
  });

  it('looks at every size and colour of a page, the last ones too', async () => {
    const colours = '<style>p{color:#000;background:#fff}</style><p>Text</p>';
    await requireAccessibleInEveryLook(await show(colours), 'in every look');
    const pale = '<style>@media(prefers-color-scheme:dark) and (min-width:400px){p{color:#ccc}}</style>';
    const refusal = requireAccessibleInEveryLook(await show(colours + pale), 'pale');
    await expect(refusal).rejects.toThrow(/pale, dark .*1280 pixels wide[^]*color-contrast/);
  });
});
