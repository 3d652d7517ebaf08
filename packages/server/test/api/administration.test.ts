import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addClient, type ApiAnswer, type ApiClient, type Json } from '../support/api-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let ostiary: TestApp;
let root: ApiClient;
let ada: ApiClient;

// One installation for the file: starting one costs more than a test.
beforeAll(async () => {
  ostiary = await testApp();
  root = await addClient(ostiary, 'root', { isSuperuser: true, isStaff: true });
  ada = await addClient(ostiary, 'ada');
});
afterAll(() => ostiary.close());

function items(answer: ApiAnswer): Json[] {
  expect(answer.status).toBe(200);
  return answer.body['items'] as Json[];
}

describe('roles and groups', () => {
  test('roles are listed, made, changed and deleted', async () => {
    expect(items(await root.get('/roles')).map((role) => role['name'])).toEqual([
      'owner',
      'investor',
      'admin',
      'read-write',
      'read-only',
    ]);
    await root.send('POST', '/permissions', { name: 'orders.read' });
    const made = await root.send('POST', '/roles', { name: 'Clerk', level: 9, permissions: ['orders.read'] });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ name: 'Clerk', level: 9, description: '', is_builtin: false });
    const changed = await root.send('PATCH', '/roles/clerk', { level: null, description: 'Takes orders.' });
    expect(changed.body).toMatchObject({
      level: null,
      description: 'Takes orders.',
      permissions: ['orders.read'],
    });
    expect((await root.get('/roles/CLERK')).body).toEqual(changed.body);
    expect((await root.send('DELETE', '/roles/clerk')).status).toBe(204);
    expect((await root.get('/roles/clerk')).body['code']).toBe('access.role_not_found');
    const bad = await root.send('POST', '/roles', { name: 'x', permissions: ['orders.read', 'users.fly'] });
    expect(bad.body).toMatchObject({
      code: 'access.permission_unknown',
      errors: [{ path: 'permissions.1' }],
    });
    expect((await root.send('POST', '/roles', { name: 'Owner' })).body['code']).toBe('access.role_taken');
    expect((await root.send('DELETE', '/roles/owner')).body['code']).toBe('access.role_builtin');
  });

  test('groups hold roles and members', async () => {
    const made = await root.send('POST', '/groups', { name: 'Back office' });
    expect(made.status).toBe(201);
    expect((await root.send('PUT', '/groups/Back%20office/roles/admin')).status).toBe(204);
    expect((await root.send('PUT', `/groups/${String(made.body['id'])}/members/${ada.userId}`)).status).toBe(
      204,
    );
    expect((await root.get('/groups/back%20office')).body).toMatchObject({
      name: 'Back office',
      roles: ['admin'],
    });
    expect(items(await root.get('/groups'))).toHaveLength(1);
    expect((await root.get('/groups/back%20office/members')).body).toEqual({
      items: [{ user_id: ada.userId }],
      next_cursor: null,
    });
    expect((await ada.get('/me')).body).toMatchObject({
      access: {
        roles: ['admin', 'read-only'],
        direct_roles: ['read-only'],
        groups: ['Back office'],
        level: 2,
      },
    });
    expect((await root.send('DELETE', `/groups/back%20office/members/${ada.userId}`)).status).toBe(204);
    expect((await root.send('DELETE', '/groups/back%20office/roles/admin')).status).toBe(204);
    expect((await root.send('DELETE', '/groups/back%20office')).status).toBe(204);
    expect((await root.get('/groups/back%20office')).body['code']).toBe('access.group_not_found');
  });
});

describe('the blocklist, the audit log and keys', () => {
  test('ranges are blocked and unblocked', async () => {
    const made = await root.send('POST', '/blocklist', {
      range: '203.0.113.9/24',
      reason: 'guessing',
      expires_at: '2026-01-16T10:00:00Z',
    });
    expect(made.body).toMatchObject({ range: '203.0.113.0/24', expires_at: '2026-01-16T10:00:00.000Z' });
    expect(items(await root.get('/blocklist'))).toEqual([made.body]);
    expect((await root.send('DELETE', '/blocklist/203.0.113.0%2F24')).status).toBe(204);
    expect((await root.send('DELETE', '/blocklist/203.0.113.0%2F24')).body['code']).toBe(
      'access.block_not_found',
    );
    expect((await root.send('DELETE', '/blocklist/nonsense')).body['code']).toBe('access.block_invalid');
    const bad = await root.send('POST', '/blocklist', { range: '127.0.0.0/8' });
    expect(bad.body).toMatchObject({ code: 'access.block_invalid', errors: [{ path: 'range' }] });
    const past = await root.send('POST', '/blocklist', {
      range: '1.2.3.4',
      expires_at: '2020-01-01T00:00:00Z',
    });
    expect(past.body).toMatchObject({ code: 'request.invalid', errors: [{ path: 'expires_at' }] });
    const never = await root.send('POST', '/blocklist', { range: '1.2.3.4', expires_at: 'soon' });
    expect(never.body).toMatchObject({ code: 'request.invalid', errors: [{ path: 'expires_at' }] });
  });

  test('the audit log is searched, paged and verified', async () => {
    await root.send('POST', '/groups', { name: 'One' });
    await root.send('POST', '/groups', { name: 'Two' });
    const first = await root.get('/audit?action=group.create&limit=1');
    expect(items(first)).toMatchObject([
      {
        action: 'group.create',
        outcome: 'success',
        actor: { type: 'user', id: root.userId },
        target: { type: 'group' },
        details: { name: 'Two', roles: [] },
        address: '127.0.0.1',
      },
    ]);
    const second = await root.get(
      `/audit?action=group.create&limit=1&cursor=${String(first.body['next_cursor'])}`,
    );
    expect(items(second)).toMatchObject([{ details: { name: 'One' } }]);
    const report = await root.send('POST', '/audit/verify');
    expect(report.body).toMatchObject({ is_intact: true, first_bad_seq: null, reason: null });
  });

  test('signing moves to a new key, and the tokens of the old one stay good', async () => {
    const [old] = items(await root.get('/keys'));
    expect(old).toMatchObject({ algorithm: 'ES256', retired_at: null });
    ostiary.clock.advance(1_000);
    const fresh = await root.send('POST', '/keys/rotate');
    expect(fresh.status).toBe(200);
    const keys = items(await root.get('/keys'));
    expect(keys.map((key) => key['id']).sort()).toEqual([old?.['id'], fresh.body['id']].sort());
    expect(JSON.stringify(keys)).not.toMatch(/"d"|private|sealed/);
  });
});

// The last one: after it the log is broken.
test('a damaged audit log is reported with its first bad entry', async () => {
  await ostiary.services.database.write((tx) =>
    tx.deleteFrom('audit_entries').where('seq', '=', 3).execute(),
  );
  expect((await root.send('POST', '/audit/verify')).body).toMatchObject({
    is_intact: false,
    entries: 2,
    first_bad_seq: 3,
    head_hash: null,
  });
});
