import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTransferFixture, otherHash, someHash, type TransferFixture } from './transfer.fixture.ts';

const open: TestDatabase[] = [];
async function freshFixture(): Promise<TransferFixture> {
  const store = await sqliteDatabase();
  open.push(store);
  return createTransferFixture(store);
}
afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
});

const everything = { hasHashes: true, hasRoles: true, hasGroups: true };

const definitions = [
  { type: 'permission', name: 'orders.read', description: 'See orders; "all" of them, =even these' },
  { type: 'role', name: 'clerk', level: 9, description: 'Takes orders', permissions: ['orders.read'] },
  { type: 'group', name: 'Büro, Nord (2)', description: '', roles: ['clerk', 'read-only'] },
  { type: 'group', name: 'Empty' },
];

const text = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'aZ09 ="\',;+-@éßЖ山'), maxLength }).map((one) => one.trim());
const name = (prefix: string) => (index: number) => `${prefix}${index}`;

/** Whatever may be said of somebody; identifiers are given by their number, so that nobody is there twice. */
const person = fc.record(
  {
    email: fc.constantFrom(name('+a'), name('b.c')),
    username: fc.constantFrom(name('-x'), name('@'), name('Ünal'), name('+')),
    email_verified: fc.boolean(),
    first_name: text(20),
    last_name: text(20),
    phone: fc.constantFrom('+49 30 123', '-1', '(0)5'),
    is_active: fc.boolean(),
    is_staff: fc.boolean(),
    is_superuser: fc.boolean(),
    created_at: fc
      .date({ min: new Date(0), max: new Date('2030-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString()),
    last_sign_in_at: fc.constant('2025-05-05T05:05:05.005Z'),
    password_hash: fc.constantFrom(someHash, otherHash),
    roles: fc.subarray(['clerk', 'read-only', 'owner']),
    groups: fc.subarray(['Büro, Nord (2)', 'Empty']),
  },
  { requiredKeys: [] },
);

function numbered(
  {
    email,
    username,
    ...others
  }: Partial<Record<string, unknown>> & {
    email?: (index: number) => string;
    username?: (index: number) => string;
  },
  index: number,
): Record<string, unknown> {
  const isPlain = username?.(0).startsWith('@') !== true;
  return {
    ...others,
    ...(index % 3 !== 0 && { external_id: `=id;${index}` }),
    email: email === undefined ? `only${index}@example.com` : `${email(index)}@example.com`,
    ...(username && isPlain && { username: username(index) }),
  };
}

describe('what was exported', () => {
  let first: TransferFixture;
  beforeEach(async () => {
    first = await freshFixture();
  });

  test('is imported into a fresh database, and exported again is the same, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(person, { maxLength: 12 }), async (people) => {
        const source = await freshFixture();
        const lines = people.map((one, index) => numbered(one, index));
        expect((await source.importObjects([...definitions, ...lines])).problems).toEqual([]);
        const exported = await source.exportText(everything);
        const target = await freshFixture();
        expect(await target.importText(exported)).toMatchObject({ failed: 0 });
        expect(await target.exportText(everything)).toBe(exported);
        expect(await target.importText(exported)).toMatchObject({ created: 0, updated: 0, failed: 0 });
        // CSV holds users only: what they are given must be there before.
        const csv = await source.exportText({ ...everything, format: 'csv' });
        const spread = await freshFixture();
        await spread.importObjects(definitions);
        expect((await spread.importText(csv, { format: 'csv' })).problems).toEqual([]);
        expect(await spread.exportText({ ...everything, format: 'csv' })).toBe(csv);
        expect(await spread.exportText(everything)).toBe(exported);
        for (const store of open.splice(1)) await store.close();
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  test('is as it was imported, by name and value', async () => {
    await first.importObjects([
      ...definitions,
      { email: '=cmd@example.com', username: '-ann', roles: ['clerk'] },
    ]);
    const lines = (await first.exportText(everything)).trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({
      external_id: null,
      ...{ email: '=cmd@example.com', email_verified: false },
      username: '-ann',
      ...{ first_name: '', last_name: '', phone: null },
      ...{ is_active: true, is_staff: false, is_superuser: false },
      created_at: '2026-01-15T10:00:00.000Z',
      ...{ last_sign_in_at: null, password_hash: null, roles: ['clerk'], groups: [] },
    });
    expect(lines.map((line) => JSON.parse(line) as Record<string, unknown>).map(({ type }) => type)).toEqual([
      ...['permission', 'role', 'role', 'role', 'role', 'role', 'role', 'group', 'group', undefined],
    ]);
  });

  test('as CSV has nothing that a spreadsheet would evaluate, and no hashes unless asked for', async () => {
    await first.importObjects([
      { email: '=cmd@example.com', username: '+1', phone: '+49 30', password_hash: someHash },
    ]);
    const csv = await first.exportText({ format: 'csv' });
    expect(csv).toBe(
      'external_id,email,email_verified,username,first_name,last_name,phone,is_active,is_staff,is_superuser,created_at,last_sign_in_at\r\n' +
        ",'=cmd@example.com,false,'+1,,,+49 30,true,false,false,2026-01-15T10:00:00.000Z,\r\n",
    );
    expect(await first.exportText()).not.toContain('argon2');
  });
});

test('a file that does not say whose addresses are verified leaves that as it is', async () => {
  const fixture = await freshFixture();
  const verified = async () => {
    const lines = (await fixture.exportText()).trim().split('\n');
    return lines.map((line) => (JSON.parse(line) as { email_verified: boolean }).email_verified);
  };
  await fixture.importObjects([
    { email: 'ann@example.com', email_verified: true, username: 'ann' },
    { email: 'bob@example.com', username: 'bob' },
    { username: 'bare', email_verified: true },
  ]);
  expect(await verified()).toEqual([true, false, false]);
  const older = [{ email: 'ANN@example.com', first_name: 'Ann' }, { email: 'bob@example.com' }];
  expect(await fixture.importObjects(older)).toMatchObject({ updated: 1, unchanged: 1 });
  expect(await verified()).toEqual([true, false, false]);
  await fixture.importObjects([
    { username: 'ann', email: 'new@example.com' },
    { username: 'bob', email: 'rob@example.com', email_verified: true },
  ]);
  expect(await verified()).toEqual([false, true, false]);
  await fixture.importObjects([{ username: 'bob', email_verified: false }]);
  expect(await verified()).toEqual([false, false, false]);
  const said = await fixture.importObjects([{ username: 'bob', email_verified: 'yes' }]);
  expect(said.problems).toMatchObject([{ code: 'request.invalid', path: 'email_verified' }]);
});

test('many pages of users are exported, each once', async () => {
  const fixture = await freshFixture();
  const people = Array.from({ length: 1_234 }, (_, index) => ({ username: `u${index}` }));
  await fixture.importObjects(people);
  const names = (await fixture.exportText()).trim().split('\n');
  expect(names.map((line) => (JSON.parse(line) as { username: string }).username)).toEqual(
    people.map(({ username }) => username),
  );
});
