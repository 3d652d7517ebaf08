import { afterAll, beforeAll, expect, it } from 'vitest';
import { testApp, type TestApp } from '../support/test-app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await testApp();
});
afterAll(() => test.close());

it('a wrong method is told from a wrong path, and says which methods there are', async () => {
  const method = await test.app.inject({ method: 'PUT', url: '/api/v1/users/some-id?x=1' });
  expect(method.statusCode).toBe(405);
  expect(method.headers.allow).toBe('DELETE, GET, HEAD, PATCH');
  expect(method.json()).toMatchObject({ code: 'request.method_not_allowed' });
  const path = await test.app.inject({ method: 'GET', url: '/api/v1/nothing' });
  expect(path.statusCode).toBe(404);
  expect(path.headers.allow).toBeUndefined();
  expect(path.json()).toMatchObject({ code: 'request.not_found', request_id: path.headers['x-request-id'] });
});

it('people get a page', async () => {
  for (const [verb, status] of [
    ['GET', 404],
    ['POST', 404],
  ] as const) {
    const answer = await test.app.inject({ method: verb, url: '/nowhere', headers: { accept: 'text/html' } });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  }
  const answer = await test.app.inject({
    method: 'DELETE',
    url: '/sign-in',
    headers: { accept: 'text/html' },
  });
  expect(answer.statusCode).toBe(405);
  expect(answer.headers.allow).toContain('POST');
});

it.each([
  '/%',
  '/%ff',
  '/auth/token/%00',
  '/..%2f..%2fetc/passwd',
  '//evil.example',
  '/api/v1/users/%E0%A4%A',
])('a path that is none is refused as such: %s', async (url) => {
  const answer = await test.app.inject({ method: 'GET', url });
  expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  expect(answer.statusCode).toBeLessThan(500);
  expect(answer.payload).not.toMatch(/node_modules|at Object/);
});

it.each([
  '/',
  '/sign-in',
  '/api/v1/users',
  '/auth/token/',
  '/o/authorize',
  '/o/token',
  '/admin/',
  '/nowhere',
])('TRACE %s is refused, and repeats nothing of the request', async (url) => {
  const headers = { cookie: 'ostiary_session=who-knows-what' };
  const answer = await test.app.inject({ method: 'TRACE' as 'GET', url, headers });
  expect([404, 405]).toContain(answer.statusCode);
  expect(answer.body).not.toContain('who-knows-what');
});
