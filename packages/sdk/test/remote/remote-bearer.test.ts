import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  remoteBearer,
  type RemoteAuthServiceOptions,
  type RemoteSubjectOptions,
} from '../../src/remote/index.ts';
import type { Authentication, Schema } from '../../src/types.ts';
import { requestWith } from './credential-request.ts';
import { EasyJwtStub } from './easyjwt-stub.ts';

const email = 'user@test.com';
const verifyPath = '/auth/token/verify/';
const userPath = '/auth/user/';
let stub: EasyJwtStub;

beforeEach(async () => {
  stub = await EasyJwtStub.start();
  stub.addUser(email);
});
afterEach(() => stub.stop());

type Options = RemoteSubjectOptions & Omit<RemoteAuthServiceOptions, 'url'>;

async function ask(authorization?: string, options: Options = {}): Promise<Authentication> {
  return remoteBearer({ url: stub.url, ...options }).authenticate(requestWith(authorization));
}

const refused = (code: string) => expect.objectContaining({ outcome: 'refused', code }) as unknown;

describe('a request with an access token', () => {
  test('is from the user that the auth service says, after the two calls of the contract', async () => {
    stub.addUser('staff@test.com', { id: 77, is_staff: true, first_name: 'Zoë', phone: null });
    const token = stub.issue('access', 'staff@test.com');
    expect(await ask(`Bearer ${token}`)).toEqual({
      outcome: 'accepted',
      subject: {
        kind: 'user',
        sub: '77',
        profile: {
          email: 'staff@test.com',
          firstName: 'Zoë',
          lastName: '',
          createdAt: '2026-11-22T12:12:21.404639Z',
        },
        isStaff: true,
        isSuperuser: false,
        roles: [],
        permissions: [],
        level: null,
        access: null,
        mayEnter: true,
        scopes: [],
        clientId: null,
        sessionId: null,
        method: 'remote',
        claims: null,
      },
    });
    expect(stub.asked).toMatchObject([
      {
        method: 'POST',
        path: verifyPath,
        body: JSON.stringify({ token }),
        headers: { 'content-type': 'application/json' },
      },
      { method: 'GET', path: userPath, headers: { authorization: `Bearer ${token}` } },
    ]);
  });

  test('is from the user with that address, where the service knows its users by it', async () => {
    const answer = await ask(`Bearer ${stub.issue('access', email)}`, { subject: 'email' });
    expect(answer).toMatchObject({ outcome: 'accepted', subject: { sub: email } });
  });

  test('may write the scheme in small letters, which the original ignores', async () => {
    expect(await ask(`bearer ${stub.issue('access', email)}`)).toMatchObject({ outcome: 'accepted' });
  });

  test('is refused for a user who is not active, whom the original lets in', async () => {
    const token = stub.issue('access', email);
    for (const value of [false, 0, 'true', null]) {
      const body = JSON.stringify({ id: 1, email, is_active: value });
      stub.answer(userPath, { status: 200, body, headers: { 'content-type': 'application/json' } });
      expect(await ask(`Bearer ${token}`), String(value)).toEqual(refused('user_inactive'));
    }
  });

  test('carries the service’s own data, typed by its schema', async () => {
    const data: Schema<{ kind: string }> = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate(value) {
          const { accessgroup } = value as { accessgroup?: { user_type?: unknown } };
          const kind = accessgroup?.user_type;
          return typeof kind === 'string' ? { value: { kind } } : { issues: [{ message: 'user_type' }] };
        },
      },
    };
    const from = async (more: object, entry: 'everyone' | 'granted' = 'granted'): Promise<unknown> => {
      stub.addUser('more@test.com', { ...more });
      const token = stub.issue('access', 'more@test.com');
      const authenticator = remoteBearer<{ level: 'reader' | 'editor'; data: { kind: string } }>({
        ...{ url: stub.url, data, entry },
        levels: ['reader', 'editor'],
      });
      const answer = await authenticator.authenticate(requestWith(`Bearer ${token}`));
      return answer.outcome === 'accepted' ? [answer.subject.access, answer.subject.mayEnter] : answer;
    };
    const accessgroup = { user_type: 'staff' };
    expect(await from({ accessgroup })).toEqual([{ level: null, data: { kind: 'staff' } }, true]);
    expect(await from({ accessgroup, access_level: 'editor' })).toEqual([
      { level: 'editor', data: { kind: 'staff' } },
      true,
    ]);
    expect(await from({ accessgroup, access_level: 'owner' })).toEqual([
      { level: null, data: { kind: 'staff' } },
      true,
    ]);
    expect(await from({ accessgroup: 5 })).toEqual([null, false]);
    expect(await from({})).toEqual([null, false]);
    expect(await from({}, 'everyone')).toEqual([null, true]);
  });
});

describe('a credential is refused', () => {
  test.each([
    ['a word alone', 'Bearer'],
    ['three words', 'Bearer one two'],
    ['what cannot be a token', 'Bearer "quoted"'],
    ['what no header can carry', 'Bearer ключ'],
  ])('as malformed for %s, and nobody is asked', async (_what, header) => {
    expect(await ask(header)).toEqual(refused('credentials_malformed'));
    expect(stub.asked).toEqual([]);
  });

  test.each([[undefined], ['Token abc'], ['Basic abc'], ['Bearerabc def']])(
    'by nobody where there is none: %s',
    async (header) => {
      expect(await ask(header)).toEqual({ outcome: 'none' });
    },
  );

  test('for a token that is garbage or has ended (401)', async () => {
    expect(await ask('Bearer a.b.c')).toEqual(refused('token_invalid'));
    expect(stub.asked).toHaveLength(1);
  });

  test('for a refresh token, which verify/ lets pass and user/ does not (403)', async () => {
    expect(await ask(`Bearer ${stub.issue('refresh', email)}`)).toEqual(refused('token_invalid'));
    expect(stub.asked).toHaveLength(2);
  });

  test('for a blacklisted token (400 with non_field_errors)', async () => {
    const token = stub.issue('refresh', email);
    stub.tokens.get(token)!.isBlacklisted = true;
    expect(await ask(`Bearer ${token}`)).toEqual(refused('token_revoked'));
  });

  test('for a user who is gone or not active (403 with a code)', async () => {
    const token = stub.issue('access', email);
    stub.accounts.get(email)!.body['is_active'] = false;
    expect(await ask(`Bearer ${token}`)).toEqual(refused('user_inactive'));
    stub.accounts.delete(email);
    expect(await ask(`Bearer ${token}`)).toEqual(refused('user_deleted'));
  });

  test('when the password was changed', async () => {
    const body = JSON.stringify({
      detail: "The user's password has been changed.",
      code: 'password_changed',
    });
    stub.answer(userPath, { status: 403, body });
    expect(await ask(`Bearer ${stub.issue('access', email)}`)).toEqual(refused('token_revoked'));
  });
});

describe('an accepted token', () => {
  test('is asked about each time, unless it is to be remembered', async () => {
    const authenticator = remoteBearer({ url: stub.url });
    const request = requestWith(`Bearer ${stub.issue('access', email)}`);
    await authenticator.authenticate(request);
    await authenticator.authenticate(request);
    expect(stub.asked).toHaveLength(4);
  });

  test('is remembered for so long, and asked about once by many at once', async () => {
    let now = 0;
    const authenticator = remoteBearer({ url: stub.url, cacheSeconds: 5, cacheSize: 2, now: () => now });
    const request = requestWith(`Bearer ${stub.issue('access', email)}`);
    const answers = await Promise.all([1, 2, 3].map(async () => authenticator.authenticate(request)));
    expect(answers.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted']);
    now = 4_999;
    await authenticator.authenticate(request);
    expect(stub.asked).toHaveLength(2);
    now = 5_000;
    await authenticator.authenticate(request);
    expect(stub.asked).toHaveLength(4);
  });

  test('is forgotten when too many are remembered', async () => {
    const authenticator = remoteBearer({ url: stub.url, cacheSeconds: 60, cacheSize: 2 });
    const requests = [1, 2, 3].map(() => requestWith(`Bearer ${stub.issue('access', email)}`));
    for (const request of requests) await authenticator.authenticate(request);
    await authenticator.authenticate(requests[2]!);
    expect(stub.asked).toHaveLength(6);
    await authenticator.authenticate(requests[0]!);
    expect(stub.asked).toHaveLength(8);
  });

  test('is not remembered when it was refused', async () => {
    const authenticator = remoteBearer({ url: stub.url, cacheSeconds: 60 });
    const token = stub.issue('access', email);
    const known = stub.tokens.get(token)!;
    stub.tokens.delete(token);
    expect(await authenticator.authenticate(requestWith(`Bearer ${token}`))).toEqual(
      refused('token_invalid'),
    );
    stub.tokens.set(token, known);
    expect(await authenticator.authenticate(requestWith(`Bearer ${token}`))).toMatchObject({
      outcome: 'accepted',
    });
  });
});
