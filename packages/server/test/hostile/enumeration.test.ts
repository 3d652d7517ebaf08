import { Worker } from 'node:worker_threads';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { addPerson, goodPassword, httpClient, operator } from '../support/http-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { tellTale } from './enumeration/tell-tale.ts';

let test: TestApp;
let api: ReturnType<typeof httpClient>;

beforeAll(async () => {
  test = await testApp({ OSTIARY_AUTH_HEADER_TYPES: 'Bearer,Basic' });
  api = httpClient(test.app);
  await addPerson(test.services, { username: 'known', email: 'known@example.com' });
  const gone = await addPerson(test.services, { username: 'idler', email: 'idler@example.com' });
  await test.services.users.deactivate(operator, gone.id);
  await test.services.account.createUser(operator, { username: 'plain', email: 'plain@example.com' });
});
afterAll(() => test.close());
afterEach(() => vi.restoreAllMocks());

/** Equally long, so that not even a length differs. The inactive one sends the right password. */
const attempts = [
  ['a wrong password', 'known', 'wr0ng-harbour/lantern'],
  ['nobody', 'ghost', goodPassword],
  ['somebody inactive, with the right password', 'idler', goodPassword],
  ['somebody without a password', 'plain', goodPassword],
  ['a name that nobody can have', 'k\u200Bown', goodPassword],
] as const;

type SignIn = (login: string, password: string) => Promise<LightMyRequestResponse>;

const places: [name: string, signIn: SignIn][] = [
  ['/auth/token/', (username, password) => api.post('/auth/token/', { username, password })],
  [
    '/auth/token/ by email',
    (login, password) => api.post('/auth/token/', { email: `${login}@example.com`, password }),
  ],
  ['/auth/token/sliding/', (username, password) => api.post('/auth/token/sliding/', { username, password })],
  [
    '/auth/password-change/',
    (username, password) =>
      api.post('/auth/password-change/', { username, password, new_password: 'tulip-anvil-marsh-42' }),
  ],
  ['/user-auth/', (username, password) => api.post('/user-auth/', { username, password })],
  ['/api/login/', (username, password) => api.post('/api/login/', { username, password })],
  ['/api/jwt-auth/', (username, password) => api.post('/api/jwt-auth/', { username, password })],
  [
    'Basic',
    (login, password) =>
      api.get('/auth/user/', {
        authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`,
      }),
  ],
  ['the sign-in page', signInByPage],
];

async function signInByPage(login: string, password: string): Promise<LightMyRequestResponse> {
  const page = await test.app.inject({ url: '/sign-in' });
  const formToken = /name="form_token" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  return test.app.inject({
    method: 'POST',
    url: '/sign-in',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      cookie: `ostiary_form=${page.cookies[0]?.value ?? ''}`,
      origin: 'http://localhost:8000',
    },
    payload: new URLSearchParams({ form_token: formToken, login, password }).toString(),
  });
}

describe.each(places)('a refused sign-in at %s', (_place, signIn) => {
  it('is the same answer for the same work, whoever it was for', async () => {
    const jobs = vi.spyOn(Worker.prototype, 'postMessage');
    const seen: unknown[] = [];
    for (const [, login, password] of attempts) {
      jobs.mockClear();
      const answer = await signIn(login, password);
      const hashed = jobs.mock.calls.map(([order]) => (order as { job: { kind: string } }).job.kind);
      seen.push([hashed, tellTale(answer, [login])]);
    }
    expect(seen[0]).toEqual([['verify'], expect.anything()]);
    for (const [index, [who]] of attempts.entries()) expect(seen[index], who).toEqual(seen[0]);
  });
});

describe('limits', () => {
  it('come as soon for nobody as for somebody', async () => {
    const limited = await testApp({ OSTIARY_RATE_LIMITS: 'on' });
    try {
      await addPerson(limited.services, { username: 'known', email: 'known@example.com' });
      const statuses = await Promise.all(
        ['known', 'ghost'].map(async (username) => {
          const answers: [number, unknown][] = [];
          for (let attempt = 0; attempt < 8; attempt++) {
            const answer = await httpClient(limited.app).post('/auth/token/', {
              username,
              password: 'wr0ng-harbour/lantern',
            });
            answers.push([answer.statusCode, answer.headers['retry-after']]);
          }
          return answers;
        }),
      );
      expect(statuses[0]?.map(([status]) => status)).toContain(429);
      expect(statuses[1]).toEqual(statuses[0]);
    } finally {
      await limited.close();
    }
  });
});
