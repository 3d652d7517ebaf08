import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  remoteBearer,
  type RemoteAuthServiceOptions,
  type RemoteSubjectOptions,
} from '../../src/remote/index.ts';
import type { Authentication } from '../../src/types.ts';
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
const unavailable = { outcome: 'refused', code: 'feed_stale', isUnavailable: true };

/** Status, body, content type. */
type Strange = [number, string | undefined, string | undefined];

describe('an answer of the auth service', () => {
  const json = 'application/json';

  test.each<Strange>([
    [200, '{}', json],
    [200, '{}', 'application/json; charset=utf-8'],
    [200, '{"anything":1}', 'text/plain'],
    [200, '', undefined],
  ])('to verify/ of %s %j as %s is a yes', async (status, body, type) => {
    stub.answer(verifyPath, { status, body, headers: type === undefined ? {} : { 'content-type': type } });
    expect(await ask(`Bearer ${stub.issue('access', email)}`)).toMatchObject({ outcome: 'accepted' });
  });

  test.each<Strange>([
    [401, '{"detail":"No."}', json],
    [401, '<h1>No</h1>', 'text/html'],
    [401, '[]', json],
    [403, '{"detail":"No."}', json],
    [400, '{"token":["This field is required."]}', json],
  ])('to verify/ of %s %j as %s is a no', async (status, body, type) => {
    stub.answer(verifyPath, { status, body, headers: { 'content-type': type ?? '' } });
    expect(await ask(`Bearer ${stub.issue('access', email)}`)).toEqual(refused('token_invalid'));
  });

  test.each<Strange>([
    // What answers 200 to everything, such as the page of a portal, must let nobody in.
    [200, '<!doctype html><p>Welcome</p>', 'text/html'],
    [200, '[]', json],
    [200, '"yes"', json],
    [201, '{}', json],
    [204, undefined, undefined],
    [400, '<h1>Bad Request (400)</h1>', 'text/html'],
    [403, '<h1>Forbidden</h1>', 'text/html'],
    [404, '{"detail":"Not found."}', json],
    [405, '{"detail":"Method"}', json],
    [415, '{"detail":"Unsupported media type"}', json],
    [429, '{"detail":"Request was throttled."}', json],
    [500, '<h1>Server Error (500)</h1>', 'text/html'],
    [502, '', undefined],
    [503, '[', json],
  ])('to verify/ or user/ of %s %j as %s says nothing about the token', async (status, body, type) => {
    for (const path of [verifyPath, userPath]) {
      stub.override.clear();
      stub.answer(path, { status, body, headers: type === undefined ? {} : { 'content-type': type } });
      expect(await ask(`Bearer ${stub.issue('access', email)}`), path).toMatchObject(unavailable);
    }
  });

  test.each([
    'null',
    '{}',
    '[]',
    '',
    '{"email":"a@b.c"}',
    '{"id":null}',
    '{"id":""}',
    '{"id":9007199254740993}',
    '{"id":[1]}',
  ])('to user/ of %s names nobody', async (body) => {
    stub.answer(userPath, { status: 200, body });
    expect(await ask(`Bearer ${stub.issue('access', email)}`)).toMatchObject(unavailable);
  });

  test('to user/ of an address alone is enough where users are known by it', async () => {
    stub.answer(userPath, { status: 200, body: '{"email":"a@b.c"}' });
    const answer = await ask(`Bearer ${stub.issue('access', email)}`, { subject: 'email' });
    expect(answer).toMatchObject({ outcome: 'accepted', subject: { sub: 'a@b.c', mayEnter: true } });
  });

  test('that redirects is not followed: tokens go nowhere else', async () => {
    const elsewhere = await EasyJwtStub.start();
    stub.answer(verifyPath, { status: 307, headers: { location: `${elsewhere.url}${verifyPath}` } });
    expect(await ask(`Bearer ${stub.issue('access', email)}`)).toMatchObject(unavailable);
    stub.override.clear();
    stub.answer(userPath, { status: 302, headers: { location: `${elsewhere.url}${userPath}` } });
    expect(await ask(`Bearer ${stub.issue('access', email)}`)).toMatchObject(unavailable);
    expect(elsewhere.asked).toEqual([]);
    await elsewhere.stop();
  });

  test('is a redirect where a path is configured without its slash', async () => {
    const answer = await ask(`Bearer ${stub.issue('access', email)}`, {
      paths: { verify: '/auth/token/verify' },
    });
    expect(answer).toMatchObject(unavailable);
  });

  test('that never comes, breaks off or is endless says nothing about the token', async () => {
    const token = stub.issue('access', email);
    stub.override.set(verifyPath, () => undefined);
    expect(await ask(`Bearer ${token}`, { timeoutMs: 100 })).toMatchObject(unavailable);
    stub.override.set(verifyPath, (response) => response.writeHead(200).write('{'));
    expect(await ask(`Bearer ${token}`, { timeoutMs: 100 })).toMatchObject(unavailable);
    stub.override.set(verifyPath, (response) => response.destroy());
    expect(await ask(`Bearer ${token}`)).toMatchObject(unavailable);
    stub.override.set(verifyPath, (response) => response.end('x'.repeat(3_000_000)));
    expect(await ask(`Bearer ${token}`)).toMatchObject(unavailable);
  });

  test('is missing while nobody listens', async () => {
    const gone = await EasyJwtStub.start();
    const { url } = gone;
    await gone.stop();
    const answer = await remoteBearer({ url }).authenticate(requestWith('Bearer a.b.c'));
    expect(answer).toMatchObject(unavailable);
  });
});
