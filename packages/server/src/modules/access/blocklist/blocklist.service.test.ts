import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, createAccessFixture, operator, type AccessFixture } from '../access.fixture.ts';
import type { AccessService, Caller } from '../access.types.ts';

let store: TestDatabase;
let fixture: AccessFixture;
let access: AccessService;
let admin: Caller;

beforeEach(async () => {
  store = await sqliteDatabase();
  fixture = createAccessFixture(store);
  access = fixture.access;
  await access.ensureBuiltinRoles();
  admin = await fixture.addCaller(['admin']);
});
afterEach(() => store.close());

describe('the blocklist', () => {
  test('is managed by those who may, and recorded', async () => {
    const reader = await fixture.addCaller(['read-only']);
    expect(await codeOf(access.blockAddress(reader, { range: '203.0.113.7' }))).toBe('access.denied');
    await access.blockAddress(admin, { range: '203.0.113.7', reason: 'guessing' });
    await access.unblockAddress(admin, '::ffff:203.0.113.7');
    expect(await codeOf(access.unblockAddress(admin, '203.0.113.7'))).toBe('access.block_not_found');
    const entries = (await fixture.entries()).filter((entry) => entry.action.startsWith('blocklist.'));
    expect(entries.map((entry) => [entry.action, entry.target?.id])).toEqual([
      ['blocklist.add', '203.0.113.7/32'],
      ['blocklist.remove', '203.0.113.7/32'],
    ]);
  });

  test('refuses what is no range, no time to come, or the caller’s own address', async () => {
    expect(await codeOf(access.blockAddress(admin, { range: 'example.org' }))).toBe('access.block_invalid');
    const now = fixture.clock.nowMs();
    for (const expiresAt of [now, 1.5, Number.NaN]) {
      expect(await codeOf(access.blockAddress(admin, { range: '1.2.3.4', expiresAt }))).toBe(
        'request.invalid',
      );
    }
    expect(await codeOf(access.blockAddress(admin, { range: '198.51.100.0/24' }))).toBe(
      'access.block_invalid',
    );
    expect(await codeOf(access.blockAddress(admin, { range: '0.0.0.0/0' }))).toBe('access.block_invalid');
    await access.blockAddress(operator, { range: '198.51.100.0/24' });
  });

  test('is in force at once here, and within a second in another process', async () => {
    const other = fixture.another();
    expect(await access.isBlocked('203.0.113.7')).toBe(false);
    expect(await other.isBlocked('203.0.113.7')).toBe(false);
    await access.blockAddress(admin, { range: '203.0.113.0/24' });
    expect(await access.isBlocked('::ffff:203.0.113.7')).toBe(true);
    fixture.clock.advance(999);
    expect(await other.isBlocked('203.0.113.7')).toBe(false);
    fixture.clock.advance(1);
    expect(await other.isBlocked('203.0.113.7')).toBe(true);
    await access.unblockAddress(admin, '203.0.113.0/24');
    expect(await access.isBlocked('203.0.113.7')).toBe(false);
  });

  test('ends by itself, and does not come back when the clock is turned back a little', async () => {
    await access.blockAddress(admin, { range: '203.0.113.7', expiresAt: fixture.clock.nowMs() + 5_000 });
    expect(await access.isBlocked('203.0.113.7')).toBe(true);
    fixture.clock.advance(5_000);
    expect(await access.isBlocked('203.0.113.7')).toBe(false);
  });
});
