import { beforeEach, describe, expect, test } from 'vitest';
import { localSubject, memorySessions, sessionCookie } from '../../src/authentication/index.ts';
import type { AnyService } from '../../src/types.ts';
import { requestOf } from './requests.fixture.ts';

let now = 1_000_000_000_000;
let isActive = true;
const store = memorySessions();
const staff = sessionCookie<AnyService>({
  store,
  load: ({ sub }) => {
    if (!isActive) return { outcome: 'refused', code: 'user_inactive', reason: 'User is inactive.' };
    return localSubject({ kind: 'user', sub, isStaff: true });
  },
  now: () => now,
});

beforeEach(() => {
  isActive = true;
});

/** What a browser sends back. */
async function signIn() {
  const { headers, csrfToken } = await staff.start({ sub: 'ada' });
  const cookie = headers.map(([, value]) => value.split(';', 1)[0]).join('; ');
  return { cookie, csrfToken, headers };
}

const page = { origin: 'https://shop.example', host: 'shop.example' };

async function outcomeOf(parts: Parameters<typeof requestOf>[0]): Promise<string> {
  const answer = await staff.authenticate(requestOf(parts));
  return answer.outcome === 'refused' ? answer.code : answer.outcome;
}

describe('a session cookie', () => {
  test('is out of reach of pages, of other hosts and of plain HTTP; its CSRF token is within reach of pages', async () => {
    const { headers } = await signIn();
    const [session, csrf] = headers.map(([, value]) => value);
    expect(session).toMatch(/^__Host-session=[\w-]{43}; Path=\/; SameSite=Lax; HttpOnly; Secure$/);
    expect(csrf).toMatch(/^__Host-session_csrf=[\w-]{43}; Path=\/; SameSite=Lax; Secure$/);
  });

  test('speaks for whom it was given to', async () => {
    const { cookie } = await signIn();
    const answer = await staff.authenticate(requestOf({ headers: { cookie } }));
    expect(answer).toMatchObject({ outcome: 'accepted', subject: { sub: 'ada', method: 'session' } });
  });

  test('is kept as a hash', async () => {
    const { cookie } = await signIn();
    const id = /__Host-session=([\w-]+)/.exec(cookie)![1]!;
    expect(await store.find(id)).toBeUndefined();
  });

  test.each([
    ['missing', {}],
    ['unknown', { cookie: `__Host-session=${'x'.repeat(43)}` }],
    ['malformed', { cookie: '__Host-session=../../etc' }],
    ['of another name', { cookie: `session=${'x'.repeat(43)}` }],
  ])('that is %s counts as no credential', async (_, headers) => {
    expect(await outcomeOf({ headers })).toBe('none');
  });

  test('of somebody who may no longer sign in is refused', async () => {
    const { cookie } = await signIn();
    isActive = false;
    expect(await outcomeOf({ headers: { cookie } })).toBe('user_inactive');
  });

  test('ends when it is not used, and lasts as long as it is, up to a limit', async () => {
    const { cookie } = await signIn();
    const start = now;
    for (let minutes = 0; minutes < 8 * 60 - 20; minutes += 20) {
      now += 20 * 60_000;
      expect(await outcomeOf({ headers: { cookie } })).toBe('accepted');
    }
    now = start + 8 * 3600_000;
    expect(await outcomeOf({ headers: { cookie } })).toBe('none');
    const { cookie: idle } = await signIn();
    now += 31 * 60_000;
    expect(await outcomeOf({ headers: { cookie: idle } })).toBe('none');
  });

  test('ends with a sign-out, and the browser forgets it', async () => {
    const { cookie } = await signIn();
    const { headers } = await staff.end(requestOf({ headers: { cookie } }));
    expect(headers.map(([, value]) => value)).toEqual([
      '__Host-session=; Path=/; SameSite=Lax; HttpOnly; Secure; Max-Age=0',
      '__Host-session_csrf=; Path=/; SameSite=Lax; Secure; Max-Age=0',
    ]);
    expect(await outcomeOf({ headers: { cookie } })).toBe('none');
  });

  test('can be found and ended by a web-standard request, too', async () => {
    const { cookie } = await signIn();
    const request = new Request('https://shop.example/', { headers: { cookie } });
    expect(await staff.find(request)).toMatchObject({ sub: 'ada', sid: null });
    await staff.end(request);
    expect(await staff.find(request)).toBeUndefined();
  });

  test('is one of many that can be ended at once', async () => {
    const { cookie } = await signIn();
    await signIn();
    await store.deleteOf('ada');
    expect(await outcomeOf({ headers: { cookie } })).toBe('none');
  });
});

describe('a request that may change something', () => {
  test.each([
    ['of a page of the service with the token', page, true, 'accepted'],
    ['of a page of the service without the token', page, false, 'csrf_failed'],
    ['of another page', { ...page, origin: 'https://evil.example' }, true, 'csrf_failed'],
    ['of a page that hides its origin', { ...page, origin: 'null' }, true, 'csrf_failed'],
    ['of a neighbour on another port', { ...page, origin: 'https://shop.example:8443' }, true, 'csrf_failed'],
    ['that says nothing of where it comes from', { host: 'shop.example' }, true, 'csrf_failed'],
    ['whose browser says that it is of the service', { 'sec-fetch-site': 'same-origin' }, true, 'accepted'],
    ['whose browser says that it is of a neighbour', { 'sec-fetch-site': 'same-site' }, true, 'csrf_failed'],
  ])('%s: %s', async (...[, headers, hasToken, expected]) => {
    const { cookie, csrfToken } = await signIn();
    const token = hasToken ? { 'x-csrftoken': csrfToken } : {};
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect(await outcomeOf({ method, headers: { ...headers, ...token, cookie } })).toBe(expected);
    }
    expect(await outcomeOf({ method: 'GET', headers: { ...headers, cookie } })).toBe('accepted');
  });

  test('is not helped by the token of another session', async () => {
    const { cookie } = await signIn();
    const { csrfToken } = await signIn();
    const headers = { ...page, cookie, 'x-csrftoken': csrfToken };
    expect(await outcomeOf({ method: 'POST', headers })).toBe('csrf_failed');
  });

  test('comes from the origins that were named, where some were', async () => {
    const named = sessionCookie<AnyService>({
      store,
      load: ({ sub }) => localSubject({ sub }),
      origins: ['https://app.example'],
      now: () => now,
    });
    const { cookie, csrfToken } = await signIn();
    const post = (origin: string) =>
      named.authenticate(
        requestOf({ method: 'POST', headers: { ...page, origin, cookie, 'x-csrftoken': csrfToken } }),
      );
    expect(await post('https://app.example')).toMatchObject({ outcome: 'accepted' });
    expect(await post('https://shop.example')).toMatchObject({ code: 'csrf_failed' });
  });
});

test('sessions in memory are no more than so many', async () => {
  const few = memorySessions({ maxSessions: 2 });
  const session = { sub: 'a', sid: null, createdAt: 0, seenAt: 0, expiresAt: 1, data: {} };
  for (const key of ['1', '2', '3']) await few.insert(key, session);
  expect(await Promise.all(['1', '2', '3'].map(async (key) => (await few.find(key)) !== undefined))).toEqual([
    false,
    true,
    true,
  ]);
});
