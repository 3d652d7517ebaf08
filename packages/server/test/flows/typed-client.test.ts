import { createClient, type components, type OstiaryClient } from '@ostiary/contract/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addClient } from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let ostiary: TestApp;
let baseUrl: string;
let root: OstiaryClient;

beforeAll(async () => {
  ostiary = await testApp();
  baseUrl = await ostiary.app.listen({ port: 0, host: '127.0.0.1' });
  const { token } = await addClient(ostiary, 'root', { isSuperuser: true });
  root = createClient(baseUrl, { authorization: token });
});
afterAll(() => ostiary.close());

type User = components['schemas']['User'];

describe('a program with the typed client', () => {
  test('hires somebody, lets them in, and lets them go', async () => {
    const { data: role } = await root.POST('/api/v1/roles', {
      body: { name: 'Clerk', permissions: ['users.read'] },
    });
    const created = await root.POST('/api/v1/users', {
      body: { username: 'kim', password: 'tulip-anvil-marsh-9', roles: [role?.name ?? ''] },
    });
    const kim: User | undefined = created.data;
    expect(created.response.headers.get('location')).toBe(`/api/v1/users/${kim?.id}`);

    const own = createClient(baseUrl);
    const signIn = { email: 'kim', username: 'kim', password: 'tulip-anvil-marsh-9' };
    const { data: pair } = await own.POST('/auth/token/', { body: signIn });
    // What it sends is asked for before each call.
    const credentials: string[] = [];
    const client = createClient(baseUrl, {
      authorization: () => {
        credentials.push(`Bearer ${pair?.access}`);
        return credentials.at(-1);
      },
    });
    const { data: me } = await client.GET('/api/v1/me');
    expect(me).toMatchObject({ id: kim?.id, access: { roles: ['Clerk'], permissions: ['users.read'] } });
    const { data: users } = await client.GET('/api/v1/users', { params: { query: { search: 'ki' } } });
    expect(users?.items.map(({ username }) => username)).toEqual(['kim']);
    expect(credentials).toHaveLength(2);

    const id = kim?.id ?? '';
    const { response } = await root.DELETE('/api/v1/users/{id}', { params: { path: { id } } });
    expect(response.status).toBe(204);
    const gone = await client.GET('/api/v1/me');
    expect([gone.response.status, gone.error?.code]).toEqual([401, 'tokens.user_not_found']);
  });

  test('gets a refusal as a problem that it can branch on', async () => {
    const { data, error } = await root.POST('/api/v1/users', { body: { username: 'root' } });
    expect(data).toBeUndefined();
    if (error?.code !== 'users.username_taken') throw new Error('Not the expected refusal');
    expect(error.errors).toEqual([{ path: 'username', message: 'This username already exists.' }]);
  });

  test('brings a fetch and headers of its own', async () => {
    const seen: Request[] = [];
    const client = createClient(baseUrl, {
      headers: { 'x-trace': '7' },
      fetch: (request) => {
        seen.push(request);
        return fetch(request);
      },
    });
    const { error } = await client.GET('/api/v1/me');
    expect(error?.code).toBe('access.unauthenticated');
    expect(seen.map((request) => request.headers.get('x-trace'))).toEqual(['7']);
    expect(seen[0]?.headers.has('authorization')).toBe(false);
  });
});
