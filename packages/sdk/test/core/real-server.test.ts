import { runningClock, type FakeClock } from '@ostiary/testkit';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../../server/test/support/http-client.ts';
import {
  serviceCaller,
  servicePerson,
  signInFor,
  type ServiceCaller,
} from '../../../server/test/support/service-caller.ts';
import { testApp, type TestApp } from '../../../server/test/support/test-app.ts';
import { createMirror, memoryStore } from '../../src/mirror/index.ts';
import { createOstiary, type Authentication, type Ostiary, type OstiaryOptions } from '../../src/index.ts';
import { until } from './waiting.ts';

const levels = ['reader', 'editor'] as const;
let clock: FakeClock;
let server: TestApp;
let url: string;
let orders: ServiceCaller;
let guarded: ServiceCaller;
const running: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  clock = runningClock();
  server = await testApp({}, undefined, { clock });
  orders = await serviceCaller(server, { accessLevels: [...levels] });
  guarded = await serviceCaller(server, { accessLevels: [...levels], entry: 'granted' });
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});
afterAll(() => server.close());

type Shape = { level: 'reader' | 'editor'; data: Record<string, unknown> };
type Own = Ostiary<Shape>;

async function started(options: Partial<OstiaryOptions> = {}, caller = orders): Promise<Own> {
  const ostiary = createOstiary({
    ...{ url, issuer: server.config.server.url, audience: caller.service.audience, key: caller.key },
    now: () => clock.nowMs(),
    // Failures are looked for by what comes of them.
    onError: () => undefined,
    ...options,
    levels: caller.service.accessLevels,
  }) as Own;
  running.push(ostiary);
  await ostiary.start();
  return ostiary;
}

async function subjectOf(ostiary: Own, token: string) {
  const answer = await ostiary.subjectOf(token);
  if (answer.outcome !== 'accepted') throw new Error(JSON.stringify(answer));
  return answer.subject;
}

async function refusalOf(ostiary: Own, token: string): Promise<string | undefined> {
  const answer = await ostiary.subjectOf(token);
  return answer.outcome === 'refused' ? answer.code : undefined;
}

/** A token that is older than what happens next, also to the second. */
async function settledToken(caller: ServiceCaller, user: Parameters<typeof signInFor>[1]) {
  const pair = await signInFor(server, user, caller.headers);
  clock.advance(3_000);
  return pair;
}

const inMirror = (): Partial<OstiaryOptions> => ({ mirror: createMirror({ store: memoryStore() }) });
const kinds: [string, () => Partial<OstiaryOptions>][] = [
  ['without a mirror', () => ({})],
  ['with a mirror', inMirror],
];

describe.each(kinds)('a service %s beside a real Ostiary', (_name, options) => {
  it('knows its user by a token, and denies the token within a moment of signing out', async () => {
    const user = await servicePerson(server);
    const ostiary = await started(options());
    const { access, refresh } = await signInFor(server, user, orders.headers);
    expect(await subjectOf(ostiary, access)).toMatchObject({ sub: user.id, mayEnter: true, kind: 'user' });
    // Seen before: at once.
    await until(() => !(ostiary.subjectOf(access) instanceof Promise));

    await server.app.inject({ method: 'POST', url: '/auth/token/logout/', payload: { refresh } });
    await until(async () => (await refusalOf(ostiary, access)) === 'token_revoked');
  });

  it('learns of access that is given and taken, and of a user who is suspended and deleted', async () => {
    const user = await servicePerson(server);
    const ostiary = await started(options());
    const { access } = await settledToken(orders, user);
    expect((await subjectOf(ostiary, access)).access).toBeNull();

    const { services, users } = server.services;
    const holder = { holder: 'user', id: user.id } as const;
    await services.grantAccess(operator, orders.service.id, { ...holder, level: 'editor' });
    await until(async () => (await subjectOf(ostiary, access)).access?.level === 'editor');
    await services.revokeAccess(operator, orders.service.id, holder);
    await until(async () => (await subjectOf(ostiary, access)).access === null);

    await users.deactivate(operator, user.id);
    await until(async () => (await refusalOf(ostiary, access)) !== undefined);
    await users.delete(operator, user.id);
    await until(async () => (await refusalOf(ostiary, access)) !== 'user_inactive');
    expect(await refusalOf(ostiary, access)).toMatch(/^(user_deleted|token_revoked)$/);
  });

  it('learns of what comes by groups and roles, and of what does no longer', async () => {
    const { access: roles, services } = server.services;
    const user = await servicePerson(server);
    const suffix = user.id.slice(-8);
    await roles.createPermission(operator, { name: `orders.read_${suffix}`, description: 'Reads.' });
    const role = await roles.createRole(operator, {
      name: `clerk-${suffix}`,
      level: 3,
      permissions: [`orders.read_${suffix}`],
    });
    const group = await roles.createGroup(operator, { name: `desk-${suffix}` });
    await roles.grantRole(operator, { groupId: group.id }, role.name);
    await services.grantAccess(operator, guarded.service.id, {
      holder: 'group',
      id: group.id,
      level: 'reader',
    });
    await roles.addMember(operator, group.name, user.id);
    clock.advance(3_000);

    const ostiary = await started(options(), guarded);
    const { access } = await settledToken(guarded, user);
    const subject = await subjectOf(ostiary, access);
    expect(subject).toMatchObject({ mayEnter: true, level: 3, access: { level: 'reader' } });
    expect(subject.permissions).toEqual([`orders.read_${suffix}`]);

    await roles.updateRole(operator, role.name, { permissions: [] });
    await until(async () => (await subjectOf(ostiary, access)).permissions.length === 0);
    await services.revokeAccess(operator, guarded.service.id, { holder: 'group', id: group.id });
    await until(async () => !(await subjectOf(ostiary, access)).mayEnter);
    await services.grantAccess(operator, guarded.service.id, {
      holder: 'group',
      id: group.id,
      level: 'editor',
    });
    await until(async () => (await subjectOf(ostiary, access)).access?.level === 'editor');
    await roles.deleteGroup(operator, group.name);
    await until(async () => !(await subjectOf(ostiary, access)).mayEnter);
  });

  it('learns at its start what came to pass while it was not running', async () => {
    const user = await servicePerson(server);
    const { access, refresh } = await signInFor(server, user, orders.headers);
    const kept = options();
    const before = await started(kept);
    expect((await subjectOf(before, access)).sub).toBe(user.id);
    await before.close();
    await server.app.inject({ method: 'POST', url: '/auth/token/logout/', payload: { refresh } });
    expect(await refusalOf(await started(kept), access)).toBe('token_revoked');
  });

  it('asks about a static API token, and forgets it when it is revoked', async () => {
    const user = await servicePerson(server);
    const { tokens } = server.services;
    const { token, info } = await tokens.createApiToken(
      { ...operator, subject: 'operator' },
      { userId: user.id, name: 'script' },
    );
    const ostiary = await started(options());
    expect(await subjectOf(ostiary, token)).toMatchObject({ sub: user.id, mayEnter: true, claims: null });
    expect(await ostiary.introspect(token)).toMatchObject({ active: true });
    await tokens.revokeApiToken(operator, info.id);
    await until(async () => (await refusalOf(ostiary, token)) !== undefined);
    expect(await refusalOf(ostiary, 'oat_nothing')).toBe('token_invalid');
  });

  it('knows users by their id, and nobody by another', async () => {
    const user = await servicePerson(server, { firstName: 'Ada' });
    const ostiary = await started(options());
    const answer: Authentication<Shape> = await ostiary.subjectOfUser(user.id, 'session');
    expect(answer).toMatchObject({
      outcome: 'accepted',
      subject: { sub: user.id, method: 'session', profile: { firstName: 'Ada' }, mayEnter: true },
    });
    const nobody = await ostiary.subjectOfUser('00000000-0000-7000-8000-000000000000', 'session');
    expect(nobody).toMatchObject({ subject: { mayEnter: false } });
  });
});

describe('the keys of a real Ostiary', () => {
  it('are read again when they were changed', async () => {
    const user = await servicePerson(server);
    const ostiary = await started();
    await server.services.keys.rotate(operator.act);
    const { access } = await signInFor(server, user, orders.headers);
    await until(async () => (await ostiary.subjectOf(access)).outcome === 'accepted');
  });

  it('of another service are found out', async () => {
    const other = { ...orders, service: { ...orders.service, audience: guarded.service.audience } };
    await expect(started({}, other)).rejects.toMatchObject({ code: 'audience_mismatch' });
  });

  it('are refused at the start where they are nobody’s', async () => {
    await expect(started({ key: `osk_${'A'.repeat(43)}` })).rejects.toMatchObject({ code: 'key_refused' });
  });

  it('are refused while it runs once they are deleted, which is told', async () => {
    const { services } = server.services;
    const { key, info } = await services.createKey(operator, orders.service.id);
    const ostiary = await started({ key });
    expect(ostiary.status()).toMatchObject({ state: 'live', transport: 'stream', isStale: false });
    await services.deleteKey(operator, orders.service.id, info.id);
    await until(() => ostiary.status().state === 'key_refused');
  });
});

describe('a token for somebody else', () => {
  it('is refused, whoever signed it', async () => {
    const user = await servicePerson(server);
    const ostiary = await started();
    const [own, others] = await Promise.all([
      signInFor(server, user),
      signInFor(server, user, guarded.headers),
    ]);
    expect(await refusalOf(ostiary, own.access)).toBe('token_wrong_audience');
    expect(await refusalOf(ostiary, others.access)).toBe('token_wrong_audience');
    expect(await refusalOf(ostiary, own.refresh)).toBe('token_invalid');
    await expect(ostiary.verify(others.access)).rejects.toMatchObject({ code: 'token_refused' });
  });
});
