import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser, openContext, type BrowserOptions, type Look } from './browser.ts';
import { startSite, type Site } from './site.ts';

export interface BrowserTest {
  /** Valid inside tests. */
  readonly site: Site;
  readonly browser: Browser;
  /** An empty page of a browser without cookies; paths are those of the site. Closed after the test. */
  newPage(look?: Look, options?: BrowserContextOptions): Promise<Page>;
}

/** One server and one browser for the tests of a file. Both are gone after them, however they end. */
export function browserTest(env: Record<string, string> = {}, options: BrowserOptions = {}): BrowserTest {
  let site: Site | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    site = await startSite(env);
    browser = await launchBrowser(options);
  });
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });
  const started = <T>(what: T | undefined): T => {
    if (what === undefined) throw new TypeError('Only inside a test');
    return what;
  };
  return {
    get site() {
      return started(site);
    },
    get browser() {
      return started(browser);
    },
    async newPage(look, contextOptions) {
      const context = await openContext(started(browser), look, {
        baseURL: started(site).url,
        ...contextOptions,
      });
      context.setDefaultTimeout(20_000);
      return context.newPage();
    },
  };
}
