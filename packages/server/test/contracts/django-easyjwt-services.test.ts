import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { User } from '#modules/users';
import { answerOf, httpClient, operator } from '../support/http-client.ts';
import { serviceCaller, servicePerson, signInFor, type ServiceCaller } from '../support/service-caller.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

/**
 * What an unmodified client of django-easyjwt gets, which sends no key: contracts/django-easyjwt.md section 2, and
 * its extra data (seeds/004), for which its path of the user may name the service.
 */

let server: TestApp;
let api: ReturnType<typeof httpClient>;
let club: ServiceCaller;
let member: User;
let stranger: User;

const dataSchema = {
  type: 'object',
  properties: { accessgroup: { type: 'object', properties: { user_type: { type: 'string' } } } },
};

beforeAll(async () => {
  server = await testApp();
  api = httpClient(server.app);
  club = await serviceCaller(server, { name: 'club', entry: 'granted', dataSchema });
  [member, stranger] = [await servicePerson(server), await servicePerson(server)];
  const given = { holder: 'user', id: member.id, data: { accessgroup: { user_type: 'staff' } } } as const;
  await server.services.services.grantAccess(operator, club.service.id, given);
});
afterAll(() => server.close());

/** The two calls of each of its requests. */
async function authenticate(token: string, userPath: string) {
  const headers = { authorization: `Bearer ${token}`, 'accept-encoding': 'identity' };
  const verified = await api.post('/auth/token/verify/', { token });
  const user = await api.get(userPath, { ...headers, 'content-type': 'application/json' });
  return {
    verified: answerOf(verified),
    status: user.statusCode,
    user: user.json<Record<string, unknown>>(),
  };
}

describe('an unmodified client', () => {
  it('sees everybody as ever, whatever services there are', async () => {
    for (const who of [member, stranger]) {
      const { access } = await signInFor(server, who);
      const seen = await authenticate(access, '/auth/user/');
      expect(seen).toMatchObject({ verified: [200, '{}'], status: 200 });
      expect(Object.entries(seen.user)).toEqual([
        ...[
          ['id', who.id],
          ['first_name', ''],
          ['email', who.email],
          ['last_name', ''],
        ],
        ...[
          ['date_joined', expect.any(String)],
          ['last_login', expect.any(String)],
        ],
        ...[
          ['is_active', true],
          ['is_staff', false],
          ['is_superuser', false],
        ],
      ]);
    }
  });

  it('is told its extra data when its path of the user names the service', async () => {
    const { access } = await signInFor(server, member);
    const seen = await authenticate(access, '/auth/user/?service=club');
    expect(seen).toMatchObject({ verified: [200, '{}'], status: 200 });
    // What its serializer reads, and what that of the seed adds.
    expect(seen.user).toMatchObject({
      ...{ email: member.email, first_name: '', last_name: '', is_active: true },
      accessgroup: { user_type: 'staff' },
    });
  });

  it('lets nobody in then who has no access to the service', async () => {
    const { access } = await signInFor(server, stranger);
    const { status, user } = await authenticate(access, '/auth/user/?service=club');
    expect([status, user]).toEqual([403, { detail: 'This account has no access to this service.' }]);
  });

  it('takes no token for its own that was given to another service', async () => {
    const { access } = await signInFor(server, member, club.headers);
    const [status, body] = (await authenticate(access, '/auth/user/')).verified;
    expect([status, JSON.parse(body)]).toEqual([
      401,
      { detail: 'Token is invalid', code: 'token_not_valid' },
    ]);
  });

  it('is not changed by headers that it does not send: an address alone means nothing', async () => {
    const { access } = await signInFor(server, member, { 'ostiary-client-address': 'nonsense' });
    expect((await authenticate(access, '/auth/user/')).status).toBe(200);
  });
});
