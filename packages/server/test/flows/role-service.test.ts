import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, answerOf, httpClient, BrowserSession, goodPassword } from '../support/http-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/** The role tutorial (seeds: simple_rbas) as a story, told with its paths, bodies and cookie. */

const origin = 'http://localhost:8000';
const gates = ['/only-staff/', '/only-admin/', '/only-investor-owner/', '/only-owner/'] as const;
type Gate = (typeof gates)[number];

const refusals: Record<Gate, string> = {
  '/only-staff/': 'Only Staff or Owner Users can access this endpoint.',
  '/only-admin/': 'Only Admin Staff or Owner Users can access this endpoint.',
  '/only-investor-owner/': 'Only Investors or Owners can access this endpoint.',
  '/only-owner/': 'Only Owners can access this endpoint.',
};
const messages: Record<Gate, string> = {
  '/only-staff/': "You can only see this if you're a staff or owner",
  '/only-admin/': "You can only see this if you're an admin staff or owner",
  '/only-investor-owner/': "You can only see this if you're an investor or owner",
  '/only-owner/': "You can only see this if you're an owner",
};
const opens: [level: number, role: string, open: Gate[]][] = [
  [0, 'owner', [...gates]],
  [1, 'investor', ['/only-investor-owner/']],
  [2, 'admin', ['/only-staff/', '/only-admin/']],
  [3, 'read-write', ['/only-staff/']],
  [4, 'read-only', []],
];

let server: TestApp;
let api: ReturnType<typeof httpClient>;

beforeAll(async () => {
  server = await testApp({ OSTIARY_URL: origin, COOKIE_TIME: '1800' });
  api = httpClient(server.app);
});
afterAll(() => server.close());

function applicant(username: string, extra: object = {}) {
  const email = `${username}@example.com`;
  return { email, first_name: 'Ada', last_name: 'Lovelace', username, password: goodPassword, ...extra };
}

async function signedIn(username: string): Promise<BrowserSession> {
  const browser = new BrowserSession(server.app, { origin });
  const answer = await browser.post('/user-auth/', { username, password: goodPassword });
  expect(answer.statusCode).toBe(200);
  return browser;
}

describe('signing up', () => {
  it('makes a read-only user', async () => {
    const answer = await api.post('/user-signup/', applicant('ada'));
    expect(answerOf(answer)).toEqual([
      201,
      '{"user":{"username":"ada","email":"ada@example.com","first_name":"Ada","last_name":"Lovelace","level":4},"success":true}',
    ]);
    expect(answer.headers['content-type']).toBe('application/json');
    expect((await api.post('/user-signup/', applicant('ada-too', { level: 4 }))).statusCode).toBe(201);
  });

  it.each([
    [
      'an email that is taken',
      { email: 'ADA@example.com' },
      { email: ['user with that email already exists'] },
    ],
    ['a username that is taken', { username: 'Ada' }, { username: ['This username already exists.'] }],
    ['no email at all', { email: undefined }, { email: ['This field is required.'] }],
    ['an email that is none', { email: 'nope' }, { email: ['Enter a valid email address.'] }],
    ['a blank name', { first_name: ' ' }, { first_name: ['This field may not be blank.'] }],
    ['a level that does not exist', { level: 9 }, { level: ['level does not exist'] }],
    ['a level below all', { level: -1 }, { level: ['level does not exist'] }],
    ['a level that is no number', { level: 'high' }, { level: ['A valid integer is required.'] }],
  ])('refuses %s', async (_case, change, error) => {
    const answer = await api.post('/user-signup/', applicant('mallory', change));
    expect(answerOf(answer)).toEqual([403, JSON.stringify({ error, success: false })]);
  });

  it('refuses a weak password and says why', async () => {
    const answer = await api.post('/user-signup/', applicant('weak', { password: 'password' }));
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({
      success: false,
      error: { password: ['This password is too common.'] },
    });
  });

  it('lets nobody make themselves more than read only', async () => {
    for (const level of [0, 1, 2, 3]) {
      const answer = await api.post('/user-signup/', applicant(`climber${String(level)}`, { level }));
      expect(answer.statusCode).toBe(403);
      expect(answer.json<{ error: object }>().error).toEqual({
        level: ['You cannot give a level above read only unless you hold it and may give it.'],
      });
      const { users, database } = server.services;
      expect(await users.findByLogin(database.db, `climber${String(level)}`)).toBeUndefined();
    }
  });
});

describe('signing in', () => {
  it('answers with the token and sets it as an http-only cookie', async () => {
    const answer = await api.post('/user-auth/', { username: 'ada', password: goodPassword });
    const { token, user_id: userId } = answer.json<{ token: string; user_id: string }>();
    expect(answerOf(answer)).toEqual([
      200,
      `{"success":true,"message":"You've successfully logged in","email":"ada@example.com","user_level":4,` +
        `"token":"${token}","user_id":"${userId}"}`,
    ]);
    expect(token).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
    expect(answer.headers['set-cookie']).toBe(
      `Authorization="${token}"; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax`,
    );
  });

  it('starts a session that lasts as long as the cookie', async () => {
    const answer = await api.post('/user-auth/', { username: 'ada', password: goodPassword });
    const { sessions, database } = server.services;
    const [newest] = await sessions.list(database.db, answer.json<{ user_id: string }>().user_id);
    expect((newest?.expiresAt ?? 0) - (newest?.createdAt ?? 0)).toBe(1_800_000);
  });

  it('marks the cookie Secure where the service is reached by https', async () => {
    const secure = await testApp({ OSTIARY_URL: 'https://id.example.com' });
    try {
      await addPerson(secure.services, { username: 'sec', email: 'sec@example.com' });
      const answer = await httpClient(secure.app).post('/user-auth/', {
        username: 'sec',
        password: goodPassword,
      });
      expect(answer.headers['set-cookie']).toMatch(/; SameSite=Lax; Secure$/);
    } finally {
      await secure.close();
    }
  });

  it('takes the email as well', async () => {
    const answer = await api.post('/user-auth/', { email: 'ada@example.com', password: goodPassword });
    expect(answer.statusCode).toBe(200);
  });

  it('refuses whatever is wrong or missing in one way', async () => {
    for (const sent of [
      { username: 'ada', password: 'wrong' },
      { username: 'ada' },
      { username: 7, password: [] },
      {},
    ]) {
      const answer = await api.post('/user-auth/', sent);
      expect(answerOf(answer)).toEqual([401, '{"error":"Invalid Credentials","success":false}']);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });
});

describe('entering', () => {
  const openBody = '{"message":"Every User can visit this url, even unsigned users","success":true}';

  it('everybody may see /all-user/', async () => {
    expect(answerOf(await api.post('/all-user/', {}))).toEqual([200, openBody]);
    expect(answerOf(await api.get('/all-user'))).toEqual([200, openBody]);
  });

  it('nobody enters elsewhere without signing in', async () => {
    for (const url of ['/authenticated-user/', ...gates]) {
      for (const answer of [await api.post(url, {}), await api.get(url)]) {
        expect(answerOf(answer)).toEqual([401, '{"detail":"Authentication credentials were not provided."}']);
        expect(answer.headers['www-authenticate']).toBe('Bearer realm="api"');
      }
    }
  });

  it('a signed-in user sees themselves', async () => {
    const browser = await signedIn('ada');
    const user = {
      username: 'ada',
      email: 'ada@example.com',
      first_name: 'Ada',
      last_name: 'Lovelace',
      level: 4,
    };
    expect(answerOf(await browser.post('/authenticated-user/'))).toEqual([
      200,
      JSON.stringify({ user, message: 'Every authenticated user have access here', success: true }),
    ]);
  });

  it.each(opens)('level %i (%s) enters exactly where it may', async (level, role, open) => {
    const username = `holder-of-${role}`;
    await addPerson(server.services, { username, email: `${username}@example.com`, roles: [role] });
    const browser = await signedIn(username);
    for (const gate of gates) {
      const answer = await browser.post(gate);
      if (open.includes(gate)) {
        expect(answer.statusCode).toBe(200);
        expect(answer.json()).toMatchObject({
          user: { username, level },
          message: messages[gate],
          success: true,
        });
      } else {
        expect(answerOf(answer)).toEqual([403, JSON.stringify({ detail: refusals[gate] })]);
      }
    }
  });

  it('a cookie from another site’s page may look, for looking changes nothing', async () => {
    const browser = await signedIn('ada');
    browser.comeFrom({ origin: 'https://evil.example' });
    expect((await browser.post('/authenticated-user/')).statusCode).toBe(200);
  });

  it('another site’s page cannot sign anybody in', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const answer = await api.post('/user-auth/', { username: 'ada', password: goodPassword }, headers);
      expect(answer.statusCode).toBe(403);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('the cookie ends with its time and with its session', async () => {
    const browser = await signedIn('ada');
    server.clock.advance(1_799_000);
    expect((await browser.post('/authenticated-user/')).statusCode).toBe(200);
    server.clock.advance(2_000);
    expect((await browser.post('/authenticated-user/')).statusCode).toBe(401);

    const again = await signedIn('ada');
    expect((await again.post('/auth/token/logout/')).statusCode).toBe(200);
    expect((await again.post('/authenticated-user/')).statusCode).toBe(401);
  });
});

describe('giving levels', () => {
  it('an owner signs others up at any level, with the cookie and proof of the page it came from', async () => {
    const owner = await signedIn('holder-of-owner');
    for (const level of [0, 1, 2, 3]) {
      const answer = await owner.post('/user-signup/', applicant(`made${String(level)}`, { level }));
      expect([answer.statusCode, answer.json<{ user: { level: number } }>().user.level]).toEqual([
        201,
        level,
      ]);
    }
  });

  it('an owner’s cookie from another site’s page gives nothing', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, {}]) {
      const owner = await signedIn('holder-of-owner');
      owner.comeFrom(headers);
      const answer = await owner.post('/user-signup/', applicant('planted', { level: 0 }));
      expect(answer.statusCode).toBe(403);
      expect(answer.json<{ detail: string }>().detail).toMatch(/proof/);
    }
    const { users, database } = server.services;
    expect(await users.findByLogin(database.db, 'planted')).toBeUndefined();
  });

  it('an owner’s bearer needs no such proof', async () => {
    const answer = await api.post('/user-auth/', { username: 'holder-of-owner', password: goodPassword });
    const { token } = answer.json<{ token: string }>();
    const made = await api.post('/user-signup/', applicant('by-bearer', { level: 2 }), {
      authorization: token,
    });
    expect(made.statusCode).toBe(201);
  });

  it('those who hold less cannot give it', async () => {
    for (const username of ['holder-of-investor', 'holder-of-admin', 'holder-of-read-write']) {
      const browser = await signedIn(username);
      const answer = await browser.post('/user-signup/', applicant(`from-${username}`, { level: 0 }));
      expect(answer.statusCode).toBe(403);
      expect(Object.keys(answer.json<{ error: object }>().error)).toEqual(['level']);
    }
  });
});

it('one setting turns the tutorials off', async () => {
  const plain = await testApp({ OSTIARY_COMPAT: 'off' });
  try {
    const client = httpClient(plain.app);
    for (const url of [
      '/user-signup/',
      '/user-auth/',
      '/all-user/',
      '/only-owner/',
      '/api/login',
      '/api/jwt-auth/',
    ]) {
      expect((await client.post(url, {})).statusCode).toBe(404);
    }
    expect((await client.post('/auth/token/', {})).statusCode).toBe(400);
  } finally {
    await plain.close();
  }
});
