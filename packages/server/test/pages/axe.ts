import axe from 'axe-core';
import { JSDOM } from 'jsdom';

interface Axe {
  run(
    context: unknown,
    options: unknown,
  ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

function hasAxe(window: object): window is { axe: Axe } {
  return 'axe' in window;
}

/** What axe finds wrong with a document. Contrast needs a screen: the palette has a test of its own. */
export async function axeViolations(html: string): Promise<string[]> {
  const { window } = new JSDOM(html, { runScripts: 'outside-only' });
  // It works on the document of the window in which it was defined.
  window.eval(axe.source);
  if (!hasAxe(window)) throw new TypeError('axe did not install itself');
  const { violations } = await window.axe.run(window.document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } },
  });
  window.close();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}
