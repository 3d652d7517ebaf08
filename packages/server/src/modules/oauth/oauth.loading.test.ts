import { describe, expect, test } from 'vitest';
import { modulesLoadedWith } from '#platform/loaded-modules.fixture.ts';

const loadedWith = (file: string): Promise<string[]> =>
  modulesLoadedWith(new URL(file, import.meta.url).href);

const isOfEngine = (url: string): boolean => url.includes('/node_modules/oidc-provider/');

describe('the engine', () => {
  test('is not loaded with the module, which every server and command loads', async () => {
    const loaded = await loadedWith('./oauth.service.ts');
    expect(loaded.some((url) => url.endsWith('/oauth/oauth.service.ts'))).toBe(true);
    expect(loaded.filter(isOfEngine)).toEqual([]);
  });

  test('comes with what answers its requests', async () => {
    expect((await loadedWith('./engine/engine.ts')).some(isOfEngine)).toBe(true);
  });
});
