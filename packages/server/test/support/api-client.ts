import type { LightMyRequestResponse } from 'fastify';
import type { Caller } from '#modules/access';
import type { TestApp } from './test-app.ts';

/** JSON as a test reads it. */
export type Json = Record<string, unknown>;

export interface ApiAnswer {
  status: number;
  body: Json;
  headers: LightMyRequestResponse['headers'];
}

/** Somebody signed in who calls the management API. */
export interface ApiClient {
  userId: string;
  token: string;
  get(path: string): Promise<ApiAnswer>;
  send(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<ApiAnswer>;
}

export const clientPassword = 'engine-no-1-difference';

export const operator: Caller = {
  act: {
    actor: { type: 'command', id: null },
    origin: { address: null, userAgent: null, requestId: null },
  },
  subject: 'operator',
};

export async function callApi(
  { app }: TestApp,
  call: { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; path: string; body?: unknown; token?: string },
  headers: Record<string, string> = {},
): Promise<ApiAnswer> {
  const { method, path, body, token } = call;
  const response = await app.inject({
    method,
    url: `/api/v1${path}`,
    headers: {
      ...(token !== undefined && { authorization: token }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  });
  const parsed: unknown = response.body === '' ? {} : response.json();
  return { status: response.statusCode, body: parsed as Json, headers: response.headers };
}

export function clientFor(test: TestApp, who: { userId: string; token: string }): ApiClient {
  const { token } = who;
  return {
    ...who,
    get: (path) => callApi(test, { method: 'GET', path, token }),
    send: (method, path, body) => callApi(test, { method, path, body, token }),
  };
}

/** Makes a user with these roles and signs them in through the token API. */
export async function addClient(
  test: TestApp,
  username: string,
  options: { roles?: string[]; isSuperuser?: boolean; isStaff?: boolean; email?: string } = {},
): Promise<ApiClient> {
  const { account, tokens } = test.services;
  const user = await account.createUser(operator, { username, password: clientPassword, ...options });
  const { pair } = await tokens.signIn(operator.act, { login: username, password: clientPassword });
  return clientFor(test, { userId: user.id, token: `Bearer ${pair.access}` });
}
