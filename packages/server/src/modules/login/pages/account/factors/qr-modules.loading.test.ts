import { describe, expect, test } from 'vitest';
import { modulesLoadedWith } from '#platform/loaded-modules.fixture.ts';

const isOfUqr = (url: string): boolean => url.includes('/node_modules/uqr/');

describe('what reckons QR codes', () => {
  test('is not loaded before one is drawn', async () => {
    const loaded = await modulesLoadedWith(new URL('./qr-modules.ts', import.meta.url).href);
    expect(loaded.some((url) => url.endsWith('/factors/qr-modules.ts'))).toBe(true);
    expect(loaded.filter(isOfUqr)).toEqual([]);
  });
});
