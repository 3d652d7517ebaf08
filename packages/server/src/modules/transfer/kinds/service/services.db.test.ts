import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTransferFixture, operator, type TransferFixture } from '../../transfer.fixture.ts';

const audience = 'https://orders.example.com';
const people = [
  { type: 'role', name: 'clerk' },
  { type: 'group', name: 'Office' },
  { external_id: '1', email: 'ann@example.com' },
];
const orders = {
  ...{ type: 'service', name: 'Orders', audience, description: 'Orders and more', entry: 'granted' },
  ...{ scopes: [{ name: 'orders:read', description: 'See orders' }], token_format: 'opaque' },
  ...{ access_token_seconds: 90, access_levels: ['guest', 'chief'], fields: ['email'] },
  data_schema: { type: 'object', properties: { shelf: { type: 'integer' } } },
  created_at: '2020-02-02T02:02:02Z',
};
const access = { type: 'service_access', service: audience, level: 'guest', data: { shelf: 7 } };
const given = [
  { ...access, user: { external_id: '1' }, created_at: '2021-01-01T00:00:00Z' },
  { ...access, group: 'office', level: null, data: {} },
  { type: 'service_access', service: audience, role: 'clerk' },
];
const lines = [...people, orders, ...given];

describe.each(databases())('services of an import on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: TransferFixture;
  beforeEach(async () => {
    store = await open();
    fixture = await createTransferFixture(store);
  });
  afterEach(async () => {
    await fixture.passwords.close();
    await store.close();
  });
  const service = () => fixture.services.get(store.database.db, audience);
  const ann = async () => (await fixture.users.findByLogin(store.database.db, 'ann@example.com'))!;
  const accessOfAnn = async () =>
    fixture.services.accessOf(store.database.db, {
      serviceId: (await service()).id,
      userId: (await ann()).id,
    });

  /** A service as it leaves, with a key that opens it. */
  async function exportedWithKey(): Promise<{ key: string; line: { keys: { key_hash: string }[] } }> {
    await fixture.importObjects(lines);
    const { key } = await fixture.services.createKey(operator, audience);
    const text = await fixture.exportText({ isEverything: true });
    const found = text.split('\n').find((line) => line.startsWith('{"type":"service",'));
    return { key, line: JSON.parse(found ?? '') as { keys: { key_hash: string }[] } };
  }

  test('a dry run says what an import then does, and doing it again changes nothing', async () => {
    const counts = { created: 7, updated: 0, unchanged: 0, failed: 0, problems: [] };
    expect(await fixture.importObjects(lines, { isDryRun: true })).toMatchObject(counts);
    expect(await fixture.services.bulk.list(store.database.db)).toEqual([]);
    expect(await fixture.importObjects(lines)).toMatchObject(counts);
    expect(await fixture.importObjects(lines)).toMatchObject({ created: 0, updated: 0, unchanged: 7 });
    expect(await service()).toMatchObject({
      ...{ name: 'Orders', audience, entry: 'granted', tokenFormat: 'opaque', accessTokenSeconds: 90 },
      ...{ accessLevels: ['guest', 'chief'], fields: ['email'], dataSchema: orders.data_schema, version: 1 },
      createdAt: Date.parse(orders.created_at),
    });
    expect(await accessOfAnn()).toEqual({ level: 'guest', data: { shelf: 7 } });
    const { items } = await fixture.services.listAccess(audience, { holder: 'user', limit: 10 });
    expect(items).toMatchObject([{ createdAt: Date.parse('2021-01-01T00:00:00Z') }]);
    const audited = (await fixture.entries()).map(({ action }) => action);
    expect(audited.filter((action) => action.startsWith('service.'))).toEqual([
      ...['service.create', 'service.access_grant', 'service.access_grant', 'service.access_grant'],
    ]);
    const told = (await fixture.emitted()).map(({ type }) => type);
    expect(told).toEqual(expect.arrayContaining(['service.changed', 'service.access_changed']));
  });

  test('what differs is changed, unless what exists is to be left alone', async () => {
    await fixture.importObjects(lines);
    const changed = [
      { ...orders, name: 'Orders 2', access_levels: ['guest', 'chief', 'owner'] },
      { ...access, user: { email: 'ANN@example.com' }, level: 'owner' },
    ];
    expect(await fixture.importObjects(changed, { existing: 'skip' })).toMatchObject({ unchanged: 2 });
    const refused = await fixture.importObjects(changed, { existing: 'refuse' });
    expect(refused.problems).toMatchObject([
      { line: 1, code: 'services.audience_taken', path: 'audience' },
      { line: 2, code: 'request.invalid' },
    ]);
    expect(await fixture.importObjects(changed)).toMatchObject({ updated: 2, failed: 0 });
    expect(await service()).toMatchObject({ name: 'Orders 2', version: 2 });
    expect(await accessOfAnn()).toEqual({ level: 'owner', data: { shelf: 7 } });
  });

  test('keys come with a new service, and do not come back once they are deleted', async () => {
    const { key, line } = await exportedWithKey();
    const [info] = await fixture.services.listKeys(operator, audience);
    await fixture.services.deleteKey(operator, audience, info!.id);
    expect(await fixture.importObjects([line])).toMatchObject({ unchanged: 1, failed: 0 });
    expect(await fixture.services.authenticateKey(key)).toBeUndefined();
    await fixture.services.delete(operator, audience);
    expect(await fixture.importObjects([line], { isDryRun: true })).toMatchObject({
      created: 1,
      problems: [],
    });
    expect(await fixture.importObjects([line])).toMatchObject({ created: 1, problems: [] });
    expect(await fixture.services.authenticateKey(key)).toMatchObject({ audience });
    const other = { ...line, audience: 'urn:other', name: 'Other' };
    const taken = await fixture.importObjects([other]);
    expect(taken).toMatchObject({ failed: 1, problems: [{ code: 'request.invalid', path: 'keys.0' }] });
  });

  test('a key that was hashed under another secret is left out and reported', async () => {
    const { line } = await exportedWithKey();
    await fixture.services.delete(operator, audience);
    const foreign = line.keys[0]!.key_hash.replace(/\$[^$]{3}/, '$AAA');
    const report = await fixture.importObjects([{ ...line, keys: [{ key_hash: foreign }] }]);
    expect(report).toMatchObject({ created: 1, failed: 0, problems: [{ path: 'keys.0.key_hash' }] });
    expect(await fixture.services.listKeys(operator, audience)).toEqual([]);
  });

  const bad: [what: string, line: object, problem: [code: string, path: string]][] = [
    ['no audience', { ...orders, audience: undefined }, ['request.invalid', 'audience']],
    ['a bad audience', { ...orders, audience: 'orders' }, ['request.invalid', 'audience']],
    ['no name', { ...orders, audience: 'urn:y', name: undefined }, ['request.invalid', 'name']],
    ['an unknown field of users', { ...orders, fields: ['colour'] }, ['request.invalid', 'fields']],
    ['a scope that is no object', { ...orders, scopes: ['x'] }, ['request.invalid', 'scopes']],
    ['a bad schema', { ...orders, data_schema: { type: 'array' } }, ['request.invalid', 'data_schema.type']],
    [
      'a key in clear',
      { ...orders, keys: [{ key_hash: `osk_${'A'.repeat(43)}` }] },
      ['request.invalid', 'keys'],
    ],
    ['a bare hash', { ...orders, keys: [{ key_hash: 'A'.repeat(43) }] }, ['request.invalid', 'keys']],
    ['a key without hash', { ...orders, keys: [{}] }, ['request.invalid', 'keys.0.key_hash']],
    ['an unknown field', { ...orders, colour: 'red' }, ['request.invalid', 'colour']],
    ['access of two', { ...access, group: 'Office', role: 'clerk' }, ['request.invalid', 'user']],
    ['access of nobody', access, ['request.invalid', 'user']],
    ['access of a stranger', { ...access, user: { external_id: '9' } }, ['users.not_found', 'user']],
    ['access of no group', { ...access, group: 'Attic' }, ['access.group_not_found', 'group']],
    ['access of no role', { ...access, role: 'king' }, ['access.role_not_found', 'role']],
    ['access to nothing', { ...access, role: 'clerk', service: 'urn:no' }, ['services.not_found', 'service']],
    ['an unknown level', { ...access, role: 'clerk', level: 'king' }, ['request.invalid', 'level']],
    [
      'data that does not fit',
      { ...access, role: 'clerk', data: { shelf: 'x' } },
      ['request.invalid', 'data.shelf'],
    ],
    ['a service twice', { ...orders, audience: 'urn:x' }, ['services.name_taken', 'name']],
  ];
  test.each(bad)('%s is reported, and the other lines go in', async (_what, line, [code, path]) => {
    await fixture.importObjects([...people, orders]);
    for (const isDryRun of [true, false]) {
      const report = await fixture.importObjects([line, { username: 'dan' }], { isDryRun });
      expect(report.problems).toMatchObject([{ line: 1, code, path }]);
      expect(report).toMatchObject({ failed: 1 });
    }
  });

  test('takes what the same change takes elsewhere', async () => {
    await fixture.importObjects([
      ...[...people, orders],
      { type: 'role', name: 'importer', permissions: ['users.import'] },
      { type: 'role', name: 'giver', permissions: ['users.import', 'services.grant'] },
      { type: 'role', name: 'manager', permissions: ['users.import', 'services.manage', 'services.grant'] },
      ...['importer', 'giver', 'manager'].map((name) => ({ username: name, roles: [name] })),
      {
        type: 'service_access',
        service: audience,
        user: { username: 'giver' },
        level: 'guest',
        data: { shelf: 1 },
      },
    ]);
    const toAnn = (level: string, shelf: number) => ({
      ...access,
      user: { external_id: '1' },
      level,
      data: { shelf },
    });
    const attempts: [who: string, line: object, code: string | undefined][] = [
      ['importer', { ...orders, name: 'Mine' }, 'access.denied'],
      ['importer', toAnn('guest', 1), 'access.denied'],
      ['giver', { ...orders, name: 'Mine' }, 'access.denied'],
      ['giver', toAnn('chief', 1), 'services.cannot_grant'],
      ['giver', toAnn('guest', 2), 'services.cannot_grant'],
      ['giver', toAnn('guest', 1), undefined],
      ['manager', toAnn('chief', 2), undefined],
      ['giver', toAnn('guest', 1), 'services.cannot_grant'],
      ['manager', { ...orders, name: 'Mine' }, undefined],
    ];
    for (const [who, line, code] of attempts) {
      const caller = await fixture.callerOf(who);
      for (const isDryRun of [true, false]) {
        const { problems } = await fixture.importObjects([line], { isDryRun }, caller);
        expect(problems.map((problem) => problem.code)).toEqual(code === undefined ? [] : [code]);
      }
    }
  });
});
