import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Subject } from '#modules/access';
import type { User } from '#modules/users';
import { isAppError } from '#platform/errors.ts';
import { createTransferFixture, otherHash, someHash, type TransferFixture } from './transfer.fixture.ts';
import type { ImportOptions } from './transfer.types.ts';

/** Everybody who may import, each with something else beside it, and two who may not. */
const people = ['root', 'definer', 'giver', 'importer', 'staffer', 'chief', 'nobody'];
const importers = ['definer', 'giver', 'importer', 'staffer'];
const orders = ['orders.a', 'orders.b', 'orders.c'];
const worth = [
  'users.import',
  'roles.grant',
  'roles.manage',
  'users.update',
  'keys.manage',
  ...orders.slice(0, 2),
];

const start = [
  { type: 'permission', name: 'orders.a' },
  { type: 'permission', name: 'orders.b' },
  {
    type: 'role',
    name: 'definer',
    level: 3,
    permissions: ['users.import', 'roles.grant', 'roles.manage', 'orders.a'],
  },
  { type: 'role', name: 'giver', permissions: ['users.import', 'roles.grant', 'orders.b'] },
  { type: 'role', name: 'importer', level: 5, permissions: ['users.import'] },
  { type: 'role', name: 'chief', level: 1, permissions: ['keys.manage'] },
  { type: 'role', name: 'empty' },
  { type: 'group', name: 'Desk', roles: ['importer'] },
  { type: 'group', name: 'Board', roles: ['chief'] },
  { username: 'root', email: 'root@example.com', is_superuser: true },
  { username: 'definer', roles: ['definer'], external_id: 'x1' },
  { username: 'giver', roles: ['giver'], groups: ['Desk'] },
  { username: 'importer', roles: ['importer'] },
  { username: 'staffer', roles: ['importer'], is_staff: true },
  { username: 'chief', email: 'chief@example.com', groups: ['Board'], password_hash: otherHash },
  { username: 'nobody' },
];

const roles = fc.uniqueArray(fc.constantFrom('definer', 'giver', 'importer', 'chief', 'empty', 'made'), {
  maxLength: 3,
});

const userLine = fc.record(
  {
    username: fc.constantFrom(...people, 'new'),
    email: fc.constantFrom('root@example.com', 'chief@example.com', 'new@example.com', null),
    external_id: fc.constantFrom('x1', 'x2'),
    is_active: fc.boolean(),
    is_staff: fc.boolean(),
    is_superuser: fc.boolean(),
    password_hash: fc.constantFrom(someHash, otherHash),
    roles,
    groups: fc.uniqueArray(fc.constantFrom('Desk', 'Board', 'Made'), { maxLength: 2 }),
  },
  { requiredKeys: ['username'] },
);
const roleLine = fc.record(
  {
    type: fc.constant('role'),
    name: fc.constantFrom('definer', 'giver', 'importer', 'chief', 'empty', 'made', 'read-only'),
    level: fc.option(fc.nat(6), { nil: null }),
    permissions: fc.uniqueArray(fc.constantFrom(...worth), { maxLength: 4 }),
  },
  { requiredKeys: ['type', 'name'] },
);
const groupLine = fc.record(
  { type: fc.constant('group'), name: fc.constantFrom('Desk', 'Board', 'Made'), roles },
  { requiredKeys: ['type', 'name'] },
);
const permissionLine = fc.record({ type: fc.constant('permission'), name: fc.constantFrom(...orders) });

const line = fc.oneof(
  { weight: 5, arbitrary: userLine },
  { weight: 3, arbitrary: roleLine },
  { weight: 2, arbitrary: groupLine },
  permissionLine,
);

interface Step {
  by: string;
  lines: object[];
  options: Pick<ImportOptions, 'existing' | 'assignments'>;
}

const step: fc.Arbitrary<Step> = fc.record({
  by: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...importers) }, fc.constant('root')),
  lines: fc.array(line, { minLength: 1, maxLength: 10, size: 'max' }),
  options: fc.record(
    {
      existing: fc.constantFrom('update', 'update', 'skip'),
      assignments: fc.constantFrom('add', 'replace'),
    },
    { requiredKeys: [] },
  ),
});

interface Standing {
  user: User;
  subject: Subject;
  hash: string | undefined;
}

interface Site extends TransferFixture {
  db: TestDatabase['database']['db'];
}

async function standings({ db, users, access }: Site): Promise<Map<string, Standing>> {
  const all = await users.bulk.listAfter(db, '', 100);
  const hashes = await db.selectFrom('passwords').selectAll().execute();
  const found = all.map(async (user): Promise<[string, Standing]> => {
    const { id: userId, isStaff, isSuperuser } = user;
    const subject = { ...(await access.accessOf(db, userId)), userId, isStaff, isSuperuser };
    return [userId, { user, subject, hash: hashes.find((row) => row.user_id === userId)?.hash }];
  });
  return new Map(await Promise.all(found));
}

function isWithin(few: Pick<Subject, 'permissions' | 'level'>, by: Subject): boolean {
  const isLevelHeld = few.level === null || (by.level !== null && by.level <= few.level);
  return isLevelHeld && few.permissions.every((name) => by.permissions.includes(name));
}

function isTakenOver(before: Standing, after: Standing): boolean {
  const fields = ['email', 'username', 'externalId', 'isActive'] as const;
  return before.hash !== after.hash || fields.some((field) => before.user[field] !== after.user[field]);
}

const stranger: Omit<Subject, 'userId'> = {
  ...{ roles: [], permissions: [], level: null },
  ...{ isStaff: false, isSuperuser: false },
};

/** Compares somebody before and after what `by` imported. */
function expectNoGain(by: Subject, before: Standing | undefined, after: Standing): void {
  const { subject: now } = after;
  const was = before?.subject ?? stranger;
  const permissions = now.permissions.filter((name) => !was.permissions.includes(name));
  const isRaised = now.level !== null && (was.level === null || now.level < was.level);
  expect({ gained: isWithin({ permissions, level: isRaised ? now.level : null }, by) }).toEqual({
    gained: true,
  });
  if (now.isStaff && !was.isStaff) expect(by.isStaff).toBe(true);
  expect(now.isSuperuser && !was.isSuperuser).toBe(false);
  if (!before || !isTakenOver(before, after)) return;
  expect({ isSuperuser: was.isSuperuser, isAtLeast: isWithin(was, by) }).toEqual({
    isSuperuser: false,
    isAtLeast: true,
  });
  if (was.isStaff) expect(by.isStaff).toBe(true);
}

let written = 0;
let refused = 0;

async function importAs(site: Site, { by, lines, options }: Step): Promise<void> {
  const caller = await site.callerOf(by);
  if (caller.subject === null || caller.subject === 'operator') throw new Error('A user imports.');
  const own = new Map((await site.access.listRoles()).map((role) => [role.id, role]));
  const before = await standings(site);
  try {
    const report = await site.importObjects(lines, options, caller);
    written += report.created + report.updated;
    refused += report.problems.filter(({ code }) => code.startsWith('access.')).length;
  } catch (error) {
    // Somebody who was switched off, or may import no more.
    if (!isAppError(error, 'access.denied')) throw error;
  }
  const after = await standings(site);
  expect([...after.values()].some(({ user }) => user.isSuperuser && user.isActive)).toBe(true);
  if (caller.subject.isSuperuser) return;
  for (const [id, standing] of after) expectNoGain(caller.subject, before.get(id), standing);
  for (const role of await site.access.listRoles()) {
    const was = own.get(role.id);
    if (was && caller.subject.roles.includes(was.name))
      expect(isWithin(role, { ...caller.subject, ...was })).toBe(true);
  }
}

async function walk(steps: Step[]): Promise<void> {
  const store = await sqliteDatabase();
  try {
    const fixture = await createTransferFixture(store);
    const site = { ...fixture, db: store.database.db };
    expect(await site.importObjects(start)).toMatchObject({ failed: 0 });
    for (const one of steps) {
      const { user } =
        [...(await standings(site)).values()].find(({ user: { username } }) => username === one.by) ?? {};
      if (user?.isActive === true) await importAs(site, one);
    }
  } finally {
    await store.close();
  }
}

test(
  'no sequence of imports gives anybody what its importer did not hold',
  { timeout: 120_000 },
  async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8, size: 'max' }), walk), {
      numRuns: 60,
    });
    expect(written).toBeGreaterThan(40);
    expect(refused).toBeGreaterThan(100);
  },
);
