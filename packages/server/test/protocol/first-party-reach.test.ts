import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { oauthWorld, type OauthWorld, type TestClient } from '../support/oauth/index.ts';

let world: OauthWorld;
let client: TestClient;

beforeAll(async () => {
  world = await oauthWorld();
  const scopes = ['openid', 'profile', 'email', 'read', 'write', 'users.read'];
  client = await world.client({ scopes });
});
afterAll(() => world.close());

async function tokenOf(scope: string, options: { isSuperuser?: boolean } = {}): Promise<string> {
  return (await world.tokensFor(client, await world.person(undefined, options), { scope })).access_token;
}

async function status(method: 'GET' | 'POST', url: string, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return (await world.app.inject({ method, url, headers })).statusCode;
}

// Once, an application that was let know who somebody is could read their sessions, and act by their roles.
describe('an application at our own API', () => {
  const looks: ['GET' | 'POST', string][] = [
    ['GET', '/auth/user/'],
    ['GET', '/api/v1/me'],
    ['GET', '/api/v1/me/sessions'],
    ['GET', '/api/v1/me/applications'],
    ['POST', '/authenticated-user/'],
  ];

  test.each(looks)('sees nothing with the scope openid alone: %s %s', async (method, url) => {
    expect(await status(method, url, await tokenOf('openid profile email'))).toBe(403);
  });

  test.each(looks)('looks with the scope read: %s %s', async (method, url) => {
    expect(await status(method, url, await tokenOf('openid read'))).toBe(200);
  });

  test('has the permissions that its scope names, and no others', async () => {
    const token = await tokenOf('openid users.read', { isSuperuser: true });
    expect(await status('GET', '/api/v1/users', token)).toBe(200);
    expect(await status('GET', '/api/v1/roles', token)).toBe(403);
    expect(await status('GET', '/api/v1/me', token)).toBe(403);
  });

  test('signs the user out only with the scope write', async () => {
    const read = await tokenOf('openid read');
    expect(await status('POST', '/auth/token/logout/', read)).toBe(403);
    const write = await tokenOf('openid write');
    expect(await status('POST', '/auth/token/logout/', write)).toBe(200);
  });
});
