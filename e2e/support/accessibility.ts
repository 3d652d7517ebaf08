import { AxeBuilder } from '@axe-core/playwright';
import type { Result } from 'axe-core';
import type { Page } from 'playwright-core';

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

/** By how many CSS pixels the page is wider than the window: people would have to scroll sideways. */
async function sidewaysPixels(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/** Errors: Error with every problem in words, and where it is. */
export async function requireAccessible(page: Page, name: string): Promise<void> {
  const problems = await accessibilityProblems(page);
  const pixels = await sidewaysPixels(page);
  if (pixels > 0) problems.push(`  The page is ${pixels} pixels wider than the window.`);
  if (problems.length === 0) return;
  const width = page.viewportSize()?.width ?? 0;
  throw new Error(`${name} (${page.url()}, ${width} pixels wide):\n${problems.join('\n')}`);
}
