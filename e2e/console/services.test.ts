import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { manage, subjectOf } from '../support/management.ts';
import { heading, press } from '../support/people.ts';
import type { Person } from '../support/site.ts';
import { openConsole } from './open-console.ts';

const test = browserTest();

const open = (path: string, person: Person = test.site.administrator): Promise<Page> =>
  openConsole(test, person, path);

const dialog = (page: Page) => page.getByRole('dialog');

async function addService(name: string, more: object = {}): Promise<string> {
  const { id } = await manage(test.site, 'POST /services', {
    ...{ name, audience: `urn:test:${name.toLowerCase()}` },
    ...more,
  });
  return String(id);
}

async function tokenFor(person: Person, key: string): Promise<Response> {
  return fetch(`${test.site.url}/auth/token/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'ostiary-service': key },
    body: JSON.stringify({ email: person.email, password: person.password }),
  });
}

const schema = {
  type: 'object',
  required: ['accessgroup'],
  properties: {
    accessgroup: {
      type: 'object',
      title: 'Access group',
      required: ['user_type'],
      properties: {
        user_type: { enum: ['VIEWER', 'EDITOR'], title: 'User type' },
        seats: { type: 'integer', title: 'Seats', minimum: 1 },
      },
    },
  },
};

describe('a service', () => {
  it('is registered, gets a key, and its key gets tokens that are for it', async () => {
    const page = await open('/admin/services');
    await page.getByText('No services yet').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Register a service' }).first().click();
    await heading(page, 'Register a service');
    await requireAccessibleInEveryLook(page, 'a new service');
    await page.getByLabel('Name').fill('Orders');
    expect(await page.getByLabel('Audience').inputValue()).toBe('urn:service:orders');
    await page.getByLabel('Those who were given access').check();
    await page.getByRole('combobox', { name: 'Access levels' }).fill('viewer');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Access levels' }).fill('editor');
    await page.keyboard.press('Enter');
    await press(page, 'Register');
    await heading(page, 'Orders');
    await press(page, 'Make a key');
    const alert = page.getByRole('alert').filter({ hasText: 'The new key' });
    const key = (await alert.locator('pre').textContent()) ?? '';
    const environment = await page.getByRole('region', { name: '.env' }).textContent();
    expect(environment).toBe(
      `OSTIARY_URL=${test.site.url}\nAUDIENCE=urn:service:orders\nSERVICE_KEY=${key}\n`,
    );
    await requireAccessibleInEveryLook(page, 'how to connect');
    const person = await test.site.addPerson();
    expect(await manage(test.site, 'GET /services/Orders')).toMatchObject({
      ...{ entry: 'granted', access_levels: ['viewer', 'editor'] },
    });
    const { access } = (await (await tokenFor(person, key)).json()) as { access: string };
    const claims = JSON.parse(Buffer.from(access.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).toMatchObject({ aud: 'urn:service:orders', iss: test.site.url });
    await page.getByRole('tab', { name: 'Keys' }).click();
    await press(page, 'Revoke');
    await dialog(page).getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('It has none yet.').waitFor();
    expect((await tokenFor(person, key)).status).toBe(401);
  });

  it('gives access by a form that its schema draws; what is wrong stands beside its field', async () => {
    const person = await test.site.addPerson();
    const id = await subjectOf(test.site, person);
    await addService('Library', { access_levels: ['member'], data_schema: schema });
    const page = await open('/admin/services/Library?tab=access');
    await page.getByText('Nobody was given access here').waitFor();
    await press(page, 'Give access');
    await dialog(page).getByRole('combobox', { name: 'Email or username' }).fill(person.email);
    await page.getByRole('option', { name: person.email }).click();
    await dialog(page).getByRole('button', { name: 'Go on' }).click();
    await dialog(page).getByRole('combobox', { name: 'Level' }).click();
    await page.getByRole('option', { name: 'member' }).click();
    await dialog(page).getByLabel('Seats').fill('0');
    await dialog(page).getByRole('button', { name: 'Give access' }).click();
    await dialog(page).getByText('Must be >= 1.').waitFor();
    await requireAccessibleInEveryLook(page, 'a form of a schema');
    await dialog(page).getByLabel('Seats').fill('3');
    await dialog(page).getByRole('combobox', { name: 'User type' }).click();
    await page.getByRole('option', { name: 'EDITOR' }).click();
    await dialog(page).getByRole('button', { name: 'Give access' }).click();
    await page.getByRole('link', { name: person.email }).waitFor();
    const granted = { level: 'member', data: { accessgroup: { seats: 3, user_type: 'EDITOR' } } };
    const list = () => manage(test.site, 'GET /services/Library/access/users');
    expect((await list())['items']).toMatchObject([{ holder_id: id, holder_name: person.email, ...granted }]);
    await page.getByRole('button', { name: `Take access away from ${person.email}` }).click();
    await page.getByText('Nobody was given access here').waitFor();
    expect((await list())['items']).toEqual([]);
    await press(page, 'Undo');
    await page.getByRole('link', { name: person.email }).waitFor();
    expect((await list())['items']).toMatchObject([{ holder_id: id, ...granted }]);
  });

  it('gets a schema that is looked at before it is saved', async () => {
    const id = await addService('Archive', { access_levels: ['visitor'] });
    const page = await open(`/admin/services/${id}?tab=data`);
    await press(page, 'Begin with an example');
    await page.getByRole('combobox', { name: 'User type' }).waitFor();
    await requireAccessibleInEveryLook(page, 'a schema');
    await page.getByLabel('Schema of its data').fill('{\n  "type": "object",\n  oops\n}');
    await page.getByText(/^Line 3:/).waitFor();
    await page.getByLabel('Schema of its data').fill('{"type": "object", "patternProperties": {}}');
    await press(page, 'Save');
    await page.getByText('This schema cannot be used').waitFor();
    await page.getByLabel('Schema of its data').fill(JSON.stringify(schema));
    await press(page, 'Save');
    await page.getByText('Saved.').waitFor();
    expect(await manage(test.site, `GET /services/${id}`)).toMatchObject({ data_schema: schema });
  });

  it('that somebody else has changed is not overwritten, and nothing typed is lost', async () => {
    const id = await addService('Depot');
    const page = await open(`/admin/services/${id}`);
    await press(page, 'Edit');
    await dialog(page).getByLabel('Description').fill('Mine');
    await manage(test.site, `PATCH /services/${id}`, { access_levels: ['theirs'] });
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await page.getByText('Somebody else changed this meanwhile.').waitFor();
    expect(await dialog(page).getByLabel('Description').inputValue()).toBe('Mine');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await dialog(page).waitFor({ state: 'detached' });
    expect(await manage(test.site, `GET /services/${id}`)).toMatchObject({
      ...{ description: 'Mine', access_levels: ['theirs'] },
    });
  });

  it('is deleted by its name alone', async () => {
    const id = await addService('Kiosk');
    const page = await open(`/admin/services/${id}`);
    await press(page, 'Delete');
    expect(await dialog(page).getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true);
    await dialog(page).getByLabel('Type its name to delete it: Kiosk').fill('kiosk');
    await page.keyboard.press('Enter');
    expect(await dialog(page).getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true);
    expect(await manage(test.site, `GET /services/${id}`)).toMatchObject({ name: 'Kiosk' });
    await dialog(page).getByLabel('Type its name to delete it: Kiosk').fill('Kiosk');
    await page.keyboard.press('Enter');
    await heading(page, 'Services');
    await expect(manage(test.site, `GET /services/${id}`)).rejects.toThrow('404');
  });
});

it('what is typed into a form of a schema is what is saved, however it is typed', async () => {
  const person = await test.site.addPerson();
  const id = await subjectOf(test.site, person);
  const share = { type: ['number', 'null'], title: 'Share' };
  const rules = { type: 'array', items: { type: 'object' }, title: 'Rules' };
  await addService('Market', {
    data_schema: { type: 'object', properties: { share, rest: { type: 'number', title: 'Rest' }, rules } },
  });
  const page = await open(`/admin/users/${id}?tab=services`);
  const row = page.getByRole('row').filter({ hasText: 'Market' });
  await row.getByRole('button').click();
  await dialog(page).getByLabel('Share').pressSequentially('1.25');
  await dialog(page).getByLabel('Rest').pressSequentially('-5');
  await dialog(page).getByLabel('Rules').fill('[{"a": ');
  await dialog(page).getByRole('button', { name: 'Give access' }).click();
  await dialog(page).getByText('This is not JSON yet.').waitFor();
  expect((await manage(test.site, 'GET /services/Market/access/users'))['items']).toEqual([]);
  await dialog(page).getByLabel('Rules').fill('[{"a": 1}]');
  await dialog(page).getByRole('button', { name: 'Give access' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  expect((await manage(test.site, 'GET /services/Market/access/users'))['items']).toMatchObject([
    { holder_id: id, data: { share: 1.25, rest: -5, rules: [{ a: 1 }] } },
  ]);
});

it('what is taken away is gone at once, and back with the reason when that is refused', async () => {
  const person = await test.site.addPerson();
  const id = await addService('Bakery');
  await manage(test.site, `PUT /services/${id}/access/users/${await subjectOf(test.site, person)}`, {});
  const page = await open(`/admin/services/${id}?tab=access`);
  const row = page.getByRole('link', { name: person.email });
  await row.waitFor();
  const answered = Promise.withResolvers<void>();
  await page.route('**/access/users/*', async (route) => {
    await answered.promise;
    const problem = { code: 'services.cannot_grant', status: 403, detail: 'You have less there yourself.' };
    await route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify(problem),
    });
  });
  await page.getByRole('button', { name: `Take access away from ${person.email}` }).click();
  await row.waitFor({ state: 'detached' });
  answered.resolve();
  await page.getByText('You have less there yourself.').waitFor();
  await row.waitFor();
});

describe('a user', () => {
  it('has access by a group, which is told, and of their own, which is given and taken', async () => {
    const person = await test.site.addPerson();
    const id = await subjectOf(test.site, person);
    await addService('Museum', { access_levels: ['visitor', 'curator'], entry: 'granted' });
    await manage(test.site, 'POST /groups', { name: 'Friends' });
    await manage(test.site, `PUT /groups/Friends/members/${id}`);
    await manage(test.site, 'PUT /services/Museum/access/groups/Friends', { level: 'visitor' });
    const page = await open(`/admin/users/${id}?tab=services`);
    const row = page.getByRole('row').filter({ hasText: 'Museum' });
    await row.getByText('the group Friends').waitFor();
    expect(await row.getByRole('button').allTextContents()).toEqual(['Give access']);
    await row.getByRole('button').click();
    await dialog(page).getByRole('combobox', { name: 'Level' }).click();
    await page.getByRole('option', { name: 'curator' }).click();
    await dialog(page).getByRole('button', { name: 'Give access' }).click();
    await row.getByText('their own grant').waitFor();
    await requireAccessibleInEveryLook(page, 'services of a user');
    await row.getByRole('button', { name: 'Take away access to Museum' }).click();
    await row.getByText('the group Friends').waitFor();
    expect((await manage(test.site, `GET /users/${id}/services`))['items']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ service: 'Museum', access: { level: 'visitor', data: {} } }),
      ]),
    );
  });

  it('has tokens, which are revoked', async () => {
    const person = await test.site.addPerson();
    const id = await subjectOf(test.site, person);
    const page = await open(`/admin/users/${id}?tab=tokens`);
    await page.getByRole('heading', { name: 'Signed-in programs' }).waitFor();
    await requireAccessibleInEveryLook(page, 'tokens of a user');
    const list = () => manage(test.site, `GET /users/${id}/refresh-families`);
    const live = async () =>
      ((await list())['items'] as { ended_at: string | null }[]).filter((one) => one.ended_at === null)
        .length;
    const before = await live();
    expect(before).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'End', exact: true }).first().click();
    await dialog(page).getByRole('button', { name: 'End' }).click();
    await expect.poll(live).toBe(before - 1);
  });
});

it('whoever may only look at services changes nothing', async () => {
  const person = await test.site.addPerson();
  const id = await addService('Gallery');
  await manage(test.site, 'POST /roles', { name: 'service-reader', permissions: ['services.read'] });
  await manage(test.site, `PUT /users/${await subjectOf(test.site, person)}/roles/service-reader`);
  const page = await open(`/admin/services/${id}`, person);
  await heading(page, 'Gallery');
  for (const tab of ['Overview', 'Access', 'Data', 'Keys', 'Connect']) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('tabpanel', { name: tab }).waitFor();
    await page.waitForLoadState('networkidle');
    const buttons = await page.getByRole('tabpanel').getByRole('button').allTextContents();
    expect(buttons.filter((button) => !button.startsWith('Copy'))).toEqual([]);
  }
  expect(await page.getByRole('button', { name: 'Delete' }).count()).toBe(0);
});
