import { afterAll, beforeAll, expect, it } from 'vitest';
import { RemoteBrowser } from '../../packages/server/test/support/remote-browser.ts';
import {
  runOstiary,
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../../packages/server/test/support/server-process.ts';
import { call } from './support/services.ts';

/** docs/guides/try-the-api.md has no block to follow: what it says is tried. */

const ada = { email: 'ada@example.com', password: 'engine-no-1-difference' };
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: ServerProcess;
let url: string;
let cookie: string;

beforeAll(async () => {
  directory = await temporaryDirectory();
  const settings = { OSTIARY_DATA_DIR: directory.path };
  const administrator = { OSTIARY_ADMIN_EMAIL: ada.email, OSTIARY_ADMIN_PASSWORD: ada.password };
  await runOstiary(['create-admin', '--noinput'], { ...settings, ...administrator });
  server = await startServerProcess({ env: settings });
  url = server.url.replace('127.0.0.1', 'localhost');
  const browser = new RemoteBrowser(url, () => undefined);
  await browser.submit(await browser.open('/sign-in'), { login: ada.email, password: ada.password });
  cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
});
afterAll(async () => {
  await server.stop();
  await directory.remove();
});

const me = (headers: Record<string, string>) => call(`${url}/api/v1/me`, undefined, { headers });
const json = { 'content-type': 'application/json' };

it('nothing on the page comes from another server, and nothing is sent to one', async () => {
  const { status, headers } = await fetch(`${url}/docs`);
  expect(status).toBe(200);
  expect(headers.get('content-security-policy')).not.toMatch(/https?:/);
  expect(headers.get('content-security-policy')).toMatch(/default-src '(self|none)'/);
});

it('the session counts, and so do an access token and a static one', async () => {
  expect((await me({})).status).toBe(401);
  expect(await me({ cookie })).toMatchObject({ status: 200, body: { email: ada.email } });
  const signedIn = await call(`${url}/auth/token/`, undefined, {
    ...{ method: 'POST', headers: json, body: JSON.stringify(ada) },
  });
  const { access } = signedIn.body as { access: string };
  expect((await me({ authorization: `Bearer ${access}` })).status).toBe(200);
  const init = { method: 'POST', headers: json, body: JSON.stringify({ name: 'docs' }) };
  const { token } = (await call(`${url}/api/v1/me/tokens`, access, init)).body as { token: string };
  expect((await me({ authorization: `Token ${token}` })).status).toBe(200);
});

it('a token counts before the session', async () => {
  expect((await me({ cookie, authorization: 'Bearer old' })).status).toBe(401);
});

it('what changes something by a session needs a proof of where it comes from', async () => {
  const change = (headers: Record<string, string>) =>
    call(`${url}/api/v1/permissions`, undefined, {
      ...{ method: 'POST', headers: { ...json, cookie, ...headers } },
      body: JSON.stringify({ name: 'notes.read', description: 'See notes' }),
    });
  expect((await change({})).status).toBe(403);
  expect((await change({ origin: 'https://elsewhere.example' })).status).toBe(403);
  expect((await change({ origin: url })).status).toBe(201);
});

it('programs read the same description', async () => {
  const { status, body } = await call(`${url}/openapi.json`);
  expect([status, (body as { openapi: string }).openapi]).toEqual([200, expect.stringMatching(/^3\.1\./)]);
});
