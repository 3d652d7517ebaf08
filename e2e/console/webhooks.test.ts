import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { browserTest } from '../support/browser-test.ts';
import { manage, subjectOf } from '../support/management.ts';
import { heading, press } from '../support/people.ts';
import { openConsole } from './open-console.ts';

const test = browserTest();

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

let receiver: Server;
let url: string;
let status = 204;
const received: Received[] = [];
beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(status).end();
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  url = `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}/hook`;
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});

function isSignedBy({ headers, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const signature = createHmac('sha256', key).update(signed).digest('base64');
  return String(headers['webhook-signature']).split(' ').includes(`v1,${signature}`);
}

const typeOf = ({ body }: Received): string => (JSON.parse(body) as { type: string }).type;

it('a webhook is set up, tried, fails, is tried again, and gets another secret', async () => {
  const page = await openConsole(test, test.site.administrator, '/admin/webhooks');
  await page.getByText('No webhooks yet').waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Set up a webhook' }).first().click();
  await heading(page, 'Set up a webhook');
  await requireAccessibleInEveryLook(page, 'a new webhook');
  await page.getByLabel('Name').fill('Billing');
  await page.getByLabel('Address').fill('http://example.org/');
  await press(page, 'Set up');
  await page.getByText('Use https; http is only for').waitFor();
  await page.getByLabel('Address').fill(url);
  await page.getByRole('combobox', { name: 'Events' }).fill('user.cre');
  await page.getByRole('option', { name: 'user.created' }).click();
  await page.keyboard.press('Escape');
  await press(page, 'Set up');
  const alert = page.getByRole('alert').filter({ hasText: 'Its secret' });
  const secret = (await alert.locator('pre').textContent()) ?? '';
  expect(secret).toMatch(/^whsec_/);
  await page.getByRole('link', { name: 'Go on' }).click();
  await heading(page, 'Billing');

  await press(page, 'Send a test event');
  await page.getByRole('row').filter({ hasText: 'webhook.test' }).getByText('Delivered · 204').waitFor();
  expect(received.map(typeOf)).toEqual(['webhook.test']);
  expect(isSignedBy(received[0]!, secret)).toBe(true);

  status = 500;
  await manage(test.site, 'POST /users', { username: 'ann', roles: [] });
  const row = page.getByRole('row').filter({ hasText: 'user.created' });
  await row.getByText('Waiting · 500').waitFor();
  await requireAccessibleInEveryLook(page, 'the deliveries of a webhook');
  status = 204;
  await row.getByRole('button', { name: 'Try now' }).click();
  await row.getByText('Delivered · 204').waitFor();

  await page.getByRole('tab', { name: 'Secret' }).click();
  await press(page, 'Make a new secret');
  await page.getByRole('dialog').getByRole('button', { name: 'Make a new secret' }).click();
  const second = await page
    .getByRole('alert')
    .filter({ hasText: 'The new secret' })
    .locator('pre')
    .textContent();
  await manage(test.site, 'POST /users', { username: 'bob', roles: [] });
  await expect.poll(() => received.map(typeOf).filter((type) => type === 'user.created').length).toBe(3);
  const last = received.at(-1)!;
  expect([isSignedBy(last, secret), isSignedBy(last, second ?? '')]).toEqual([true, true]);

  await press(page, 'Pause');
  await page.getByText('Paused', { exact: true }).first().waitFor();
  await page.getByRole('tab', { name: 'Overview' }).click();
  await page.getByText('user.created').waitFor();
  await requireAccessibleInEveryLook(page, 'a webhook');
  await press(page, 'Delete');
  await page.getByLabel('Type its name to delete it: Billing').fill('Billing');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No webhooks yet').waitFor();
});

it('somebody who may only see them changes nothing, and whoever may not does not see them', async () => {
  await manage(test.site, 'POST /webhooks', { name: 'Seen', url });
  const person = await test.site.addPerson();
  await manage(test.site, 'POST /roles', { name: 'hook-reader', permissions: ['webhooks.read'] });
  await manage(test.site, `PUT /users/${await subjectOf(test.site, person)}/roles/hook-reader`);
  const page = await openConsole(test, person, '/admin/webhooks');
  await page.getByRole('link', { name: 'Seen' }).click();
  await heading(page, 'Seen');
  await page.waitForLoadState('networkidle');
  for (const name of ['Pause', 'Delete', 'Send a test event', 'Send again since …', 'Send again']) {
    expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0);
  }
  expect(await page.getByRole('tab', { name: 'Secret' }).count()).toBe(0);
  const other = await openConsole(test, await test.site.addPerson(), '/admin/webhooks');
  await heading(other, 'Nothing here for you');
  expect(await other.getByRole('link', { name: 'Webhooks' }).count()).toBe(0);
});
