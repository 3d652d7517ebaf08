import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createTransferFixture,
  operator,
  otherHash,
  someHash,
  type TransferFixture,
} from './transfer.fixture.ts';

const ann = { external_id: '1', email: 'ann@example.com', username: 'ann', first_name: 'Ann' };
const bob = { external_id: '2', email: 'bob@example.com' };

describe.each(databases())('an import on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: TransferFixture;
  beforeEach(async () => {
    store = await open();
    fixture = await createTransferFixture(store);
  });
  afterEach(() => store.close());

  const user = (login: string) => fixture.users.resolve(store.database.db, login);
  const accessOf = async (login: string) =>
    fixture.access.accessOf(store.database.db, (await user(login)).id);

  test('makes users with everything that a line gives them, in one transaction with one audit entry', async () => {
    const report = await fixture.importObjects([
      {
        ...ann,
        last_name: 'Miller',
        phone: '+49 30 1',
        is_staff: true,
        created_at: '2020-01-02T03:04:05Z',
        last_sign_in_at: '2021-01-01T00:00:00.250Z',
        password_hash: someHash,
        roles: ['Read-Write', 'read-only'],
      },
      { ...bob, is_active: false },
    ]);
    expect(report).toEqual({
      id: expect.any(String) as string,
      linesDone: 2,
      ...{ created: 2, updated: 0, unchanged: 0, failed: 0, problems: [], problemsLeftOut: 0 },
    });
    expect(await user('ann')).toMatchObject({
      ...{ externalId: '1', email: 'ann@example.com', username: 'ann', firstName: 'Ann', lastName: 'Miller' },
      ...{ phone: '+49 30 1', isActive: true, isStaff: true, isSuperuser: false, version: 1 },
      createdAt: Date.parse('2020-01-02T03:04:05Z'),
      lastSignInAt: Date.parse('2021-01-01T00:00:00.250Z'),
    });
    expect(await accessOf('ann')).toMatchObject({ roles: ['read-only', 'read-write'], level: 3 });
    // Nobody is given a role that the line does not name.
    expect(await accessOf('bob@example.com')).toMatchObject({ roles: [] });
    const passwords = await store.database.db.selectFrom('passwords').select('hash').execute();
    expect(passwords).toEqual([{ hash: someHash }]);
    const ids = [(await user('ann')).id, (await user('bob@example.com')).id];
    expect(await fixture.emitted()).toEqual([
      { type: 'user.created', subject_id: ids[0], data: { is_active: true } },
      { type: 'user.created', subject_id: ids[1], data: { is_active: false } },
    ]);
    expect(await fixture.entries()).toMatchObject([
      {
        action: 'user.import',
        outcome: 'success',
        target: { type: 'import', id: report.id },
        details: {
          ...{ created: 2, updated: 0, unchanged: 0, failed: 0, denied: 0 },
          ...{ first_line: 1, last_line: 2 },
        },
      },
    ]);
  });

  test('changes nothing the second time, and says so', async () => {
    const lines = [{ ...ann, password_hash: someHash, roles: ['read-only'] }, bob];
    await fixture.importObjects(lines);
    const before = await fixture.exportText({ hasHashes: true, hasRoles: true });
    const eventsBefore = await fixture.emitted();
    fixture.clock.advance(1_000);
    expect(await fixture.importObjects(lines)).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 2,
      failed: 0,
    });
    expect(await fixture.exportText({ hasHashes: true, hasRoles: true })).toBe(before);
    expect(await fixture.emitted()).toEqual(eventsBefore);
    expect((await user('ann')).version).toBe(1);
  });

  test('changes what is given, leaves what is not, and adds roles', async () => {
    await fixture.importObjects([{ ...ann, phone: '1', roles: ['read-only'], password_hash: someHash }]);
    const { id } = await user('ann');
    const eventsBefore = (await fixture.emitted()).length;
    const report = await fixture.importObjects([
      { external_id: '1', last_name: 'Miller', phone: null, roles: ['investor'], is_active: false },
    ]);
    expect(report).toMatchObject({ created: 0, updated: 1, unchanged: 0, failed: 0 });
    expect(await user('ann')).toMatchObject({
      ...{ id, firstName: 'Ann', lastName: 'Miller', phone: null, isActive: false, version: 2 },
    });
    expect(await accessOf('ann')).toMatchObject({ roles: ['investor', 'read-only'] });
    expect((await fixture.emitted()).slice(eventsBefore)).toEqual([
      {
        type: 'user.updated',
        subject_id: id,
        data: { changed: ['last_name', 'phone', 'is_active'], is_active: false },
      },
      { type: 'user.access_changed', subject_id: id, data: { reason: 'user.import' } },
    ]);
  });

  test('finds people by external id, else by email, else by username', async () => {
    await fixture.importObjects([{ email: 'Ann@Example.com' }, { username: 'Bob' }]);
    const before = [await user('ann@example.com'), await user('bob')];
    const report = await fixture.importObjects([
      { external_id: 'a', email: 'ANN@example.com' },
      { external_id: 'b', username: 'bob', email: 'bob@example.com' },
    ]);
    expect(report).toMatchObject({ updated: 2, failed: 0 });
    await fixture.importObjects([{ external_id: 'a', email: 'anna@example.com' }]);
    expect(await user('anna@example.com')).toMatchObject({ id: before[0]?.id, externalId: 'a' });
    expect(await user('bob@example.com')).toMatchObject({
      id: before[1]?.id,
      username: 'bob',
      externalId: 'b',
    });
  });

  test('refuses lines that mean somebody else, and takes the others', async () => {
    await fixture.importObjects([ann, bob]);
    const report = await fixture.importObjects([
      { external_id: '3', email: 'ann@example.com' },
      { external_id: '1', email: 'bob@example.com' },
      { email: 'bob@example.com', username: 'ann' },
      { email: 'new@example.com' },
      { email: 'NEW@example.com' },
      { external_id: '1', first_name: 'Anna' },
      { external_id: '1', first_name: 'Annie' },
    ]);
    expect(report).toMatchObject({ created: 1, updated: 1, unchanged: 0, failed: 5 });
    const other = 'It belongs to an account with another external id.';
    expect(report.problems).toEqual([
      { line: 1, code: 'users.email_taken', path: 'email', message: other },
      {
        line: 2,
        code: 'users.email_taken',
        path: 'email',
        message: 'Another account has this email address.',
      },
      {
        line: 3,
        code: 'users.username_taken',
        path: 'username',
        message: 'Another account has this username.',
      },
      { line: 5, code: 'users.email_taken', path: 'email', message: 'Line 4 is about the same account.' },
      {
        line: 7,
        code: 'users.external_id_taken',
        path: 'external_id',
        message: 'Line 6 is about the same account.',
      },
    ]);
  });

  test('replaces roles and groups when it is asked to, of the lists that a line gives', async () => {
    await fixture.importObjects([
      { type: 'group', name: 'North' },
      { type: 'group', name: 'South' },
      { ...ann, roles: ['read-only', 'investor'], groups: ['north', 'south'] },
      { ...bob, roles: ['investor'], groups: ['North'] },
    ]);
    const report = await fixture.importObjects(
      [
        { external_id: '1', roles: ['INVESTOR'], groups: ['South'] },
        { external_id: '2', roles: [] },
      ],
      { assignments: 'replace' },
    );
    expect(report).toMatchObject({ updated: 2, failed: 0 });
    const lines = (await fixture.exportText({ hasRoles: true, hasGroups: true }))
      .trim()
      .split('\n')
      .slice(-2);
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { external_id: '1', roles: ['investor'], groups: ['South'] },
      { external_id: '2', roles: [], groups: ['North'] },
    ]);
  });

  test('skips or refuses those who exist when it is asked to', async () => {
    await fixture.importObjects([ann]);
    const lines = [{ external_id: '1', first_name: 'Anna' }, bob];
    expect(await fixture.importObjects(lines, { existing: 'skip' })).toMatchObject({
      created: 1,
      unchanged: 1,
    });
    const refused = await fixture.importObjects(lines, { existing: 'refuse' });
    expect(refused).toMatchObject({ created: 0, failed: 2 });
    expect(refused.problems.map(({ line, code }) => [line, code])).toEqual([
      [1, 'users.external_id_taken'],
      [2, 'users.external_id_taken'],
    ]);
    expect((await user('ann')).firstName).toBe('Ann');
  });

  test('never undoes a password that its owner got after the import', async () => {
    await fixture.importObjects([{ ...ann, password_hash: someHash }]);
    const { id } = await user('ann');
    const hashOf = async () =>
      (await store.database.db.selectFrom('passwords').select('hash').execute()).map(({ hash }) => hash);
    await store.database.write((tx) => fixture.passwords.store(tx, id, 'newer'));
    expect(await fixture.importObjects([{ ...ann, password_hash: someHash }])).toMatchObject({
      unchanged: 1,
    });
    expect(await hashOf()).toEqual(['newer']);
    // Another hash in the source is another password there.
    expect(await fixture.importObjects([{ ...ann, password_hash: otherHash }])).toMatchObject({ updated: 1 });
    expect(await hashOf()).toEqual([otherHash]);
    expect((await fixture.emitted()).at(-1)).toMatchObject({
      type: 'user.updated',
      data: { changed: ['password'] },
    });
  });

  test('signs out whom it switches off, and whose password it sets', async () => {
    await fixture.importObjects([ann, bob]);
    for (const login of ['ann', 'bob@example.com']) {
      const { id } = await user(login);
      await store.database.write((tx) =>
        fixture.sessions.start(tx, operator.act, {
          userId: id,
          amr: ['pwd'],
          isBrowser: false,
          lifetimeSeconds: 60,
        }),
      );
    }
    await fixture.importObjects([
      { external_id: '1', is_active: false },
      { external_id: '2', password_hash: someHash },
    ]);
    const ended = await store.database.db.selectFrom('sessions').select(['end_reason']).execute();
    expect(ended.map((row) => row.end_reason).sort()).toEqual(['password_reset', 'user_deactivated']);
  });

  test('what others write at the same moment is found, and the rest goes in', async () => {
    const lines = Array.from({ length: 400 }, (_, index) => ({
      username: `u${index}`,
      external_id: `${index}`,
    }));
    const [a, b] = await Promise.all([
      fixture.importObjects(lines),
      fixture.importObjects(lines.toReversed()),
    ]);
    expect([a.created + b.created, a.failed + b.failed]).toEqual([400, 0]);
    expect((await fixture.exportText()).trim().split('\n')).toHaveLength(400);
    expect(await fixture.audit.verify()).toMatchObject({ isIntact: true });
  });

  test('a dry run reports what would be done and writes nothing', async () => {
    await fixture.importObjects([ann]);
    const before = [await fixture.emitted(), await fixture.entries()];
    const report = await fixture.importObjects(
      [
        { type: 'role', name: 'clerk', permissions: [] },
        { type: 'group', name: 'Shop', roles: ['clerk'] },
        { ...bob, roles: ['clerk'], groups: ['shop'] },
        { external_id: '1', first_name: 'Anna', roles: ['nobody'] },
        { external_id: '1', first_name: 'Anna' },
      ],
      { isDryRun: true },
    );
    expect(report).toMatchObject({ id: null, created: 3, updated: 1, failed: 1 });
    expect(report.problems).toEqual([
      { line: 4, code: 'access.role_not_found', path: 'roles.0', message: 'There is no such role.' },
    ]);
    expect([await fixture.emitted(), await fixture.entries()]).toEqual(before);
    expect(
      await fixture.transfer.listRuns(store.database.db, { limit: 9, isNewestFirst: true }),
    ).toHaveLength(1);
    expect((await user('ann')).firstName).toBe('Ann');
  });
});
