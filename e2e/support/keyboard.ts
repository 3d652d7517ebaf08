import { expect } from 'vitest';
import type { Page } from 'playwright-core';

/** What has the focus: the name of its field, or its words. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement } = document;
    const words = activeElement?.textContent?.replace(/\s+/g, ' ').trim();
    return activeElement?.getAttribute('name') ?? words ?? '';
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
export async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let stops = 0; stops < 40; stops++) {
    await page.keyboard.press('Tab');
    const name = await focused(page);
    expect(await showsFocus(page), `focus on ${name}`).toBe(true);
    if (name === wanted) return;
  }
  throw new Error(`Tab does not reach ${wanted}`);
}
