import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { browserTest } from '../support/browser-test.ts';
import {
  exampleAddresses,
  startExample,
  type ExampleAddresses,
  type StartedExample,
} from '../support/examples.ts';
import { manage, subjectOf } from '../support/management.ts';
import { fillSignIn, heading, press } from '../support/people.ts';
import type { Person } from '../support/site.ts';

const test = browserTest();
let addresses: ExampleAddresses;
const started: StartedExample[] = [];

beforeAll(async () => {
  addresses = await exampleAddresses();
  const { api, app } = addresses;
  const portOf = (url: string): string => new URL(url).port;
  // One after the other, as somebody would who reads them.
  started.push(
    await startExample(test.site, 'protected-api', {
      addresses,
      env: { PORT: portOf(api), AUDIENCE: api },
      ready: /Notes at/,
    }),
    await startExample(test.site, 'web-app', {
      addresses,
      env: { PORT: portOf(app), API_URL: `${api}/notes` },
      ready: /Open http/,
    }),
  );
});
afterAll(async () => {
  for (const example of started.reverse()) await example.stop();
});

const hello = 'Hello, Ada Lovelace';

/** Signs in at the example, and agrees to all it asks for. */
async function visit(page: Page, person: Person): Promise<void> {
  await page.goto(addresses.app);
  await page.getByRole('link', { name: 'Sign in with Ostiary' }).click();
  await heading(page, 'Sign in to Example application');
  await fillSignIn(page, person);
  await heading(page, 'Allow Example application?');
  await press(page, 'Allow');
  await heading(page, hello);
}

/** Whether the example still knows who looks at it; it is told, some moments after the fact. */
async function isForgotten(page: Page): Promise<void> {
  const title = async (): Promise<string | null> => {
    await page.goto(addresses.app);
    return page.getByRole('heading', { level: 1 }).textContent();
  };
  await expect.poll(title, { timeout: 30_000 }).toBe('Example application');
}

describe('the web application', () => {
  it('signs somebody in, shows who it is, and calls the API in their name with a token of its own', async () => {
    const page = await test.newPage();
    const person = await test.site.addPerson();
    await visit(page, person);
    expect(await page.getByRole('main').textContent()).toContain(person.email);
    // A token for the API comes only from a refresh, so this is one.
    await page.getByRole('link', { name: 'Your notes' }).click();
    await heading(page, 'Your notes');
    await page.getByText('You have no notes yet.').waitFor();
    await page.reload();
    await heading(page, 'Your notes');
  });

  it('says what it asks for in the words of the service', async () => {
    const page = await test.newPage();
    await page.goto(`${addresses.app}/sign-in`);
    await fillSignIn(page, await test.site.addPerson());
    await page.getByText('See your notes (Notes)').waitFor();
    await page.getByText('Keep its access while you are away, until you take it back').waitFor();
  });

  it('signs out here and there, and comes back', async () => {
    const page = await test.newPage();
    await visit(page, await test.site.addPerson());
    await press(page, 'Sign out');
    await heading(page, 'Sign out?');
    await press(page, 'Sign out');
    await heading(page, 'You are signed out');
    expect(page.url()).toBe(`${addresses.app}/signed-out`);
    await page.goto(test.site.url);
    await heading(page, 'Welcome');
    await isForgotten(page);
  });

  it('comes back, too, when the session there has ended meanwhile', async () => {
    const page = await test.newPage();
    await visit(page, await test.site.addPerson());
    const context = page.context();
    await context.clearCookies({ name: 'ostiary_session' });
    await press(page, 'Sign out');
    await heading(page, 'You are signed out');
    expect(page.url()).toBe(`${addresses.app}/signed-out`);
  });

  it('is told when somebody signs out at the pages of Ostiary', async () => {
    const page = await test.newPage();
    await visit(page, await test.site.addPerson());
    await page.goto(test.site.url);
    await press(page, 'Sign out');
    await heading(page, 'Sign in');
    await isForgotten(page);
  });

  it('is told when an administrator deactivates somebody, who cannot come back', async () => {
    const page = await test.newPage();
    const person = await test.site.addPerson();
    await visit(page, person);
    await manage(test.site, `PATCH /users/${await subjectOf(test.site, person)}`, { is_active: false });
    await isForgotten(page);
    await page.getByRole('link', { name: 'Sign in with Ostiary' }).click();
    await fillSignIn(page, person);
    await page.getByRole('alert').waitFor();
  });

  it('signs nobody in who refuses', async () => {
    const page = await test.newPage();
    await page.goto(`${addresses.app}/sign-in`);
    await fillSignIn(page, await test.site.addPerson());
    await press(page, 'Deny');
    await heading(page, 'You are not signed in');
    await isForgotten(page);
  });

  it('loses the API as soon as the access is taken back', async () => {
    const page = await test.newPage();
    await visit(page, await test.site.addPerson());
    await page.goto(`${test.site.url}/o/authorized_tokens/`);
    await press(page, 'Take back the access of Example application');
    await page.goto(`${addresses.app}/notes`);
    // Its refresh token is over, so it sends them here to sign in: agreed to nothing any more.
    await heading(page, 'Allow Example application?');
  });
});

it('the machine worker calls the API in its own name', async () => {
  const { api } = addresses;
  const worker = await startExample(test.site, 'machine-worker', {
    addresses,
    env: { API_URL: `${api}/notes`, INTERVAL_SECONDS: '0.2' },
    ready: /the API says .*"notes":\[\]/,
  });
  await worker.stop();
  expect(worker.output()).toContain('got a token for');
});
