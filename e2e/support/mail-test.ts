import { afterAll, beforeAll } from 'vitest';
import type { BrowserOptions } from './browser.ts';
import { browserTest, type BrowserTest } from './browser-test.ts';
import { startMailServer, type MailServer } from './mail-server.ts';

export interface MailTest {
  test: BrowserTest;
  /** Valid inside tests. */
  mails(): MailServer;
}

/** One server, one browser, and a mail server that gets what the server sends. */
export function mailTest(env: Record<string, string> = {}, options: BrowserOptions = {}): MailTest {
  const settings = { ...env };
  let server: MailServer | undefined;
  // Before the site starts, and after it has stopped.
  beforeAll(async () => {
    server = await startMailServer();
    settings['OSTIARY_SMTP_URL'] = server.url;
  });
  afterAll(() => server?.close());
  const test = browserTest(settings, options);
  return {
    test,
    mails() {
      if (server === undefined) throw new TypeError('Only inside a test');
      return server;
    },
  };
}
