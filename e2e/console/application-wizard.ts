import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { BrowserTest } from '../support/browser-test.ts';
import { heading, press } from '../support/people.ts';
import { openConsole } from './open-console.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The console as its administrator has it open, with a clipboard that can be read. */
export function openAsAdministrator(test: BrowserTest, path: string): Promise<Page> {
  const permissions = ['clipboard-read', 'clipboard-write'];
  return openConsole(test, test.site.administrator, { path, permissions });
}

export interface Answers {
  kind: string;
  name: string;
  framework: string;
  /** Typed over what is proposed. */
  redirectUri?: string;
  postLogoutUri?: string;
  /** Boxes that are ticked, by their words. */
  scopes?: readonly string[];
}

/** A step of the wizard, by its title. */
export async function step(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { level: 2, name: title, exact: true }).waitFor();
}

export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Answers everything that the wizard asks, and registers the application. */
export async function register(page: Page, answers: Answers): Promise<void> {
  const { kind, name, framework, redirectUri, postLogoutUri, scopes = [] } = answers;
  await page.getByRole('radio', { name: kind, exact: true }).click();
  await press(page, 'Continue');
  await step(page, 'Name and addresses');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await choose(page, 'Made with', framework);
  if (redirectUri !== undefined) await page.getByLabel('Redirect URIs 1').fill(redirectUri);
  if (postLogoutUri !== undefined) await page.getByLabel('Addresses after signing out 1').fill(postLogoutUri);
  await press(page, 'Continue');
  await step(page, 'What it may ask for');
  for (const scope of scopes) await page.getByRole('checkbox', { name: scope, exact: true }).check();
  await press(page, 'Continue');
  await step(page, 'Check and register');
  await press(page, 'Register');
  await heading(page, `${name} is registered`);
}

/** What the button beside a file puts into the clipboard. */
export async function copied(page: Page, file: string): Promise<string> {
  await page.getByRole('button', { name: `Copy: ${file}`, exact: true }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole('button', { name: `Copy: ${file}`, exact: true }).waitFor();
  return text;
}

export interface Folder {
  path: string;
  remove(): Promise<void>;
}

/** A folder with these files, whose programs find what `npm install` would have put there. */
export async function folderOf(files: Record<string, string>): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'ostiary-copied-'));
  await symlink(join(root, 'node_modules'), join(path, 'node_modules'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
