import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { browserTest } from '../support/browser-test.ts';
import { heading } from '../support/people.ts';

const test = browserTest();

/** What has the focus: its words, or the name of its field. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute('name') ?? activeElement?.textContent?.trim() ?? '';
  });
}

/** Whether what has the focus is in the window and has a ring around it. */
function showsFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const isInside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    return isInside && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  });
}

/** Presses Tab until this has the focus; everything on the way shows where one is. */
async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let stops = 0; stops < 30; stops++) {
    await page.keyboard.press('Tab');
    const name = await focused(page);
    expect(await showsFocus(page), `focus on ${name}`).toBe(true);
    if (name === wanted) return;
  }
  throw new Error(`Tab does not reach ${wanted}`);
}

it('somebody without a mouse signs in and out, and always sees where they are', async () => {
  const person = await test.site.addPerson();
  const page = await test.newPage();
  await page.goto('/');
  await tabTo(page, 'Sign in');
  await page.keyboard.press('Enter');
  await heading(page, 'Sign in');
  await tabTo(page, 'login');
  await page.keyboard.type(person.username);
  await tabTo(page, 'password');
  await page.keyboard.type(person.password);
  await page.keyboard.press('Enter');
  await heading(page, 'Your account');
  await tabTo(page, 'Sign out');
  await page.keyboard.press('Space');
  await heading(page, 'Sign in');
});

it('the first stop leads past what every page has in common', async () => {
  const page = await test.newPage();
  await page.goto('/sign-in');
  await tabTo(page, 'Skip to the content');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('login');
});

it('a refused form puts the focus on what is wrong, and its links on the fields', async () => {
  const page = await test.newPage();
  await page.goto('/sign-up');
  await tabTo(page, 'email');
  await page.keyboard.press('Enter');
  const summary = page.getByRole('alert');
  await summary.waitFor();
  expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('email');
});
