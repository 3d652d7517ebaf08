import { pbkdf2Sync } from 'node:crypto';
import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTransferFixture, someHash, toLines, type TransferFixture } from '../../transfer.fixture.ts';

const clear = 'the secret that toolkit 1.7 keeps in clear';
const hashed = 'the secret that toolkit 2 hashes';
/** As django.contrib.auth.hashers writes it, with few rounds. */
const djangoHash = `pbkdf2_sha256$1000$salt$${pbkdf2Sync(hashed, 'salt', 1_000, 32, 'sha256').toString('base64')}`;

const people = [
  { external_id: '1', email: 'ann@example.com' },
  { external_id: '2', username: 'bob' },
];
const shop = {
  type: 'application',
  client_id: 'shop',
  name: 'Shop',
  grant_types: ['authorization_code', 'refresh_token'],
  redirect_uris: ['https://shop.example.com/callback'],
  scopes: ['read', 'write'],
  owner: { external_id: '1' },
  created_at: '2020-02-02T02:02:02Z',
  secrets: [{ secret: clear }],
};
const robot = {
  type: 'application',
  client_id: 'Robot:2/x',
  grant_types: ['client_credentials'],
  secrets: [{ secret_hash: djangoHash }],
};
const lines = [...people, shop, robot];

describe.each(databases())('applications of an import on $name', ({ open }) => {
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

  async function client(clientId: string) {
    const found = await fixture.applications.findClient(clientId);
    if (!found) throw new Error(`There is no client ${clientId}`);
    return found;
  }
  const proves = async (clientId: string, secret: string): Promise<boolean> =>
    fixture.applications.proveSecret(await client(clientId), secret);

  async function storedHashes(): Promise<string[]> {
    const rows = await store.database.db.selectFrom('application_secrets').select('secret_hash').execute();
    return rows.map((row) => row.secret_hash);
  }

  test('a dry run says what an import then does, and doing it again changes nothing', async () => {
    const counts = { created: 4, updated: 0, unchanged: 0, failed: 0, problems: [] };
    expect(await fixture.importObjects(lines, { isDryRun: true })).toMatchObject(counts);
    expect(await store.database.db.selectFrom('applications').selectAll().execute()).toEqual([]);
    expect(await fixture.importObjects(lines)).toMatchObject(counts);
    expect(await fixture.importObjects(lines)).toMatchObject({ created: 0, updated: 0, unchanged: 4 });

    const ann = await fixture.users.findByLogin(store.database.db, 'ann@example.com');
    const { application } = await client('shop');
    expect(application).toMatchObject({
      ...{ name: 'Shop', ownerId: ann?.id, clientType: 'confidential', authentication: 'client_secret' },
      ...{ grants: shop.grant_types, redirectUris: shop.redirect_uris, scopes: shop.scopes },
      ...{ createdAt: Date.parse('2020-02-02T02:02:02Z'), isActive: true, isFirstParty: false },
    });
    expect((await client('Robot:2/x')).application).toMatchObject({ name: 'Robot:2/x', ownerId: null });
    const audited = (await fixture.entries()).filter(({ action }) => action === 'application.create');
    expect(audited.map(({ details }) => details['client_id'])).toEqual(['shop', 'Robot:2/x']);
  });

  test('a secret in clear is kept as ours; one that is hashed is verified, and is ours from then on', async () => {
    await fixture.importObjects(lines);
    expect(await proves('shop', clear)).toBe(true);
    expect(await proves('shop', hashed)).toBe(false);
    expect(await storedHashes()).toContain(djangoHash);
    expect(await proves('Robot:2/x', 'wrong')).toBe(false);
    expect(await storedHashes()).toContain(djangoHash);
    expect(await Promise.all(Array.from({ length: 20 }, () => proves('Robot:2/x', hashed)))).toEqual(
      Array(20).fill(true),
    );
    for (const hash of await storedHashes()) expect(hash).toMatch(/^[A-Za-z0-9_-]{43}$/);
    // Now by the keyed hash alone.
    expect(fixture.applications.isSecretOf(await client('Robot:2/x'), hashed)).toBe(true);
    expect(await fixture.importObjects(lines)).toMatchObject({ unchanged: 4, failed: 0 });
    expect(await storedHashes()).not.toContain(djangoHash);
  });

  test('what differs is changed; secrets that are there stay', async () => {
    await fixture.importObjects(lines);
    const changed = { ...shop, name: 'Shop 2', owner: null, secrets: [{ secret: 'another one' }] };
    expect(await fixture.importObjects([changed], { existing: 'skip' })).toMatchObject({ unchanged: 1 });
    expect(await fixture.importObjects([changed])).toMatchObject({ updated: 1, failed: 0 });
    expect((await client('shop')).application).toMatchObject({ name: 'Shop 2', ownerId: null, version: 2 });
    expect(await proves('shop', clear)).toBe(true);
    expect(await proves('shop', 'another one')).toBe(false);
    const refused = await fixture.importObjects([shop], { existing: 'refuse' });
    expect(refused.problems).toMatchObject([{ code: 'applications.client_id_taken', path: 'client_id' }]);
  });

  const bad: [what: string, line: object, problem: [code: string, path: string]][] = [
    ['an owner whom nobody knows', { ...shop, owner: { external_id: '9' } }, ['users.not_found', 'owner']],
    ['two names of an owner', { ...shop, owner: { id: 'x', email: 'y' } }, ['request.invalid', 'owner']],
    ['no client id', { ...shop, client_id: undefined }, ['request.invalid', 'client_id']],
    ['a client id with a space', { ...shop, client_id: 'a b' }, ['request.invalid', 'client_id']],
    ['a grant that there is not', { ...shop, grant_types: ['password'] }, ['request.invalid', 'grant_types']],
    [
      'a redirect over http',
      { ...shop, redirect_uris: ['http://x.example.com/'] },
      ['request.invalid', 'redirect_uris.0'],
    ],
    [
      'a hash that nobody can verify',
      { ...shop, secrets: [{ secret_hash: 'md4$x$y' }] },
      ['request.invalid', 'secrets.0'],
    ],
    [
      'a hash that does not say whose it is',
      { ...shop, secrets: [{ secret_hash: 'A'.repeat(43) }] },
      ['request.invalid', 'secrets.0.secret_hash'],
    ],
    [
      'a secret and its hash',
      { ...shop, secrets: [{ secret: 'a', secret_hash: someHash }] },
      ['request.invalid', 'secrets.0'],
    ],
    [
      'three secrets',
      { ...shop, secrets: ['a', 'b', 'c'].map((secret) => ({ secret })) },
      ['request.invalid', 'secrets'],
    ],
    ['a secret that is no object', { ...shop, secrets: ['x'] }, ['request.invalid', 'secrets.0']],
    ['a secret of a public client', { ...shop, client_type: 'public' }, ['request.invalid', 'secrets']],
    ['an unknown field', { ...shop, colour: 'red' }, ['request.invalid', 'colour']],
  ];
  test.each(bad)('%s is reported, and the other lines go in', async (_what, line, [code, path]) => {
    for (const isDryRun of [true, false]) {
      const report = await fixture.importObjects([...people, line, robot], { isDryRun });
      expect(report).toMatchObject({ failed: 1, problems: [{ line: 3, code, path }] });
      expect(JSON.stringify(report)).not.toContain(clear);
    }
    expect(await fixture.applications.findClient('shop')).toBeUndefined();
    expect(await fixture.applications.findClient('Robot:2/x')).toBeDefined();
  });

  test('two lines about one client are one too many', async () => {
    const report = await fixture.importText(toLines([...people, shop, { ...shop, name: 'Other' }]));
    expect(report).toMatchObject({ created: 3, failed: 1 });
    expect(report.problems).toMatchObject([{ line: 4, code: 'applications.client_id_taken' }]);
  });

  test('takes what the same change takes elsewhere', async () => {
    await fixture.importObjects([
      { type: 'role', name: 'importer', permissions: ['users.import', 'users.create', 'users.update'] },
      { type: 'role', name: 'manager', permissions: ['users.import', 'applications.manage'] },
      { external_id: '8', username: 'importer', roles: ['importer'] },
      { external_id: '9', username: 'manager', roles: ['manager'] },
    ]);
    const importer = await fixture.callerOf('importer');
    const manager = await fixture.callerOf('manager');
    for (const isDryRun of [true, false]) {
      const denied = await fixture.importObjects([robot], { isDryRun }, importer);
      expect(denied).toMatchObject({ failed: 1, problems: [{ code: 'access.denied' }] });
      const trusted = { ...robot, is_first_party: true };
      expect(await fixture.importObjects([trusted], { isDryRun }, manager)).toMatchObject({ failed: 1 });
    }
    expect(await fixture.importObjects([robot], {}, manager)).toMatchObject({ created: 1, failed: 0 });
  });
});
