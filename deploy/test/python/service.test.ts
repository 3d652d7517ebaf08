import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../../../packages/sdk/test/core/waiting.ts';
import { withAlgorithm, withOtherSignature } from '../../../packages/server/test/support/forged-tokens.ts';
import { DjangoWorld } from './a-django-service.ts';
import type { DjangoService } from './django-service.ts';
import { signedWithPublicKey } from './public-key-forgery.ts';

let world: DjangoWorld;
beforeAll(async () => {
  world = await DjangoWorld.open();
});
afterEach(() => world.endServices());
afterAll(() => world.close());

async function startMirroring(settings: Record<string, unknown> = {}): Promise<DjangoService> {
  const django = await world.start(await world.project({ MIRROR: 'thread', ...settings }));
  // It follows from its first use on.
  await django.call('status');
  return django;
}

/** How long it takes until the answer is another; tests are never timed, so that it is only said. */
async function measured(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const began = performance.now();
  await until(isSo);
  console.info(`${what}: refused after ${Math.round(performance.now() - began)} ms`);
}

const row = async (django: DjangoService, sub: string) =>
  (await django.call('rows')).body[sub] as Record<string, unknown> | undefined;

describe('a Django service on the Python package', () => {
  test('lets in whoever has a token for it, as a row of its own users', async () => {
    const django = await startMirroring();
    const ada = await world.newcomer();
    const { status, body } = await django.call('me', ada.access);
    expect([status, body]).toMatchObject([200, { sub: ada.id, kind: 'user', username: ada.username }]);
    await until(async () => (await row(django, ada.id)) !== undefined);
    expect(await row(django, ada.id)).toMatchObject({ pk: body['pk'], is_active: true, gone: null });
    // Also of those who have never come.
    const [bea] = await world.world.people(1);
    await until(async () => (await row(django, bea!.id))?.['username'] === bea!.username);
    await world.world.do('PATCH', `/users/${bea!.id}`, { email: 'bea@example.com', first_name: 'Bea' });
    await until(async () => (await row(django, bea!.id))?.['email'] === 'bea@example.com');
  });

  test('refuses everything else with 401, and never with 403', async () => {
    const django = await startMirroring();
    const ada = await world.newcomer();
    const other = await world.world.service();
    const elsewhere = await world.world.tokenFor(ada, other);
    const none = await django.call('me');
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="api"']);
    const forged = [
      ...['garbage', 'a.b.c', `${ada.access}x`, withOtherSignature(ada.access)],
      ...[withAlgorithm(ada.access, 'none'), withAlgorithm(ada.access, 'HS256'), elsewhere.access],
      ...(await signedWithPublicKey(world.world.url, ada.access)),
    ];
    for (const token of forged) {
      const { status, headers, body } = await django.call('me', token);
      expect([status, body['code']]).toEqual([401, 'token_not_valid']);
      expect(headers.get('www-authenticate')).toMatch(/^Bearer realm="api", error="invalid_token"/);
    }
    for (const authorization of ['Bearer', 'Bearer a b'])
      expect((await django.call('me', undefined, { headers: { authorization } })).status).toBe(401);
    expect(await django.verdict('me', ada.access)).toBe('200');
  });

  test('refuses a token that has expired', { timeout: 180_000 }, async () => {
    const django = await startMirroring({ LEEWAY_SECONDS: 0 });
    const path = `/services/${world.service.id}`;
    await world.world.do('PATCH', path, { access_token_seconds: 30 });
    const ada = await world.newcomer();
    await world.world.do('PATCH', path, { access_token_seconds: null });
    expect(await django.verdict('me', ada.access)).toBe('200');
    await until(async () => (await django.verdict('me', ada.access)) === '401 token_not_valid', 90_000);
    expect((await django.call('me', ada.access)).body['detail']).toBe('It has expired.');
  });

  test('knows roles, permissions and access, and says 403 where they are missing', async () => {
    const django = await startMirroring();
    const ada = await world.newcomer();
    expect(await django.verdict('owner', ada.access)).toBe('403 role_missing');
    expect(await django.verdict('edit', ada.access)).toBe('403 access_level_insufficient');
    expect(await django.verdict('refund', ada.access)).toBe('403 permission_missing');
    expect(await django.verdict('not-owner', ada.access)).toBe('200');
    expect(await django.verdict('mixed', ada.access)).toBe('200');
    expect((await django.call('mixed', ada.access, { method: 'POST' })).status).toBe(403);
    for (const path of ['owner', 'edit', 'refund', 'not-owner'])
      expect((await django.call(path)).status).toBe(401);
    // Of reading anybody is capable, signed in or not; what is missing for more is to be somebody.
    expect((await django.call('mixed', undefined, { method: 'POST' })).status).toBe(401);

    await world.world.do('POST', '/permissions', { name: 'orders.refund', description: 'Refund orders' });
    await world.world.do('POST', '/roles', { name: 'clerk', level: 3, permissions: ['orders.refund'] });
    await world.give(ada, 'clerk');
    await world.give(ada, 'owner');
    await world.world.do('PUT', `/services/${world.service.id}/access/users/${ada.id}`, { level: 'editor' });
    for (const path of ['owner', 'edit', 'refund'])
      await until(async () => (await django.verdict(path, ada.access)) === '200');
    await until(async () => (await row(django, ada.id))?.['access'] === 'editor');
    const { roles } = (await row(django, ada.id)) ?? {};
    expect(roles).toEqual(expect.arrayContaining(['clerk', 'owner']));
    expect(await django.verdict('not-owner', ada.access)).toBe('403 permission_denied');
  });

  test('denies what was taken within a moment', async () => {
    const django = await startMirroring();
    const [ada, bea, cyd, dan] = await world.world.signedIn(4, world.service);
    await world.give(ada!, 'owner');
    await until(async () => (await django.verdict('owner', ada!.access)) === '200');
    for (const one of [bea!, cyd!, dan!]) expect(await django.verdict('me', one.access)).toBe('200');

    await world.take(ada!, 'owner');
    await measured(
      'a role was taken',
      async () => (await django.verdict('owner', ada!.access)) === '403 role_missing',
    );
    await bea!.signOut();
    await measured(
      'a session ended',
      async () => (await django.verdict('me', bea!.access)) === '401 token_not_valid',
    );
    await world.world.do('PATCH', `/users/${cyd!.id}`, { is_active: false });
    await measured('a user was deactivated', async () =>
      (await django.verdict('me', cyd!.access)).startsWith('401'),
    );
    await world.world.do('DELETE', `/users/${dan!.id}`);
    await measured('a user was deleted', async () =>
      (await django.verdict('me', dan!.access)).startsWith('401'),
    );

    await until(async () => (await row(django, cyd!.id))?.['is_active'] === false);
    await until(async () => (await row(django, dan!.id))?.['gone'] === 'deleted');
    expect(await row(django, dan!.id)).toMatchObject({ is_active: false, username: dan!.id, email: '' });
    // Whoever is let in again is.
    await world.world.do('PATCH', `/users/${cyd!.id}`, { is_active: true });
    const again = await world.world.tokenFor(cyd!, world.service);
    await until(async () => (await django.verdict('me', again.access)) === '200');
    expect(await row(django, cyd!.id)).toMatchObject({ is_active: true, username: cyd!.username });
  });

  test('takes rows away where that is what the settings say', async () => {
    const django = await startMirroring({ ON_DELETED: 'delete' });
    const ada = await world.newcomer();
    await until(async () => (await row(django, ada.id)) !== undefined);
    await world.world.do('DELETE', `/users/${ada.id}`);
    await until(async () => (await row(django, ada.id)) === undefined);
  });

  test('goes on after a change of the signing key', async () => {
    const django = await startMirroring();
    const ada = await world.newcomer();
    expect(await django.verdict('me', ada.access)).toBe('200');
    await world.world.do('POST', '/keys/rotate', {});
    const bea = await world.newcomer();
    expect(await django.verdict('me', bea.access)).toBe('200');
    expect(await django.verdict('me', ada.access)).toBe('200');
  });
});

describe('a Django service whose feed is cut', () => {
  test('lets nobody in after the limit, and is itself again afterwards', async () => {
    const settings = { MAX_SILENCE_SECONDS: 2, WHEN_SILENT: 'refuse' };
    const django = await startMirroring(settings);
    const [ada, bea] = await world.world.signedIn(2, world.service);
    expect(await django.verdict('me', ada!.access)).toBe('200');
    expect(await django.verdict('me', bea!.access)).toBe('200');
    world.wire.cut();
    await bea!.signOut();
    await until(async () => (await django.verdict('me', ada!.access)) === '503 feed_stale');
    expect((await django.call('me', ada!.access)).headers.get('retry-after')).toBe('2');
    expect(await django.verdict('me', bea!.access)).not.toBe('200');
    world.wire.heal();
    await until(async () => (await django.verdict('me', ada!.access)) === '200');
    await until(async () => (await django.verdict('me', bea!.access)) === '401 token_not_valid');
  });

  test('asks Ostiary about each token where it can', async () => {
    const django = await startMirroring({ MAX_SILENCE_SECONDS: 1 });
    const [ada, bea] = await world.world.signedIn(2, world.service);
    for (const one of [ada!, bea!]) expect(await django.verdict('me', one.access)).toBe('200');
    world.wire.fallSilent('feed');
    await bea!.signOut();
    await until(async () => (await django.verdict('me', bea!.access)) === '401 token_not_valid');
    expect(await django.verdict('me', ada!.access)).toBe('200');
    expect((await django.call('status')).body['state']).not.toBe('live');
  });
});

describe('a Django service that is started anew', () => {
  test('goes on where it was, and learns what came to pass meanwhile', async () => {
    const environment = await world.project({ MIRROR: 'thread' });
    const before = await world.start(environment);
    const [ada, bea] = await world.world.signedIn(2, world.service);
    const first = await before.call('me', ada!.access);
    expect([first.status, before.output()]).toMatchObject([200, expect.not.stringContaining('Traceback')]);
    await until(async () => (await row(before, bea!.id)) !== undefined);
    const { snapshot } = (await before.call('mirror')).body;
    await before.stop();
    await ada!.signOut();
    await world.world.do('DELETE', `/users/${bea!.id}`);
    const after = await world.start(environment);
    expect(await after.verdict('me', ada!.access)).toBe('401 token_not_valid');
    await until(async () => (await row(after, bea!.id))?.['gone'] === 'deleted');
    // By the feed: no other snapshot was taken.
    expect((await after.call('mirror')).body['snapshot']).toBe(snapshot);
  });

  test('takes a snapshot where it knows nothing', async () => {
    const environment = await world.project({ MIRROR: 'thread' });
    const people = await world.world.people(3);
    const django = await world.start(environment);
    await django.call('status');
    for (const { id, username } of people)
      await until(async () => (await row(django, id))?.['username'] === username);
  });
});
