import { beforeAll, expect, it } from 'vitest';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { manage, subjectOf } from '../support/management.ts';
import { heading, press } from '../support/people.ts';
import type { Person } from '../support/site.ts';
import { openConsole } from './open-console.ts';

const test = browserTest();

let person: Person;
let id = '';

beforeAll(async () => {
  person = await test.site.addPerson();
  id = await subjectOf(test.site, person);
  await manage(test.site, 'POST /permissions', { name: 'orders.read', description: 'See orders.' });
  await manage(test.site, 'POST /permissions', { name: 'orders.refund' });
  await manage(test.site, 'POST /permissions', { name: 'orders.void' });
  await manage(test.site, 'POST /roles', { name: 'clerk', level: 7, permissions: ['orders.read'] });
  await manage(test.site, 'POST /roles', { name: 'cashier', permissions: ['orders.refund'] });
  await manage(test.site, 'POST /groups', { name: 'Back office' });
  await manage(test.site, 'POST /groups', { name: 'Tills' });
  await manage(test.site, 'PUT /groups/Back%20office/roles/clerk');
  await manage(test.site, 'PUT /groups/Tills/roles/cashier');
  await manage(test.site, `PUT /groups/Back%20office/members/${id}`);
  const levels = { access_levels: ['reader', 'editor'], entry: 'granted' };
  await manage(test.site, 'POST /services', { name: 'Orders', audience: 'urn:orders', ...levels });
  await manage(test.site, 'PUT /services/Orders/access/groups/Back%20office', { level: 'reader' });
});

const openAs = (person: Person, path: string) => openConsole(test, person, path);

async function decide(question: object): Promise<Record<string, unknown>> {
  return manage(test.site, 'POST /decisions', { subject: { user_id: id }, ...question });
}

it('everything that somebody may and may not do is asked at once, and said with why and what to do', async () => {
  const page = await openAs(test.site.administrator, '/admin/decisions');
  await page.getByText('Choose somebody').waitFor();
  await requireAccessibleInEveryLook(page, 'nobody chosen');
  await page.setViewportSize({ width: 1280, height: 800 });
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/api/v1/decisions')) asked += 1;
  });
  await page.getByRole('combobox', { name: 'About whom' }).fill(person.email.slice(0, -4));
  await page.getByRole('option', { name: person.email }).click();
  const line = (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
  await line('orders.read').getByText('Allowed').waitFor();
  expect(new URL(page.url()).searchParams.get('user')).toBe(id);
  expect(asked).toBe(1);

  const { items: permissions } = await manage(test.site, 'GET /permissions?limit=200');
  const requests = (permissions as { name: string }[]).map(({ name }) => ({
    subject: { user_id: id },
    action: name,
  }));
  const { items } = await manage(test.site, 'POST /decisions', { requests });
  for (const [index, { allowed }] of (items as { allowed: boolean }[]).entries()) {
    const words = allowed ? '✓ Allowed' : '✗ Not allowed';
    await line(requests[index]?.action ?? '')
      .getByText(words)
      .waitFor();
  }
  expect(await line('orders.read').textContent()).toContain(
    'By the role clerk, through the group Back office',
  );
  expect(await line('orders.refund').textContent()).toContain('Give one of these roles: cashier');
  expect(await line('orders.refund').textContent()).toContain('Or add them to one of these groups: Tills');
  expect(await line('orders.void').textContent()).toContain('No role gives this yet');
  expect(await line('Orders').textContent()).toContain('through the group Back office');
  await requireAccessibleInEveryLook(page, 'everything');
  await page.setViewportSize({ width: 1280, height: 800 });
  await line('orders.read').getByRole('link', { name: 'Back office' }).click();
  await heading(page, 'Back office');
  await page.goBack();
  await page.getByText('Allowed', { exact: true }).first().click();
  await line('orders.void').waitFor({ state: 'detached' });
});

it('one question is answered step by step as the API answers it, and has an address', async () => {
  const page = await openAs(test.site.administrator, `/admin/decisions?user=${id}&tab=question`);
  await page.getByRole('combobox', { name: 'Permission' }).fill('orders.refund');
  await press(page, 'Ask');
  await page.getByText('Holds the permission orders.refund:').waitFor();
  expect(await decide({ action: 'orders.refund' })).toMatchObject({ allowed: false, reason: 'denied' });
  await page.getByText('Something that it takes is missing.').waitFor();
  await page.getByRole('link', { name: 'cashier' }).waitFor();
  await requireAccessibleInEveryLook(page, 'an answer');
  await page.setViewportSize({ width: 1280, height: 800 });
  // The way that was named is the way.
  await manage(test.site, `PUT /users/${id}/roles/cashier`);
  await page.reload();
  await page.getByText('Everything that it takes is there.').waitFor();
  await page.getByText('By the role').waitFor();
  await manage(test.site, `DELETE /users/${id}/roles/cashier`);
});

it.each([
  ['ask=level&level=7', { requirements: [{ kind: 'level', at_most: 7 }] }],
  ['ask=role&name=cashier', { requirements: [{ kind: 'role', name: 'cashier' }] }],
  [
    'ask=service&name=Orders&level=reader',
    { requirements: [{ kind: 'service', name: 'Orders', level: 'reader' }] },
  ],
  [
    'ask=service&name=Orders&level=editor',
    { requirements: [{ kind: 'service', name: 'Orders', level: 'editor' }] },
  ],
  ['ask=staff', { requirements: [{ kind: 'staff' }] }],
])('the page says of %s what the API says', async (asked, policy) => {
  const { allowed, because } = await decide({ policy: { match: 'all', ...policy } });
  const page = await openAs(test.site.administrator, `/admin/decisions?user=${id}&tab=question&${asked}`);
  const verdict =
    allowed === true ? 'Everything that it takes is there.' : 'Something that it takes is missing.';
  await page.getByText(verdict).waitFor();
  const steps = page.locator('ol').getByRole('listitem');
  expect(await steps.count()).toBe((because as unknown[]).length);
});

it('an address on the blocklist is what stands in the way; one that is none is refused', async () => {
  await manage(test.site, 'POST /blocklist', { range: '203.0.113.0/24' });
  const asked = `/admin/decisions?user=${id}&tab=question&ask=permission&name=orders.read&address=`;
  const page = await openAs(test.site.administrator, `${asked}203.0.113.7`);
  await page.getByText('Only the address stands in the way').waitFor();
  await page.goto(`${asked}nowhere`);
  await page.getByRole('alert').waitFor();
});

it('whoever may only ask asks by id, and is shown no link to what they may not see', async () => {
  await manage(test.site, 'POST /roles', { name: 'asker', permissions: ['access.decide'] });
  const asker = await test.site.addPerson();
  await manage(test.site, `PUT /users/${await subjectOf(test.site, asker)}/roles/asker`);
  const page = await openAs(asker, '/admin/decisions');
  await page.getByLabel('User id').fill(id);
  await page.getByRole('combobox', { name: 'Permission' }).fill('orders.read');
  await press(page, 'Ask');
  await page.getByText('Everything that it takes is there.').waitFor();
  expect(await page.getByRole('main').getByRole('link').count()).toBe(0);
});
