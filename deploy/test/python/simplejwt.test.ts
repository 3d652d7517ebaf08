import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { withAlgorithm, withOtherSignature } from '../../../packages/server/test/support/forged-tokens.ts';
import { DjangoWorld } from './a-django-service.ts';
import { manage, type DjangoService, type Environment } from './django-service.ts';
import { pythonOfGuide } from './python-of-guide.ts';
import { signedWithPublicKey } from './public-key-forgery.ts';

let world: DjangoWorld;
beforeAll(async () => {
  world = await DjangoWorld.open();
});
afterEach(() => world.endServices());
afterAll(() => world.close());

async function startPlain(title: string): Promise<{ django: DjangoService; environment: Environment }> {
  const environment = {
    ...{ ...(await world.project()), DJANGO_SETTINGS_MODULE: 'project.guide' },
    ...{ GUIDE: await pythonOfGuide(`settings.py: ${title}`, world), URLCONF: 'project.plain_urls' },
  };
  return { django: await world.start(environment), environment };
}

describe('SimpleJWT with what the guide says', () => {
  test('lets in whom Ostiary gave a token for the service, and nobody else', async () => {
    const { django } = await startPlain('SimpleJWT');
    const ada = await world.newcomer();
    expect(await django.call('me', ada.access)).toMatchObject({
      status: 200,
      body: { sub: ada.id, user: ada.id },
    });
    const other = await world.world.service();
    const { access: elsewhere } = await world.world.tokenFor(ada, other);
    const forged = [
      ...['garbage', 'a.b.c', withOtherSignature(ada.access), elsewhere],
      ...[withAlgorithm(ada.access, 'none'), withAlgorithm(ada.access, 'HS256')],
      ...(await signedWithPublicKey(world.world.url, ada.access)),
    ];
    for (const token of forged) expect((await django.call('me', token)).status).toBe(401);
    expect((await django.call('me')).status).toBe(401);
    expect(django.output()).not.toContain('Traceback');
  });

  test('goes on after a change of the key', async () => {
    const { django } = await startPlain('SimpleJWT');
    const ada = await world.newcomer();
    expect((await django.call('me', ada.access)).status).toBe(200);
    await world.world.do('POST', '/keys/rotate', {});
    const bea = await world.newcomer();
    expect((await django.call('me', bea.access)).status).toBe(200);
    expect((await django.call('me', ada.access)).status).toBe(200);
  });

  test('does not hear that a session ended, as the guide says', async () => {
    const { django } = await startPlain('SimpleJWT');
    const ada = await world.newcomer();
    expect((await django.call('me', ada.access)).status).toBe(200);
    await ada.signOut();
    expect(await world.world.introspect(ada.access, world.service)).toEqual({ active: false });
    expect((await django.call('me', ada.access)).status).toBe(200);
  });

  test('takes tokens of OAuth as well', async () => {
    const { django } = await startPlain('SimpleJWT');
    const { id, token } = await world.machine();
    expect((await django.call('me', token)).body).toMatchObject({ sub: id, user: id });
  });

  test('finds rows of its own by the id, where a column has that', async () => {
    const { django, environment } = await startPlain('SimpleJWT, with rows');
    const [ada, bea] = await world.world.signedIn(2, world.service);
    const code = `from django.contrib.auth.models import User; User.objects.create(username='${ada!.id}')`;
    expect(await manage(['shell', '-c', code], environment)).toMatchObject({ code: 0 });
    expect((await django.call('me', ada!.access)).body).toMatchObject({ sub: ada!.id, user: '1' });
    expect(await django.verdict('me', bea!.access)).toBe('401 user_not_found');
  });
});
