import { describe, expect, test } from 'vitest';
import { keyText, timeOf } from '../values.rules.ts';
import { readGrant, readRedirectUris, readSecret } from './applications.rules.ts';
import { roleOfGroup, roleOfPermission } from './role-names.rules.ts';

const hashed = `pbkdf2_sha256$1000$salt$${'A'.repeat(43)}=`;
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

describe('an application of django-oauth-toolkit', () => {
  test.each([
    ['authorization-code public', ['authorization_code', 'refresh_token'], false],
    ['openid-hybrid confidential', ['authorization_code', 'refresh_token'], true],
    ['client-credentials confidential', ['client_credentials'], false],
    ['client-credentials public', [], true],
    [`${deviceGrant} public`, [deviceGrant, 'refresh_token'], false],
    ['implicit public', [], true],
    ['password confidential', [], true],
    ['of-their-own confidential', [], true],
  ])('of %s has the grants %j', (about, grants, isLoss) => {
    const [grant = '', clientType = ''] = about.split(' ');
    const read = readGrant(grant, clientType);
    expect([read.grants, read.loss !== undefined]).toEqual([grants, isLoss]);
  });

  test('has its secret as it is known: in clear, hashed, or not at all', () => {
    expect(readSecret('clear$text', null)).toEqual({ secret: { secret: 'clear$text' } });
    expect(readSecret(hashed, null)).toEqual({ secret: { secret_hash: hashed } });
    expect(readSecret(hashed, true)).toEqual({ secret: { secret_hash: hashed } });
    expect(readSecret(hashed, false)).toEqual({ secret: { secret: hashed } });
    expect(readSecret('', true)).toEqual({});
    const unknown = readSecret('whirlpool$1$abcdef', null);
    expect(unknown).toMatchObject({ loss: { code: 'secret', path: 'client_secret' } });
    expect(JSON.stringify(unknown)).not.toContain('abcdef');
  });

  test('keeps the addresses that may be kept', () => {
    expect(
      readRedirectUris(' https://a.example.org/cb\nhttps://a.example.org/cb http://b.example.org '),
    ).toMatchObject({ kind: 'web', uris: ['https://a.example.org/cb'], losses: [{ code: 'redirect_uri' }] });
    const native = readRedirectUris('org.example.app:/cb https://a.example.org/cb');
    expect(native).toMatchObject({ kind: 'native', losses: [] });
    expect(native.uris).toHaveLength(2);
  });
});

describe('the name of a role', () => {
  test('is never one of Ostiary’s, and differs where groups do', () => {
    expect(roleOfGroup('Chief Editors')).toBe('group:chief-editors');
    expect(roleOfGroup('owner')).toBe('group:owner');
    expect(roleOfGroup('Chief Editors', 2)).toBe('group:chief-editors:2');
    const names = [
      'chief editors',
      'chief-editors',
      'chief  editors',
      'Café',
      'Cafe',
      'Продажи',
      '営業',
      'x'.repeat(100),
    ];
    const roles = [...names, `${'x'.repeat(99)}y`].map((name) => roleOfGroup(name));
    expect(new Set(roles).size).toBe(roles.length);
    const form = /^[A-Za-z0-9](?:[A-Za-z0-9._:-]{0,62}[A-Za-z0-9])?$/;
    const permissions = ['shop.add_order', `shop.${'o'.repeat(95)}`, `shop.${'o'.repeat(94)}_`].map(
      roleOfPermission,
    );
    for (const role of [...roles, ...permissions]) expect(role).toMatch(form);
    expect(new Set(permissions).size).toBe(3);
  });
});

describe('a value of a column', () => {
  test.each([
    ['2024-02-03 04:05:06.789000', '2024-02-03T04:05:06.789Z'],
    ['2024-02-03 04:05:06', '2024-02-03T04:05:06Z'],
    ['2024-02-03 04:05:06.000000', '2024-02-03T04:05:06Z'],
    ['2024-02-03 04:05:06.789+00', '2024-02-03T04:05:06.789Z'],
    ['2024-02-03 04:05:06+05:30', '2024-02-03T04:05:06+05:30'],
    ['2024-02-03T04:05:06Z', '2024-02-03T04:05:06Z'],
    ['infinity', undefined],
    ['0001-01-01 00:00:00', undefined],
    ['2024-13-01 00:00:00', undefined],
    [null, undefined],
    [1_706_933_106, undefined],
  ])('%j is the time %j', (value, time) => {
    expect(timeOf(value)).toBe(time);
  });

  test('that is a UUID is written as Django writes it', () => {
    const hex = '0123456789abcdef0123456789abcdef';
    expect(keyText(hex, 'char(32)')).toBe('01234567-89ab-cdef-0123-456789abcdef');
    expect(keyText(hex, 'varchar(32)')).toBe(hex);
    expect(keyText(7, 'integer')).toBe('7');
  });
});
