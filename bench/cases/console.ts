import { chromium, type Browser, type Page } from 'playwright-core';
import { findChromium } from '../../tools/browser/find-chromium.ts';
import { howToGetChromium } from '../../tools/browser/provide-chromium.ts';
import { runCommand } from '../../tools/browser/run-command.ts';
import { median } from '../support/load.ts';
import { password } from '../support/ostiary.ts';
import { administrator, startPopulated, type Populated } from '../support/populated.ts';
import { userName } from '../support/population.ts';
import { below, type BenchOptions, type Figure } from './case.ts';

const small = 10_000;
const large = 1_000_000;
/** What feels immediate. */
const maxMs = 100;
const maxCostRatio = 1.5;
const tries = 15;

async function launch(): Promise<Browser> {
  const executablePath = await findChromium({ env: process.env, run: runCommand });
  if (executablePath === undefined) throw new Error(`There is no Chromium. ${howToGetChromium}`);
  return chromium.launch({ executablePath });
}

async function openUsers(browser: Browser, { url }: Populated): Promise<Page> {
  const page = await browser.newPage({
    baseURL: url.replace('127.0.0.1', 'localhost'),
    reducedMotion: 'reduce',
  });
  await page.goto('/sign-in?next=/admin/users');
  await page.getByLabel('Email or username').fill(administrator.email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('table').locator('tbody tr').first().waitFor();
  return page;
}

/** From a letter in the field to the row that it asks for, in the page itself. Milliseconds. */
function search(page: Page, name: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    const field = document.querySelector<HTMLInputElement>('input[type=search]');
    if (!field) throw new TypeError('There is no field');
    const from = performance.now();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, wanted);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    const { promise, resolve } = Promise.withResolvers<number>();
    const look = (): void => {
      const [row, ...others] = document.querySelectorAll('main tbody tr');
      const isThere = others.length === 0 && row?.textContent.includes(wanted) === true;
      if (isThere) resolve(performance.now() - from);
      else requestAnimationFrame(look);
    };
    look();
    return promise;
  }, name);
}

/** From a click to another first row. Milliseconds. */
function turnPage(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const firstRow = (): string | null | undefined => document.querySelector('main tbody tr')?.textContent;
    const button = [...document.querySelectorAll('main button')].find(
      (one) => one.textContent === 'Next page',
    );
    if (!(button instanceof HTMLElement)) throw new TypeError('There is no next page');
    const before = firstRow();
    const from = performance.now();
    button.click();
    const { promise, resolve } = Promise.withResolvers<number>();
    const look = (): void => {
      if (firstRow() === before) requestAnimationFrame(look);
      else resolve(performance.now() - from);
    };
    look();
    return promise;
  });
}

interface Times {
  search: number;
  page: number;
}

async function times(browser: Browser, users: number): Promise<Times> {
  const site = await startPopulated('sqlite', users);
  try {
    const page = await openUsers(browser, site);
    const searches: number[] = [];
    for (let index = 0; index < tries; index++) {
      searches.push(await search(page, userName(Math.floor(((index + 0.37) * users) / tries))));
    }
    await page.goto('/admin/users');
    await page.getByRole('table').locator('tbody tr').first().waitFor();
    const pages: number[] = [];
    for (let index = 0; index < tries; index++) pages.push(await turnPage(page));
    await page.close();
    return { search: median(searches), page: median(pages) };
  } finally {
    await site.stop();
  }
}

/** The list of users in a real browser: from what somebody does to what they see. */
export async function consoleCase(_options: BenchOptions): Promise<Figure[]> {
  const browser = await launch();
  try {
    const few = await times(browser, small);
    const many = await times(browser, large);
    return (['search', 'page'] as const).flatMap((what): Figure[] => {
      const name = what === 'search' ? 'a search in the console' : 'another page in the console';
      const ratio = many[what] / few[what];
      return [
        {
          name: `${name}, ${small} users`,
          ...below(few[what], maxMs, 'ms'),
          details: `median of ${tries}, from the key or click to the row`,
        },
        {
          name: `${name}, a hundred times as many users`,
          value: ratio.toFixed(2),
          bound: `<= ${maxCostRatio.toFixed(2)}`,
          isMet: ratio <= maxCostRatio,
          details: `${many[what].toFixed(1)} ms at ${large}`,
        },
      ];
    });
  } finally {
    await browser.close();
  }
}
