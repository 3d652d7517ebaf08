import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testApp, type TestApp } from '../support/test-app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await testApp();
});
afterAll(() => test.close());

/** Fastify used to answer these by itself, past every hook: without our headers, repeating the path. */
describe('a path that the router cannot read', () => {
  const tooLong = 'x'.repeat(300);
  const unreadable = [
    ['/%', 400],
    ['/api/v1/users/%E0%A4%A', 400],
    ['/sign-in/%ff', 400],
    ['/api/v1/roles/%ff%00<script>', 400],
    [`/api/v1/roles/${tooLong}`, 404],
  ] as const;

  it.each(unreadable)('%s is a problem for programs', async (url, status) => {
    const answer = await test.app.inject({ method: 'GET', url });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringMatching('application/problem\\+json') as string,
      'x-content-type-options': 'nosniff',
    });
    expect(answer.json()).toMatchObject({ status, request_id: answer.headers['x-request-id'] });
    expect(answer.body).not.toMatch(/FST_|<script>|xxxx/);
  });

  it.each(unreadable)('%s is a page for people', async (url, status) => {
    const answer = await test.app.inject({ method: 'GET', url, headers: { accept: 'text/html' } });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('below the token API it has the token API’s shape', async () => {
    const answer = await test.app.inject({ method: 'POST', url: '/auth/token/%ff' });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([400, 'application/json']);
    expect(answer.json()).toEqual({ detail: 'The request could not be read.' });
  });
});
