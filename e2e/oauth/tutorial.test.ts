import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { browserTest } from '../support/browser-test.ts';
import { fillSignIn, heading, press } from '../support/people.ts';
import { runCommand } from '../../tools/browser/run-command.ts';

/** The texts that people follow name the host by its number, whatever the server calls itself. */
const test = browserTest();
const base = (): string => test.site.url.replace('localhost', '127.0.0.1');

interface Credentials {
  ID: string;
  SECRET: string;
}

/** Fills in the form of `/o/applications/register/`, which leads past the sign-in when that is needed. */
async function register(page: Page, grant: string): Promise<Credentials> {
  await page.goto(`${base()}/o/applications/register/`);
  if (page.url().includes('/sign-in')) await fillSignIn(page, await test.site.addPerson());
  await heading(page, 'Register an application');
  await page.getByLabel('Name', { exact: true }).fill('web-app');
  await page.getByLabel('Client type').selectOption('confidential');
  await page.getByLabel('How it gets access').selectOption(grant);
  await page.locator('[name=redirect_uris]').fill(`${base()}/noexist/callback`);
  await press(page, 'Register');
  await heading(page, 'Your client secret');
  const [ID = '', SECRET = ''] = await page.locator('dd code').allTextContents();
  return { ID, SECRET };
}

/** What the shell prints for a command line of the text, in which only the port is another one. */
async function shell(line: string, variables: Record<string, string>): Promise<string> {
  const exports = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'`);
  const command = line.replaceAll('http://127.0.0.1:8000', base()).replaceAll('curl ', 'curl -sS ');
  const script = [...exports, command].join('\n');
  const { code, output } = await runCommand(['bash', '-c', script], { output: 'keep' });
  expect(code, output).toBe(0);
  return output;
}

const json = (text: string): unknown => JSON.parse(text);
const fields = { access_token: expect.any(String) as string, expires_in: expect.any(Number) as number };

it('somebody follows the text on the authorization code to its end', async () => {
  const page = await test.newPage();
  const { ID, SECRET } = await register(page, 'authorization-code');
  await page.goto(
    `${base()}/o/authorize/?response_type=code&client_id=${ID}&redirect_uri=${base()}/noexist/callback`,
  );
  await heading(page, 'Allow web-app?');
  await press(page, 'Allow');
  await heading(page, 'There is nothing here');
  expect(page.url()).toMatch(new RegExp(`^${base()}/noexist/callback\\?code=`));
  const CODE = new URL(page.url()).searchParams.get('code') ?? '';

  const exchange = `curl -X POST -H "Cache-Control: no-cache" -H "Content-Type: application/x-www-form-urlencoded" "http://127.0.0.1:8000/o/token/" -d "client_id=\${ID}" -d "client_secret=\${SECRET}" -d "code=\${CODE}" -d "redirect_uri=http://127.0.0.1:8000/noexist/callback" -d "grant_type=authorization_code"`;
  const tokens = json(await shell(exchange, { ID, SECRET, CODE }));
  const answer = { ...fields, token_type: 'Bearer', scope: 'read write' };
  expect(tokens).toEqual({ ...answer, refresh_token: expect.any(String) as string });
  const { access_token, refresh_token } = tokens as Record<'access_token' | 'refresh_token', string>;

  const resource = `curl \
    -H "Authorization: Bearer $TOKEN" \
    -X GET http://127.0.0.1:8000/auth/user/`;
  expect(json(await shell(resource, { TOKEN: access_token }))).toMatchObject({ first_name: 'Ada' });

  const refresh = `curl -X POST "http://127.0.0.1:8000/o/token/" -d "client_id=\${ID}" -d "client_secret=\${SECRET}" -d "refresh_token=\${REFRESH}" -d "grant_type=refresh_token"`;
  const next = json(await shell(refresh, { ID, SECRET, REFRESH: refresh_token }));
  expect(next).toMatchObject(answer);
  expect(next).not.toMatchObject({ refresh_token });
  // The code was used up by the first exchange.
  expect(json(await shell(exchange, { ID, SECRET, CODE }))).toMatchObject({ error: 'invalid_grant' });
});

it('somebody follows the text on client credentials to its end', async () => {
  const { ID, SECRET } = await register(await test.newPage(), 'client-credentials');
  const CREDENTIAL = Buffer.from(`${ID}:${SECRET}`).toString('base64');
  const ask = `curl -X POST -H "Authorization: Basic \${CREDENTIAL}" -H "Cache-Control: no-cache" -H "Content-Type: application/x-www-form-urlencoded" "http://127.0.0.1:8000/o/token/" -d "grant_type=client_credentials"`;
  const tokens = json(await shell(ask, { CREDENTIAL }));
  expect(tokens).toEqual({ ...fields, token_type: 'Bearer', scope: 'read write' });
  const introspect = `curl "http://127.0.0.1:8000/o/introspect/" -u "$ID:$SECRET" -d "token=$TOKEN"`;
  const { access_token: TOKEN } = tokens as { access_token: string };
  expect(json(await shell(introspect, { ID, SECRET, TOKEN }))).toMatchObject({ active: true, client_id: ID });
});

it('the commands that the page of an application shows work as they are', async () => {
  const { ID } = await register(await test.newPage(), 'client-credentials');
  const page = await test.newPage();
  await page.goto(`${base()}/o/applications/register/`);
  await fillSignIn(page, await test.site.addPerson());
  await page.getByLabel('Name', { exact: true }).fill('worker');
  await page.getByLabel('How it gets access').selectOption('client-credentials');
  await press(page, 'Register');
  const command = (await page.locator('pre code').textContent()) ?? '';
  expect(command).not.toContain(ID);
  expect(json(await shell(command, {}))).toMatchObject({ token_type: 'Bearer', scope: 'read write' });
});
