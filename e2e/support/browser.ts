import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';
import { findChromium } from '../../tools/browser/find-chromium.ts';
import { howToGetChromium } from '../../tools/browser/provide-chromium.ts';
import { runCommand } from '../../tools/browser/run-command.ts';

export type Scheme = 'light' | 'dark';
export type Screen = 'phone' | 'desktop';

export const screens: Record<Screen, { width: number; height: number }> = {
  /** WCAG 1.4.10: content must fit 320 CSS pixels, which is 1280 at a zoom of 400 %. */
  phone: { width: 320, height: 640 },
  desktop: { width: 1280, height: 800 },
};

export interface Look {
  scheme?: Scheme;
  screen?: Screen;
}

export const looks: Required<Look>[] = [
  { scheme: 'light', screen: 'phone' },
  { scheme: 'dark', screen: 'phone' },
  { scheme: 'light', screen: 'desktop' },
  { scheme: 'dark', screen: 'desktop' },
];

export interface BrowserOptions {
  /** Whether pages are kept for the back button as people's browsers keep them; tools switch that off. */
  keepsPages?: boolean;
}

/** Without a sandbox: containers and root have none, and the only pages are ours. */
export async function launchBrowser({ keepsPages = false }: BrowserOptions = {}): Promise<Browser> {
  const executablePath = await findChromium({ env: process.env, run: runCommand });
  if (executablePath === undefined) throw new Error(`There is no Chromium. ${howToGetChromium}`);
  return chromium.launch({
    executablePath,
    ...(keepsPages && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
  });
}

/** A browser of its own as far as cookies and settings go. */
export function openContext(
  browser: Browser,
  { scheme = 'light', screen = 'desktop' }: Look = {},
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  return browser.newContext({ colorScheme: scheme, viewport: screens[screen], locale: 'en-GB', ...options });
}
