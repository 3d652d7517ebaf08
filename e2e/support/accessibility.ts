import { AxeBuilder } from '@axe-core/playwright';
import type { AxeResults, Result, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { looks, screens } from './browser.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

function describe({ id, help, helpUrl, impact, nodes }: Result): string {
  const places = nodes.map(
    ({ html, failureSummary = '' }) => `    ${html}\n      ${failureSummary.replaceAll('\n', '\n      ')}`,
  );
  return [`  ${id} (${impact}): ${help}`, ...places, `    ${helpUrl}`].join('\n');
}

/**
 * What axe finds wrong with the page as it is shown now, contrast and size of targets included. The legacy
 * mode leaves out frames of other origins, which our pages have none of, and takes half the time.
 */
async function accessibilityProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(tags).analyze();
  return violations.map(describe);
}

declare global {
  interface Window {
    axe: { run(document: Document, options: RunOptions): Promise<AxeResults> };
  }
}

/** What can differ between two looks of one document. */
const lookRules = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];

/** The same once more for another look of a document that was judged: axe is in the page already. */
async function problemsOfLook(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: 'rule', values }, resultTypes: ['violations'] }),
    lookRules,
  );
  return violations.map(describe);
}

/** By how many CSS pixels the page is wider than the window: people would have to scroll sideways. */
async function sidewaysPixels(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/** Errors: Error with every problem in words, and where it is. */
async function refuse(page: Page, name: string, found: readonly string[]): Promise<void> {
  const problems = [...found];
  const pixels = await sidewaysPixels(page);
  if (pixels > 0) problems.push(`  The page is ${pixels} pixels wider than the window.`);
  if (problems.length === 0) return;
  const width = page.viewportSize()?.width ?? 0;
  throw new Error(`${name} (${page.url()}, ${width} pixels wide):\n${problems.join('\n')}`);
}

/** Errors of `refuse`. */
export async function requireAccessible(page: Page, name: string): Promise<void> {
  await refuse(page, name, await accessibilityProblems(page));
}

/** The page as it is now, in every size and colour. Errors of `refuse`. */
export async function requireAccessibleInEveryLook(page: Page, name: string): Promise<void> {
  for (const [index, { scheme, screen }] of looks.entries()) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize(screens[screen]);
    const problems = await (index === 0 ? accessibilityProblems(page) : problemsOfLook(page));
    await refuse(page, `${name}, ${scheme}`, problems);
  }
}
