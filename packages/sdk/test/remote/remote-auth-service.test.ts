import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRemoteAuthService } from '../../src/remote/index.ts';
import { EasyJwtStub } from './easyjwt-stub.ts';

const email = 'user@test.com';
let stub: EasyJwtStub;

beforeEach(async () => {
  stub = await EasyJwtStub.start();
  stub.addUser(email);
});
afterEach(() => stub.stop());

describe('the client of the auth service', () => {
  test('signs in, refreshes, and blacklists as the contract says', async () => {
    const service = createRemoteAuthService({ url: `${stub.url}/`, headers: { 'ostiary-service': 'osk_x' } });
    const signedIn = await service.signIn({ email, password: 'user-pass' });
    expect(signedIn).toMatchObject({ outcome: 'ok', body: { access: expect.any(String) as unknown } });
    const refresh = String(signedIn.outcome === 'ok' && signedIn.body['refresh']);
    expect(await service.refresh(refresh)).toMatchObject({
      outcome: 'ok',
      body: { access: expect.any(String) as unknown },
    });
    expect(await service.verify(refresh)).toEqual({ outcome: 'ok', body: {} });
    expect(await service.blacklist(refresh)).toEqual({ outcome: 'ok', body: {} });
    expect(await service.verify(refresh)).toMatchObject({ outcome: 'refused', status: 400 });
    const again = { outcome: 'refused', status: 401, body: { detail: 'Token is blacklisted' } };
    expect(await service.refresh(refresh)).toMatchObject(again);
    expect(await service.blacklist(refresh)).toMatchObject(again);
    expect(new Set(stub.asked.map(({ headers }) => headers['ostiary-service']))).toEqual(new Set(['osk_x']));
  });

  test('passes on why nobody was signed in', async () => {
    const service = createRemoteAuthService({ url: stub.url });
    const detail = 'No active account found with the given credentials';
    expect(await service.signIn({ email, password: 'wrong' })).toEqual({
      outcome: 'refused',
      status: 401,
      body: { detail },
    });
  });

  test('finds the paths that are configured, below the address that is', async () => {
    const service = createRemoteAuthService({
      url: `${stub.url}/auth/`,
      paths: { verify: 'token/verify/?x=1' },
    });
    expect(await service.verify(stub.issue('access', email))).toMatchObject({ outcome: 'ok' });
  });

  test('needs an address', () => {
    expect(() => createRemoteAuthService({ url: 'ftp://example.org' })).toThrow(TypeError);
    expect(() => createRemoteAuthService({ url: 'auth:8000' })).toThrow(TypeError);
    expect(() => createRemoteAuthService({ url: '' })).toThrow(TypeError);
  });
});
