import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '#app/build-app.ts';
import { opensDoor } from '#app/operator-door.ts';
import { createLog } from '#platform/log.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

const key = 'k'.repeat(43);
let test: TestApp;
let door: Awaited<ReturnType<typeof buildApp>>;
beforeAll(async () => {
  test = await testApp();
  const { config, services } = test;
  const operator = { key, systemUser: 'somebody' };
  door = await buildApp({ config, services, log: createLog('silent'), operator });
});
afterAll(async () => {
  await door.close();
  await test.close();
});

describe('the door of the command line', () => {
  it('opens for its key alone', () => {
    const own = { key, systemUser: null };
    expect(opensDoor(own, `Operator ${key}`)).toBe(true);
    for (const header of [
      undefined,
      '',
      key,
      `operator ${key}`,
      `Operator ${key} `,
      `Operator ${key}x`,
      'Operator ',
    ]) {
      expect(opensDoor(own, header)).toBe(false);
    }
    expect(opensDoor({ key: '', systemUser: null }, 'Operator ')).toBe(false);
    expect(opensDoor(undefined, `Operator ${key}`)).toBe(false);
  });

  it('lets do everything, in the name of whoever runs the command', async () => {
    const headers = { authorization: `Operator ${key}`, 'content-type': 'application/json' };
    const made = await door.inject({
      method: 'POST',
      url: '/api/v1/groups',
      headers,
      payload: '{"name":"Door"}',
    });
    expect(made.statusCode).toBe(201);
    const { items } = (await door.inject({ url: '/api/v1/audit?action=group.create', headers })).json<{
      items: unknown[];
    }>();
    expect(items).toMatchObject([
      { actor: { type: 'command', id: 'somebody' }, address: null, user_agent: null, outcome: 'success' },
    ]);
  });

  it('has no account of its own', async () => {
    const headers = { authorization: `Operator ${key}` };
    const answer = await door.inject({ url: '/api/v1/me', headers });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({
      code: 'access.denied',
      detail: 'The command line has no account of its own.',
    });
  });

  it('stays shut for a wrong key, and is none in a server that was given none', async () => {
    const wrong = { authorization: `Operator ${'x'.repeat(43)}` };
    expect((await door.inject({ url: '/api/v1/users', headers: wrong })).statusCode).toBe(401);
    const right = { authorization: `Operator ${key}` };
    const answer = await test.app.inject({ url: '/api/v1/users', headers: right });
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ code: 'access.unauthenticated' });
  });
});
