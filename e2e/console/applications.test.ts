import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { screens } from '../support/browser.ts';
import { manage, subjectOf } from '../support/management.ts';
import { addClient, postForm, type OauthClient } from '../support/oauth-client.ts';
import { heading, press, signIn } from '../support/people.ts';
import type { Person } from '../support/site.ts';
import { choose, openAsAdministrator } from './application-wizard.ts';

const test = browserTest();

/** Somebody with these permissions and no others, at a page of the console. */
async function openWith(
  permissions: readonly string[],
  path: string,
): Promise<{ page: Page; person: Person }> {
  const person = await test.site.addPerson();
  const name = `role-${randomUUID().slice(0, 8)}`;
  await manage(test.site, 'POST /roles', { name, permissions });
  await manage(test.site, `PUT /users/${await subjectOf(test.site, person)}/roles/${name}`);
  const page = await test.newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, person);
  await page.goto(path);
  return { page, person };
}

/** What the management API answers to the session of a page. */
function asked(page: Page, request: string, body?: Record<string, unknown>): Promise<number> {
  const [method = '', path = ''] = request.split(' ');
  return page.evaluate(
    async ([verb = '', url = '', text = '']) => {
      const answer = await fetch(`/api/v1${url}`, {
        method: verb,
        ...(text !== '' && { body: text, headers: { 'content-type': 'application/json' } }),
      });
      return answer.status;
    },
    [method, path, body === undefined ? '' : JSON.stringify(body)],
  );
}

const machine = { grant_types: ['client_credentials'], redirect_uris: [], scopes: ['read'] };

async function tokenStatus(client: OauthClient, secret: string): Promise<number> {
  const form = { grant_type: 'client_credentials' };
  const { status } = await postForm(test.site, '/o/token', { form, client: { ...client, secret } });
  return status;
}

async function confirm(page: Page, button: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

describe('the list', () => {
  it('is searched as one types, marks what one should know, and leads to each application', async () => {
    const name = `Gateway ${randomUUID().slice(0, 6)}`;
    await addClient(test.site, { name, is_first_party: true, may_impersonate: true });
    await addClient(test.site, { name: `Aside ${randomUUID().slice(0, 6)}` });
    const page = await openAsAdministrator(test, '/admin/applications');
    await heading(page, 'Applications');
    await page.getByLabel('Name', { exact: true }).fill(name.slice(0, -2).toUpperCase());
    const rows = page.getByRole('table', { name: 'Applications' }).getByRole('row');
    await expect.poll(() => rows.count()).toBe(2);
    expect(await rows.nth(1).textContent()).toContain('First-partyActs as users');
    await requireAccessibleInEveryLook(page, 'applications');
    await page.getByLabel('Name', { exact: true }).fill('there is none');
    await page.getByText('No application is called that').waitFor();
    await page.goBack();
    await page.goto(`/admin/applications?search=${encodeURIComponent(name)}`);
    await page.getByRole('link', { name }).click();
    await heading(page, name);
    await page.goBack();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe(name);
  });
});

describe('the page of an application', () => {
  it('changes what is typed, and shows what somebody else changed meanwhile instead of undoing it', async () => {
    const client = await addClient(test.site);
    const page = await openAsAdministrator(test, `/admin/applications/${client.id}`);
    await heading(page, client.name);
    await requireAccessibleInEveryLook(page, 'an application');
    await page.setViewportSize(screens.desktop);
    const name = page.getByRole('textbox', { name: 'Name', exact: true });
    await name.fill(`${client.name} renamed`);
    await page.getByLabel('Access tokens are good for').fill('90');
    await page.getByRole('checkbox', { name: 'It exchanges tokens of people for others' }).check();
    await press(page, 'Save');
    await heading(page, `${client.name} renamed`);
    expect(await manage(test.site, `GET /applications/${client.id}`)).toMatchObject({
      name: `${client.name} renamed`,
      access_token_seconds: 90,
      grant_types: expect.arrayContaining(['urn:ietf:params:oauth:grant-type:token-exchange']) as unknown,
    });

    await name.fill('Mine');
    await manage(test.site, `PATCH /applications/${client.id}`, { name: 'Theirs' });
    await press(page, 'Save');
    await page.getByText('Somebody else changed this meanwhile').waitFor();
    await expect.poll(() => name.inputValue()).toBe('Theirs');
    expect(await manage(test.site, `GET /applications/${client.id}`)).toMatchObject({ name: 'Theirs' });
    await name.fill('Mine after all');
    await press(page, 'Save');
    await heading(page, 'Mine after all');
  });

  it('says beside the field what the server refuses', async () => {
    const client = await addClient(test.site);
    const page = await openAsAdministrator(test, `/admin/applications/${client.id}`);
    await page.getByLabel('Sign-out notice (back-channel)').fill('ftp://shop.example/out');
    await press(page, 'Save');
    await page.getByText('Write an https address.').first().waitFor();
  });

  it('changes the secret without a break: the old one is good until it is deleted, then refused', async () => {
    const client = await addClient(test.site, machine);
    const page = await openAsAdministrator(test, `/admin/applications/${client.id}?tab=secrets`);
    await page.getByRole('button', { name: 'Add a secret' }).click();
    await requireAccessibleInEveryLook(page, 'adding a secret');
    await page.setViewportSize(screens.desktop);
    await page.getByRole('dialog').getByRole('button', { name: 'Add a secret' }).click();
    await page.getByText('New client secret').waitFor();
    const secret = (await page.locator('pre').first().textContent()) ?? '';
    expect(await tokenStatus(client, client.secret)).toBe(200);
    expect(await tokenStatus(client, secret)).toBe(200);
    expect(await page.getByRole('button', { name: 'Add a secret' }).isDisabled()).toBe(true);
    await requireAccessibleInEveryLook(page, 'secrets');
    await page.setViewportSize(screens.desktop);

    const hint = client.secret.slice(-4);
    await page.getByRole('button', { name: `Delete …${hint}` }).click();
    await page.getByText(`The secret that ends with ${hint} is refused within a second`).waitFor();
    await confirm(page, `Delete …${hint}`);
    await expect.poll(() => tokenStatus(client, client.secret)).toBe(401);
    expect(await tokenStatus(client, secret)).toBe(200);
  });

  it('shows the configuration with a placeholder, and trusts it only after saying what that means', async () => {
    const client = await addClient(test.site);
    const page = await openAsAdministrator(test, `/admin/applications/${client.id}?tab=configuration`);
    await choose(page, 'Made with', 'Django (mozilla-django-oidc)');
    const settings = page.getByRole('region', { name: 'settings.py' });
    await settings.getByText('YOUR_CLIENT_SECRET').waitFor();
    expect(await settings.textContent()).toContain(`OIDC_RP_CLIENT_ID = "${client.clientId}"`);
    await requireAccessibleInEveryLook(page, 'configuration');
    await page.setViewportSize(screens.desktop);

    await page.getByRole('tab', { name: 'Trust' }).click();
    await press(page, 'Make it first-party');
    await page.getByText('nobody is asked for consent').waitFor();
    await confirm(page, 'Make it first-party');
    await page.getByRole('button', { name: 'Ask people again' }).waitFor();
    expect(await manage(test.site, `GET /applications/${client.id}`)).toMatchObject({ is_first_party: true });
    await requireAccessibleInEveryLook(page, 'trust');
  });

  it('is taken out of service, and deleted by typing its name', async () => {
    const client = await addClient(test.site, machine);
    const page = await openAsAdministrator(test, `/admin/applications/${client.id}`);
    await press(page, 'Take out of service');
    await confirm(page, 'Take out of service');
    await page.getByRole('button', { name: 'Put back into service' }).waitFor();
    await expect.poll(() => tokenStatus(client, client.secret)).toBe(401);
    await press(page, 'Delete the application');
    const dialog = page.getByRole('dialog');
    const button = dialog.getByRole('button', { name: 'Delete the application' });
    expect(await button.isDisabled()).toBe(true);
    await requireAccessibleInEveryLook(page, 'deleting');
    await page.setViewportSize(screens.desktop);
    await dialog.getByLabel(`Type its name to confirm: ${client.name}`).fill(client.name);
    await button.click();
    await heading(page, 'Applications');
    await page.getByText(`${client.name} is deleted.`).waitFor();
    await expect(manage(test.site, `GET /applications/${client.id}`)).rejects.toThrow('404');
  });
});

describe('permissions', () => {
  it('whoever may only read sees everything and can change nothing', async () => {
    const client = await addClient(test.site);
    const { page } = await openWith(['applications.read'], '/admin/applications');
    await page.getByRole('link', { name: client.name }).waitFor();
    expect(await page.getByRole('link', { name: 'Register an application' }).count()).toBe(0);
    await page.goto('/admin/applications/new');
    await heading(page, 'Nothing here for you');
    for (const tab of ['overview', 'secrets', 'configuration', 'trust']) {
      await page.goto(`/admin/applications/${client.id}?tab=${tab}`);
      await heading(page, client.name);
      await page.waitForLoadState('networkidle');
      for (const name of ['Save', /^Delete/, /Take out/, 'Add a secret', /first-party/])
        expect(await page.getByRole('button', { name }).count(), `${tab}: ${String(name)}`).toBe(0);
    }
    const path = `/applications/${client.id}`;
    expect(await asked(page, `PATCH ${path}`, { name: 'x' })).toBe(403);
    expect(await asked(page, `POST ${path}/secrets`, {})).toBe(403);
    expect(await asked(page, `DELETE ${path}`)).toBe(403);
  });

  it('whoever may not decide on trust changes no application that is trusted', async () => {
    const [plain, trusted] = [
      await addClient(test.site),
      await addClient(test.site, { is_first_party: true }),
    ];
    const { page } = await openWith(
      ['applications.read', 'applications.manage'],
      `/admin/applications/${plain.id}?tab=trust`,
    );
    await page.getByText('takes the permission applications.trust').waitFor();
    expect(await page.getByRole('button', { name: 'Make it first-party' }).count()).toBe(0);
    expect(await asked(page, `PATCH /applications/${plain.id}`, { is_first_party: true })).toBe(403);
    await page.getByRole('tab', { name: 'Overview' }).click();
    await page.getByRole('button', { name: 'Save' }).waitFor();
    await page.goto(`/admin/applications/${trusted.id}`);
    await heading(page, trusted.name);
    await page.getByRole('table', { name: 'Settings' }).waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
    expect(await asked(page, `PATCH /applications/${trusted.id}`, { name: 'x' })).toBe(403);
  });
});
