import { expect, it } from 'vitest';
import { browserTest } from '../support/browser-test.ts';
import { signIn } from '../support/people.ts';
import { watchPage } from '../support/watch-page.ts';

const test = browserTest();

it('the API reference opens without complaint and asks nobody but the server', async () => {
  const page = await test.newPage();
  const watch = watchPage(page);
  await page.goto('/docs');
  await page.getByRole('heading', { level: 1, name: 'Ostiary' }).waitFor();
  await page.getByRole('link', { name: 'Sign in' }).first().click();
  await page.getByRole('heading', { name: 'Sign in', exact: true }).first().waitFor();
  expect(watch).toEqual({ complaints: [], failures: [], origins: new Set([test.site.url]) });
});

it('somebody who is signed in tries a call there, as themselves', async () => {
  const page = await test.newPage();
  const person = await test.site.addPerson();
  await signIn(page, person);
  const watch = watchPage(page);
  await page.goto('/docs#tag/own-account/GET/api/v1/me');
  await page.getByRole('button', { name: 'Test Request (get /api/v1/me)' }).click();
  const answer = page.waitForResponse('**/api/v1/me');
  await page.getByRole('button', { name: /^Send get request/ }).click();
  expect(await (await answer).json()).toMatchObject({ email: person.email });
  expect(watch.failures).toEqual([]);
  expect([...watch.origins]).toEqual([test.site.url]);
});
