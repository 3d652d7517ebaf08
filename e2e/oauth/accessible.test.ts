import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { clientTest } from '../support/client-test.ts';
import { addClient, postForm, type OauthClient } from '../support/oauth-client.ts';
import { signIn } from '../support/people.ts';
import type { Person } from '../support/site.ts';

const test = clientTest();

/** No place to break a line, and more than fits one. */
const long = 'wilhelmina'.repeat(9);

type Language = 'en' | 'de';
const locales = { en: 'en-GB', de: 'de-DE' } as const;

interface Tour {
  page: Page;
  language: Language;
}

async function inspect({ page, language }: Tour, name: string): Promise<void> {
  expect(await page.locator('html').getAttribute('lang'), name).toBe(language);
  await requireAccessibleInEveryLook(page, `${name}, in ${language}`);
}

/** By where its form goes, which is the same in every language. */
async function send(page: Page, action: string, entered: Record<string, string> = {}): Promise<void> {
  const form = page.locator(`form[action$="${action}"]`);
  for (const [name, text] of Object.entries(entered)) await form.locator(`[name="${name}"]`).fill(text);
  await form.getByRole('button').first().click();
}

async function shows(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().waitFor();
}

function longClient(details: Record<string, unknown> = {}): Promise<OauthClient> {
  return test.addClient({
    ...{ name: long, client_uri: 'https://client.example', policy_uri: 'https://client.example/privacy' },
    ...{ tos_uri: 'https://client.example/terms', ...details },
  });
}

function credentials({ username, password }: Person): Record<string, string> {
  return { login: username, password };
}

async function visitInteraction({ page, language }: Tour, person: Person): Promise<void> {
  const client = await longClient();
  const ask = (parameters: Record<string, string> = {}): Promise<unknown> =>
    page.goto(
      client.authorizeUrl({ scope: 'openid profile email read', ui_locales: language, ...parameters }),
    );
  const tour = { page, language };
  await ask({ login_hint: long });
  await inspect(tour, 'sign-in');
  await send(page, '/sign-in', { login: long, password: 'wrong' });
  await shows(page, '[role=alert]');
  await inspect(tour, 'sign-in, refused');
  await send(page, '/sign-in', credentials(person));
  await shows(page, 'form[action$="/consent"]');
  await inspect(tour, 'consent');
  await ask({ prompt: 'select_account' });
  await shows(page, 'form[action$="/continue"]');
  await inspect(tour, 'account chooser');
  await ask({ prompt: 'login' });
  await shows(page, '[name=login][readonly]');
  await inspect(tour, 'the password again');
}

async function visitDevice({ page, language }: Tour): Promise<void> {
  const client = await addClient(test.browser.site, {
    ...{ name: long, client_type: 'public', redirect_uris: [] },
    grant_types: ['urn:ietf:params:oauth:grant-type:device_code'],
  });
  const tour = { page, language };
  const begun = await postForm(test.browser.site, '/o/device-authorization', { form: {}, client });
  await page.goto('/o/device');
  await send(page, '/device', { user_code: 'wrong' });
  await shows(page, '[role=alert]');
  await inspect(tour, 'code of a device, refused');
  await page.goto(String(begun.body['verification_uri_complete']));
  await inspect(tour, 'code of a device');
  await send(page, '/device');
  await shows(page, '[name=confirm]');
  await inspect(tour, 'device, to compare');
  await send(page, '/device');
  await shows(page, 'form[action$="/consent"]');
  await inspect(tour, 'consent to a device');
  await send(page, '/consent');
  await page.waitForURL('**/o/device/*');
  await inspect(tour, 'device connected');
}

async function visitApplications(tour: Tour): Promise<void> {
  const { page } = tour;
  await page.goto('/o/applications/register/');
  await inspect(tour, 'registering an application');
  await send(page, '/register/', { name: '' });
  await shows(page, '[role=alert]');
  await inspect(tour, 'registering an application, refused');
  await send(page, '/register/', { name: long, redirect_uris: `https://client.example/${long}` });
  await shows(page, 'pre');
  await inspect(tour, 'client secret');
  await page.locator('main a.button').click();
  await page.waitForURL(/\/o\/applications\/[\w-]+\/$/);
  await inspect(tour, 'application');
  const detail = page.url();
  await page.goto(`${detail}update/`);
  await inspect(tour, 'changing an application');
  await page.goto(`${detail}delete/`);
  await inspect(tour, 'deleting an application');
  await page.goto('/o/applications/');
  await inspect(tour, 'applications');
}

async function visitSignOut(tour: Tour): Promise<void> {
  const { page, language } = tour;
  const client = await longClient();
  await page.goto(`/o/authorize?client_id=${long}`);
  await inspect(tour, 'error');
  await page.goto(`/o/logout?client_id=${client.clientId}&ui_locales=${language}`);
  await inspect(tour, 'question before signing out');
  await send(page, '/logout/confirm');
  await page.waitForURL('**/o/logout/success');
  await inspect(tour, 'signed out');
}

describe.each<Language>(['en', 'de'])('in %s, in every size and colour', (language) => {
  const newcomer = (): Promise<Person> => test.browser.site.addPerson({ lastName: long });

  it('what an application asks passes axe and fits the window, in the language that it wishes', async () => {
    // The browser wants the other one.
    const locale = locales[language === 'en' ? 'de' : 'en'];
    const page = await test.browser.newPage({}, { locale });
    await visitInteraction({ page, language }, await newcomer());
  });

  it('so do the pages of devices, applications, access, errors and signing out', async () => {
    const person = await newcomer();
    const page = await test.browser.newPage({}, { locale: 'en-GB' });
    await signIn(page, person);
    const own = await page.context().storageState();
    const tour = {
      page: await test.browser.newPage({}, { locale: locales[language], storageState: own }),
      language,
    };
    await visitDevice(tour);
    await visitApplications(tour);
    await tour.page.goto('/o/authorized_tokens/');
    await inspect(tour, 'applications with access');
    await visitSignOut(tour);
  });
});
