import { afterAll, beforeAll } from 'vitest';
import { browserTest, type BrowserTest } from './browser-test.ts';
import type { BrowserOptions } from './browser.ts';
import { serveClientPages, type ClientPages } from './client-pages.ts';
import { addClient, type OauthClient } from './oauth-client.ts';

export interface ClientTest {
  browser: BrowserTest;
  /** Valid inside tests. */
  readonly pages: ClientPages;
  /** An application whose people come back to a page of another site. */
  addClient(details?: Record<string, unknown>): Promise<OauthClient>;
}

/** One server, one browser and one place for pages of clients for the tests of a file. */
export function clientTest(options: BrowserOptions = {}): ClientTest {
  const browser = browserTest({}, options);
  let pages: ClientPages | undefined;
  beforeAll(async () => {
    pages = await serveClientPages({
      '/callback.html': '<!doctype html><title>Back</title><link rel="icon" href="data:,"><h1>Back</h1>',
    });
  });
  afterAll(() => pages?.stop());
  const served = (): ClientPages => {
    if (pages === undefined) throw new TypeError('Only inside a test');
    return pages;
  };
  return {
    browser,
    get pages() {
      return served();
    },
    addClient: (details) =>
      addClient(browser.site, { redirect_uris: [`${served().origin}/callback.html`], ...details }),
  };
}
