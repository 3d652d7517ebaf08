import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  postJson,
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../../../packages/server/test/support/server-process.ts';
import { fillDjango, type MadeUser } from './django-project.ts';
import { oldKey, startOldService, type OldService } from './old-service.ts';

/** Ostiary beside a real Django with SimpleJWT, asked over TLS. */

type Sample = Pick<MadeUser, 'email' | 'username' | 'password'>;

describe.each([
  { users: 'auth', field: 'username' },
  { users: 'people', field: 'email' },
] as const)('people of a Django project with users of $users', ({ users, field }) => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let old: OldService;
  let server: ServerProcess;
  let samples: MadeUser[];

  const asked = (): number => old.output().split('"POST /auth/token/ HTTP').length - 1;
  const loginOf = (sample: Sample): string => (field === 'email' ? sample.email : (sample.username ?? ''));
  const signIn = (sample: Sample, password = sample.password ?? '') =>
    postJson(`${server.url}/auth/token/`, { [field]: loginOf(sample), password });
  const person = (name: string): MadeUser => {
    const found = samples.find((sample) => sample.email === `${name}@example.org`);
    if (!found) throw new Error(`Nobody is called ${name}`);
    return found;
  };

  const oldTokens = (sample: MadeUser) => old.signIn({ [field]: loginOf(sample), password: sample.password });

  beforeAll(async () => {
    directory = await temporaryDirectory();
    const database = join(directory.path, 'django.sqlite');
    const now = Math.floor(Date.now() / 1000);
    samples = (await fillDjango({ database, users, crowd: 0, now })).users;
    old = await startOldService({ database, users, folder: directory.path });
    server = await startServerProcess({
      env: {
        ...{ OSTIARY_DATA_DIR: join(directory.path, 'data'), NODE_EXTRA_CA_CERTS: old.certificate },
        OSTIARY_PREDECESSOR_TOKEN_URL: `${old.url}/auth/token/`,
        ...{ OSTIARY_PREDECESSOR_LOGIN_FIELD: field, OSTIARY_PREDECESSOR_KEY: oldKey },
        ...{ OSTIARY_PREDECESSOR_UNTIL: '2099-01-01T00:00:00Z', OSTIARY_ROTATE_REFRESH_TOKENS: 'on' },
      },
    });
  }, 300_000);
  afterAll(async () => {
    await server.kill();
    old.stop();
    await directory.remove();
  });

  test('sign in with the passwords they had, whatever they were hashed with, and the old one is asked once', async () => {
    // This Django cannot verify scrypt yet.
    const people = samples.filter(
      (sample) => sample.is_active === true && sample.password != null && sample.kind !== 'scrypt',
    );
    expect(new Set(people.map(({ kind }) => kind)).size).toBeGreaterThan(8);
    let times = asked();
    for (const sample of people) {
      expect([sample.email, (await signIn(sample, 'wrong')).status]).toEqual([sample.email, 401]);
      expect([sample.email, (await signIn(sample)).status]).toEqual([sample.email, 200]);
      times += 2;
      expect((await signIn(sample)).status).toBe(200);
      expect((await signIn(sample, 'wrong')).status).toBe(401);
      expect(asked()).toBe(times);
    }
  }, 300_000);

  test('stay out when they are not active, have no password, or are nobody', async () => {
    expect((await signIn(person('inactive'))).status).toBe(401);
    expect((await signIn(person('no-password'), '!')).status).toBe(401);
    expect((await signIn({ email: 'nobody@example.org', username: 'nobody', password: 'x' })).status).toBe(
      401,
    );
  });

  test('are who their old tokens say, and refresh them here once', async () => {
    const staff = person('staff');
    expect((await signIn(staff)).status).toBe(200);
    const { access, refresh } = await oldTokens(staff);
    const mine = await fetch(`${server.url}/auth/user/`, { headers: { authorization: `Bearer ${access}` } });
    const described = (await mine.json()) as Record<string, unknown>;
    expect([mine.status, described['is_staff']]).toEqual([200, false]);
    expect((await postJson(`${server.url}/auth/token/verify/`, { token: access })).status).toBe(200);
    const next = await postJson(`${server.url}/auth/token/refresh/`, { refresh });
    expect([next.status, String(next.body['refresh']).slice(0, 4)]).toEqual([200, 'ort_']);
    expect(
      (await postJson(`${server.url}/auth/token/blacklist/`, { refresh: next.body['refresh'] })).status,
    ).toBe(200);
    expect((await postJson(`${server.url}/auth/token/refresh/`, { refresh })).status).toBe(401);
  });
});
