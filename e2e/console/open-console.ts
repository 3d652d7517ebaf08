import type { BrowserContextOptions, Page } from 'playwright-core';
import type { BrowserTest } from '../support/browser-test.ts';
import { signIn } from '../support/people.ts';
import type { Person } from '../support/site.ts';

/** A page of the console, for somebody who signs in first. */
export async function openConsole(
  test: BrowserTest,
  person: Person,
  at: string | (BrowserContextOptions & { path: string }) = '/admin/',
): Promise<Page> {
  const { path, ...options } = typeof at === 'string' ? { path: at } : at;
  const page = await test.newPage({}, options);
  // Colours that are on their way from one look to the next are neither.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, person);
  await page.goto(path);
  return page;
}
