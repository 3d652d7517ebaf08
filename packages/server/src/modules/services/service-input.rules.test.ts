import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildService, changedFields, describeService, mergeService } from './service-input.rules.ts';
import type { NewService } from './services.types.ts';

const origin = { id: '019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70', now: 1_000 };
const least: NewService = { name: 'Orders', audience: 'https://orders.example.org' };

function pathsOf(more: Partial<NewService>): string[] {
  return describeService(buildService({ ...least, ...more }, origin)).map(({ path }) => path);
}

describe('a service', () => {
  test.each([
    ...[
      'https://orders.example.org/api/',
      'http://orders.internal:8080',
      'urn:example:orders',
      'api://orders?v=1',
    ],
    `https://orders.example.org/${'x'.repeat(400)}`,
  ])('may be addressed as %s', (audience) => expect(pathsOf({ audience })).toEqual([]));

  test.each([
    ...['', 'orders', '/orders', '//orders.example.org', 'https://', 'https:///orders', 'urn:', 'a b:c'],
    ...['https://orders.example.org#x', 'https://orders.example.org/#', 'https://me@orders.example.org'],
    ...['https://orders.example.org/a b', 'https://orders.example.org/\\', 'https://orders.example.org/%zz'],
    ...['https://örders.example.org', 'https://orders.example.org/\0', 'https://orders.example.org/\n'],
    `https://orders.example.org/${'x'.repeat(500)}`,
  ])('may not be addressed as %j', (audience) => expect(pathsOf({ audience })).toEqual(['audience']));

  test('has a name that looks neither like an address nor like an id', () => {
    for (const name of ['Orders', '営業 2', 'orders-v2 (old)', ' padded '])
      expect(pathsOf({ name })).toEqual([]);
    const bad = ['', ' ', 'https://x', 'a:b', 'a/b', 'a\0b', '\u202ea', 'x'.repeat(101), origin.id];
    for (const name of bad) expect(pathsOf({ name }), name).toEqual(['name']);
  });

  test('is never named like an audience that is accepted', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const isName = pathsOf({ name: text }).length === 0;
        const isAudience = pathsOf({ audience: text }).length === 0;
        expect(isName && isAudience).toBe(false);
      }),
    );
  });

  test('knows scopes that are words of its own, with what they allow', () => {
    const scope = (name: string, description = 'See orders') => ({ name, description });
    expect(pathsOf({ scopes: [scope('orders.read'), scope('orders:write', '')] })).toEqual([]);
    const bad = [
      ...['', 'two words', 'a"', 'é', 'openid', 'offline_access', 'permissions'].map((name) => scope(name)),
      ...[scope('x', 'x'.repeat(201)), scope('y', 'a\nb'), scope('z', '\u202e')],
    ];
    expect(pathsOf({ scopes: bad })).toEqual(bad.map((_, index) => `scopes.${String(index)}`));
    expect(pathsOf({ scopes: [scope('a'), scope('a')] })).toEqual(['scopes.1']);
    expect(pathsOf({ scopes: Array.from({ length: 201 }, (_, n) => scope(`s${String(n)}`)) })).toEqual([
      'scopes',
    ]);
  });

  test('has tokens of a sensible lifetime, and a short description', () => {
    for (const accessTokenSeconds of [null, 30, 86_400]) expect(pathsOf({ accessTokenSeconds })).toEqual([]);
    for (const accessTokenSeconds of [29, 86_401, 30.5, Number.NaN])
      expect(pathsOf({ accessTokenSeconds })).toEqual(['access_token_seconds']);
    expect(pathsOf({ description: 'x'.repeat(501) })).toEqual(['description']);
  });

  test('keeps what a change does not give', () => {
    const before = buildService({ ...least, accessTokenSeconds: 60 }, origin);
    const after = mergeService(before, { name: ' Sales ', accessTokenSeconds: null }, 2_000);
    expect(after).toEqual({
      ...before,
      name: 'Sales',
      accessTokenSeconds: null,
      updatedAt: 2_000,
      version: 2,
    });
    expect(changedFields(before, after)).toEqual(['name', 'access_token_seconds']);
    expect(changedFields(before, mergeService(before, {}, 2_000))).toEqual([]);
  });
});
