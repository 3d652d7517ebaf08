import type { Page } from 'playwright-core';

/** What went on behind a page since it is watched. */
export interface PageWatch {
  /** Errors that scripts threw, and errors and warnings that were written to the console. */
  complaints: string[];
  /** Answers of 400 and above, and requests without an answer. */
  failures: string[];
  /** Where requests went, whatever became of them. */
  origins: Set<string>;
}

export function watchPage(page: Page): PageWatch {
  const watch: PageWatch = { complaints: [], failures: [], origins: new Set() };
  page.on('pageerror', (error) => watch.complaints.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) watch.complaints.push(message.text());
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    // `data:` and `blob:` go nowhere.
    if (/^(https?|wss?):$/.test(url.protocol)) watch.origins.add(url.origin);
  });
  page.on('websocket', (socket) => watch.origins.add(new URL(socket.url()).origin));
  page.on('response', (response) => {
    if (response.status() >= 400) watch.failures.push(`${response.status()} ${response.url()}`);
  });
  page.on('requestfailed', (request) => {
    watch.failures.push(`${request.failure()?.errorText ?? 'failed'} ${request.url()}`);
  });
  return watch;
}
