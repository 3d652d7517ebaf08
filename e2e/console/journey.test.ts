import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../examples/test/run-example.ts';
import {
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../../packages/server/test/support/server-process.ts';
import { launchBrowser, openContext } from '../support/browser.ts';
import { enter, heading, press } from '../support/people.ts';
import { copied, folderOf } from './application-wizard.ts';

const password = 'tulip-anvil-marsh-42';
let server: ServerProcess;
let browser: Browser;
let service: ChildProcess | undefined;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const directory = await temporaryDirectory();
  cleanUps.push(directory.remove);
  server = await startServerProcess({ env: { OSTIARY_DATA_DIR: directory.path } });
  browser = await launchBrowser();
});
afterAll(async () => {
  service?.kill('SIGTERM');
  if (service) await once(service, 'exit');
  await browser?.close();
  await server?.stop();
  for (const cleanUp of cleanUps) await cleanUp();
});

const origin = (): string => server.url.replace('127.0.0.1', 'localhost');

/** The first administrator, by the link that the server printed. */
async function setUp(): Promise<Page> {
  const link = /\/setup\?token=\S+/.exec(server.output())?.[0];
  if (link === undefined) throw new Error(`No link in: ${server.output()}`);
  const context = await openContext(
    browser,
    {},
    { baseURL: origin(), permissions: ['clipboard-read', 'clipboard-write'], reducedMotion: 'reduce' },
  );
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(link);
  await enter(page, {
    Email: 'root@example.com',
    Username: 'root',
    Password: password,
    'Password again': password,
  });
  await page.getByRole('main').getByRole('button').click();
  await heading(page, 'Your account');
  return page;
}

async function registerService(page: Page): Promise<Record<string, string>> {
  await page.goto('/admin/services');
  await page.getByRole('main').getByRole('link', { name: 'Register a service' }).first().click();
  await page.getByLabel('Name').fill('Orders');
  await page.getByLabel('Those who were given access').check();
  const levels = page.getByRole('combobox', { name: 'Access levels' });
  for (const level of ['viewer', 'editor']) {
    await levels.fill(level);
    await page.keyboard.press('Enter');
  }
  await press(page, 'Register');
  await heading(page, 'Orders');
  await press(page, 'Make a key');
  await page.getByRole('alert').filter({ hasText: 'The new key' }).waitFor();
  return { '.env': await copied(page, '.env'), 'app.mjs': await copied(page, 'app.mjs') };
}

/** As the comment in it says. */
async function runCopied(files: Record<string, string>): Promise<string> {
  const port = await freePort();
  const folder = await folderOf(files);
  cleanUps.push(folder.remove);
  service = spawn('node', ['--env-file=.env', 'app.mjs'], {
    cwd: folder.path,
    stdio: 'inherit',
    env: { ...process.env, PORT: String(port) },
  });
  const url = `http://127.0.0.1:${port}`;
  await expect
    .poll(
      () =>
        fetch(`${url}/hello`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 20_000 },
    )
    .toBe(401);
  return url;
}

async function addUser(page: Page, email: string, role?: string): Promise<void> {
  await page.goto('/admin/users/new');
  await page.getByLabel('Email', { exact: true }).fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  if (role !== undefined) {
    await page.getByRole('combobox', { name: 'Roles' }).fill(role);
    await page.getByRole('option', { name: role, exact: true }).click();
  }
  await press(page, 'Create the account');
  await heading(page, email);
}

async function addRole(page: Page): Promise<void> {
  await page.goto('/admin/roles');
  await page.getByRole('main').getByRole('link', { name: 'New role' }).click();
  await page.getByLabel('Name').fill('clerk');
  await page.getByRole('button', { name: /^Create/ }).click();
  await heading(page, 'clerk');
}

async function giveAccess(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Services' }).click();
  await page.getByRole('button', { name: 'Give access to Orders' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Level' }).click();
  await page.getByRole('option', { name: 'viewer' }).click();
  await dialog.getByRole('button', { name: 'Give access' }).click();
  await page.getByText('their own grant').waitFor();
}

it('from an empty server to a call that is allowed, and others that are refused', async () => {
  const page = await setUp();
  const files = await registerService(page);
  const key = /SERVICE_KEY=(\S+)/.exec(files['.env'] ?? '')?.[1] ?? '';
  const url = await runCopied(files);
  await addRole(page);
  await addUser(page, 'other@example.com');
  await addUser(page, 'ann@example.com', 'clerk');
  await giveAccess(page);

  const call = async (email: string, path: string): Promise<number> => {
    const signedIn = await fetch(`${origin()}/auth/token/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'ostiary-service': key },
      body: JSON.stringify({ email, password }),
    });
    const { access } = (await signedIn.json()) as { access: string };
    return (await fetch(url + path, { headers: { authorization: `Bearer ${access}` } })).status;
  };
  await expect.poll(() => call('ann@example.com', '/hello')).toBe(200);
  expect(await call('ann@example.com', '/inner')).toBe(403);
  expect(await call('other@example.com', '/hello')).toBe(403);
  expect((await fetch(`${url}/hello`)).status).toBe(401);
}, 120_000);
