import { databases } from '@ostiary/testkit';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../../../packages/sdk/test/core/waiting.ts';
import { postJson } from '../../../packages/server/test/support/server-process.ts';
import { DjangoWorld } from './a-django-service.ts';
import { pythonOfGuide } from './python-of-guide.ts';
import { endProcess, manage, startManage, type DjangoService, type Environment } from './django-service.ts';

/** Of everybody whom the world makes. */
const password = 'correct-horse-7-battery';

const patience = { timeout: 300_000 };
const closers: (() => Promise<unknown>)[] = [];
let world: DjangoWorld;
beforeAll(async () => {
  world = await DjangoWorld.open();
});
afterEach(async () => {
  await world.endServices();
  for (const close of closers.splice(0)) await close();
});
afterAll(() => world.close());

const row = async (django: DjangoService, sub: string) =>
  (await django.call('rows')).body[sub] as Record<string, unknown> | undefined;

async function managed(args: string[], environment: Environment): Promise<string> {
  const { code, output } = await manage(args, environment);
  if (code !== 0) throw new Error(output);
  return output;
}

test.each(databases())(
  'the tests of the package in Python pass on $name',
  patience,
  async ({ name, open }) => {
    const store = await open({ isMigrated: false });
    closers.push(() => store.close());
    const environment: Environment = name === 'postgres' ? { DATABASE: store.url } : {};
    const { code, output } = await manage(['test', '--noinput'], environment);
    expect([code, output]).toEqual([0, expect.stringMatching(/Ran \d{2,} tests[^]*OK/)]);
  },
);

test('its migrations are those of its models', async () => {
  expect(await managed(['makemigrations', '--check', '--dry-run'], {})).toContain('No changes detected');
});

describe('without a mirror', () => {
  test('a user is made when they come, and kept as Ostiary says while they do', async () => {
    const django = await world.start(await world.project());
    const [ada, bea] = await world.world.signedIn(2, world.service);
    expect((await django.call('me', ada!.access)).body).toMatchObject({ username: ada!.username });
    expect([await row(django, ada!.id), await row(django, bea!.id)]).toMatchObject([
      { gone: null },
      undefined,
    ]);
    await world.world.do('PATCH', `/users/${ada!.id}`, { email: 'ada@example.com' });
    await until(async () => (await django.call('me', ada!.access)).body['email'] === 'ada@example.com');
    await world.world.do('PATCH', `/users/${ada!.id}`, { is_active: false });
    await until(async () => (await django.verdict('me', ada!.access)).startsWith('401'));
  });

  test('there need be no rows at all', async () => {
    const django = await world.start(await world.project({ USERS: 'none', LOOK_UP_USERS: true }));
    const ada = await world.newcomer();
    expect((await django.call('me', ada.access)).body).toMatchObject({
      ...{ sub: ada.id, pk: null, username: ada.username },
    });
    expect((await django.call('rows')).body).toEqual({});
  });

  test('a machine is let in as itself, by what its scope says', async () => {
    const django = await world.start(await world.project());
    const { id, token } = await world.machine();
    const { status, body } = await django.call('me', token);
    expect([status, body]).toMatchObject([200, { sub: id, kind: 'client', pk: null }]);
    expect(await django.verdict('owner', token)).toBe('403 role_missing');
  });

  test('a static API token speaks for its user until it is revoked', async () => {
    const django = await world.start(await world.project());
    const { id, username } = await world.world.person();
    const { body } = await postJson(`${world.world.url}/auth/token/`, { username, password });
    const answer = await fetch(`${world.world.url}/api/v1/me/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${String(body['access'])}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'script' }),
    });
    const { id: name, token } = (await answer.json()) as { id: string; token: string };
    expect((await django.call('me', token)).body).toMatchObject({ sub: id });
    await world.world.do('DELETE', `/users/${id}/tokens/${name}`);
    await until(async () => (await django.verdict('me', token)) === '401 token_not_valid');
  });
});

describe('a service that lets in only those who were given access', () => {
  test('answers anybody else with 403, and keeps them out of its table', async () => {
    const guarded = await world.world.service({ entry: 'granted' });
    const ada = { ...(await world.world.person()) };
    const { access } = await world.world.tokenFor(ada, guarded);
    const settings = { MIRROR: 'thread', AUDIENCE: guarded.audience, SERVICE_KEY: guarded.key };
    const django = await world.start(await world.project(settings));
    expect(await django.verdict('me', access)).toBe('403 no_access');
    expect(await row(django, ada.id)).toBeUndefined();
    await world.world.do('PUT', `/services/${guarded.id}/access/users/${ada.id}`, { level: 'reader' });
    await until(async () => (await django.verdict('me', access)) === '200');
    await until(async () => (await row(django, ada.id))?.['access'] === 'reader');
    await world.world.do('DELETE', `/services/${guarded.id}/access/users/${ada.id}`);
    await until(async () => (await django.verdict('me', access)) === '403 no_access');
    await until(async () => (await row(django, ada.id))?.['is_active'] === false);
  });
});

describe.each(databases())(
  'several processes on $name, forked from one that had begun to follow',
  (database) => {
    test('each hears what happens, and one of them keeps the mirror', async () => {
      const store = await database.open({ isMigrated: false });
      closers.push(() => store.close());
      const address = database.name === 'postgres' ? store.url : undefined;
      const environment = await world.project({ MIRROR: 'thread' }, address);
      const django = await world.start({ ...environment, START_EARLY: 'yes' }, { workers: 3 });
      const everywhere = async (path: string, token?: string): Promise<Set<string>> =>
        new Set(await Promise.all(Array.from({ length: 24 }, () => django.verdict(path, token))));
      const [ada, bea] = await world.world.signedIn(2, world.service);
      const everybody = await everywhere('me', ada!.access);
      expect([everybody, django.output()]).toEqual([
        new Set(['200']),
        expect.not.stringContaining('Traceback'),
      ]);
      await until(async () => (await row(django, bea!.id)) !== undefined);
      const { holder, snapshot } = (await django.call('mirror')).body;
      await ada!.signOut();
      await until(async () => (await everywhere('me', ada!.access)).has('401 token_not_valid'));
      await sleep(1_000);
      expect(await everywhere('me', ada!.access)).toEqual(new Set(['401 token_not_valid']));
      expect((await django.call('mirror')).body).toMatchObject({ holder, snapshot });
      expect(django.output()).not.toContain('Traceback');
    });
  },
);

test('the guide’s settings and views are a service', async () => {
  const environment = {
    ...{ ...(await world.project()), DJANGO_SETTINGS_MODULE: 'project.guide', URLCONF: 'project.guide_urls' },
    GUIDE: await pythonOfGuide('settings.py: the package', world),
    GUIDE_VIEWS: await pythonOfGuide('views.py', world),
    ...{ OSTIARY_SERVICE_KEY: world.service.key, REACHED_AT: world.wire.url },
  };
  expect(await managed(['ostiary_check'], environment)).toContain('Everything is in order.');
  const django = await world.start(environment);
  const [ada, bea] = await world.world.signedIn(2, world.service);
  expect(await django.verdict('orders', ada!.access)).toMatch(/^403/);
  const access = `/services/${world.service.id}/access/users/${ada!.id}`;
  await world.world.do('PUT', access, { level: 'reader' });
  await until(async () => (await django.verdict('orders', ada!.access)) === '200');
  expect((await django.call('orders', ada!.access)).body).toMatchObject({ sub: ada!.id });
  const post = { method: 'POST' };
  expect((await django.call('orders', ada!.access, post)).status).toBe(403);
  await world.world.do('PUT', access, { level: 'editor' });
  // There is nothing to post to.
  await until(async () => (await django.call('orders', ada!.access, post)).status === 405);
  expect((await django.call('refunds', bea!.access, post)).status).toBe(403);
  await world.world.do('POST', '/permissions', { name: 'orders.refund', description: 'Refund orders' });
  await world.world.do('POST', '/roles', { name: 'cashier', level: 3, permissions: ['orders.refund'] });
  await world.world.do('POST', '/roles', { name: 'trainee', level: 3, permissions: [] });
  await world.give(bea!, 'cashier');
  await until(async () => (await django.call('refunds', bea!.access, post)).body['by'] === bea!.id);
  await world.give(bea!, 'trainee');
  await until(async () => (await django.call('refunds', bea!.access, post)).status === 403);
  expect((await django.call('refunds', undefined, post)).status).toBe(401);
});

describe('manage.py', () => {
  test('ostiary_check says that all is well, and what is not', async () => {
    const environment = await world.project();
    const good = await managed(['ostiary_check'], environment);
    expect(good).toContain('Everything is in order.');
    expect(good).not.toContain(world.service.key);
    const wrong: [Record<string, unknown>, RegExp][] = [
      [{ SERVICE_KEY: `osk_${'A'.repeat(43)}` }, /does not take the service key/],
      [{ AUDIENCE: 'https://other.example' }, /with the audience/],
      [{ ISSUER: 'https://elsewhere.example' }, /calls itself/],
      [{ URL: 'http://127.0.0.1:9' }, /cannot be reached/],
      [{ LINK_EXISTING: 'external_id' }, /does not see external_id/],
      [{ AUDIENCE: '' }, /AUDIENCE is missing/],
      [{ MIROR: 'thread' }, /there is no setting MIROR/],
    ];
    for (const [settings, words] of wrong) {
      const { code, output } = await manage(['ostiary_check'], world.environment(settings, 'none.sqlite3'));
      expect([code, output]).toEqual([1, expect.stringMatching(words)]);
    }
  });

  test('ostiary_follow keeps the mirror in a process of its own, and goes on where it was', async () => {
    const environment = await world.project({ MIRROR: 'process' });
    const people = await world.world.people(3);
    expect(await managed(['ostiary_follow', '--once'], environment)).toContain('equal to Ostiary');
    const django = await world.start(environment);
    for (const { id, username } of people) expect(await row(django, id)).toMatchObject({ username });
    const { snapshot } = (await django.call('mirror')).body;

    const { child, output } = await startManage(['ostiary_follow'], environment);
    await world.world.do('PATCH', `/users/${people[0]!.id}`, { first_name: 'Eve', email: 'eve@example.com' });
    await until(async () => (await row(django, people[0]!.id))?.['email'] === 'eve@example.com');
    // Killed, and meanwhile something happens.
    await endProcess(child, 'SIGKILL');
    await world.world.do('DELETE', `/users/${people[1]!.id}`);
    const again = await startManage(['ostiary_follow'], environment);
    await until(async () => (await row(django, people[1]!.id))?.['gone'] === 'deleted', 40_000);
    expect(await endProcess(again.child, 'SIGTERM')).toBe(0);
    expect((await django.call('mirror')).body).toMatchObject({ snapshot, holder: null });
    expect(output() + again.output()).not.toContain('Traceback');
  });
});
