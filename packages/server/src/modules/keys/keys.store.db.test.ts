import { databases, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { administrator, createKeysFixture, keptSeconds, type KeysFixture } from './keys.fixture.ts';

describe.each(databases())('signing keys on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: KeysFixture;

  beforeEach(async () => {
    store = await open();
    fixture = createKeysFixture(store);
  });
  afterEach(() => store.close());

  const claims = () => ({ sub: 'someone', exp: Math.floor(fixture.clock.nowMs() / 1000) + 300 });
  const actions = async () =>
    (await fixture.audit.list(store.database.db, { limit: 100 })).map((entry) => entry.action).reverse();

  test('many processes that start at once agree on one key', async () => {
    const processes = Array.from({ length: 8 }, () => fixture.another());
    await Promise.all(processes.map((keys) => keys.ensureKey()));
    expect(await fixture.keys.list()).toHaveLength(1);
    expect(await actions()).toEqual(['key.create']);
    for (const signer of processes) {
      const token = await signer.sign(claims(), 'JWT');
      for (const reader of processes) expect((await reader.read(token)).isAuthentic).toBe(true);
    }
  });

  test('many rotations at once leave one key that signs', async () => {
    await fixture.keys.ensureKey();
    const processes = Array.from({ length: 6 }, () => fixture.another());
    const active = await Promise.all(processes.map((keys) => keys.rotate(administrator)));
    const signing = (await fixture.keys.list()).filter((key) => key.retiredAt === null);
    expect(signing).toHaveLength(1);
    expect(active.map((key) => key.id)).toContain(signing[0]?.id);
  });

  test('a second key that signs cannot be stored at all', async () => {
    await fixture.keys.ensureKey();
    const copy = sql`insert into signing_keys (id, algorithm, secret_sealed, created_at) values ('x', 'ES256', 'y', 1)`;
    await expect(store.database.write((tx) => copy.execute(tx))).rejects.toThrow(/unique/i);
  });

  test('after a rotation the old tokens are good until the last has expired', async () => {
    await fixture.keys.ensureKey();
    const old = await fixture.keys.sign(claims(), 'at+jwt');
    const [first] = await fixture.keys.list();
    fixture.clock.advance(1_000);
    const next = await fixture.keys.rotate(administrator);
    expect(next.id).not.toBe(first?.id);

    expect((await fixture.keys.read(old)).isAuthentic).toBe(true);
    expect((await fixture.keys.jwks()).keys.map((key) => key['kid'])).toEqual([next.id, first?.id]);
    const [, retired] = await fixture.keys.list();
    expect(retired).toMatchObject({ id: first?.id, expiresAt: fixture.clock.nowMs() + keptSeconds * 1000 });

    fixture.clock.advance(keptSeconds * 1000);
    expect(await fixture.keys.read(old)).toEqual({ isAuthentic: false, reason: 'unknown_key' });
    expect((await fixture.keys.jwks()).keys.map((key) => key['kid'])).toEqual([next.id]);
    expect(await store.database.write((tx) => fixture.keys.prune(tx, fixture.clock.nowMs()))).toBe(1);
    expect((await fixture.keys.list()).map((key) => key.id)).toEqual([next.id]);
  });

  test('rotation is audited and told', async () => {
    await fixture.keys.ensureKey();
    const next = await fixture.keys.rotate(administrator);
    expect(await actions()).toEqual(['key.create', 'key.rotate']);
    const events = await store.database.db.selectFrom('events').select(['type', 'subject_id']).execute();
    expect(events).toEqual([{ type: 'key.rotated', subject_id: next.id }]);
  });

  test('two processes see each other’s rotation', async () => {
    const [one, other] = [fixture.keys, fixture.another()];
    await one.ensureKey();
    await other.ensureKey();
    fixture.clock.advance(1_000);
    const next = await one.rotate(administrator);
    // Read at once, although the other process has not looked for a second: the kid is unknown to it.
    expect((await other.read(await one.sign(claims(), 'JWT'))).isAuthentic).toBe(true);
    fixture.clock.advance(5_000);
    const reading = await one.read(await other.sign(claims(), 'JWT'));
    expect(reading).toMatchObject({ isAuthentic: true, header: { kid: next.id } });
  });

  test('a process signs with the new key five seconds after another rotated', async () => {
    const [one, other] = [fixture.keys, fixture.another()];
    await one.ensureKey();
    await other.ensureKey();
    const next = await one.rotate(administrator);
    fixture.clock.advance(5_000);
    expect(await one.read(await other.sign(claims(), 'JWT'))).toMatchObject({ header: { kid: next.id } });
  });

  test('a new algorithm in the configuration retires the old key', async () => {
    await fixture.keys.ensureKey();
    const old = await fixture.keys.sign(claims(), 'JWT');
    const changed = fixture.another({ algorithm: 'EdDSA' });
    await changed.ensureKey();
    await changed.ensureKey();
    expect((await fixture.keys.list()).map((key) => key.retiredAt === null)).toContain(true);
    expect(await fixture.keys.list()).toHaveLength(2);
    expect(await changed.read(await changed.sign(claims(), 'JWT'))).toMatchObject({
      header: { alg: 'EdDSA' },
    });
    expect((await changed.read(old)).isAuthentic).toBe(true);
  });

  test('a key that is removed takes its remembered tokens along', async () => {
    await fixture.keys.ensureKey();
    const token = await fixture.keys.sign(claims(), 'JWT');
    expect((await fixture.keys.read(token)).isAuthentic).toBe(true);
    await store.database.write((tx) => tx.deleteFrom('signing_keys').execute());
    fixture.clock.advance(5_000);
    expect(await fixture.keys.read(token)).toEqual({ isAuthentic: false, reason: 'unknown_key' });
  });

  test('a flood of unknown keys waits for a few looks at the database', async () => {
    await fixture.keys.ensureKey();
    const [, payload, signature] = (await fixture.keys.sign(claims(), 'JWT')).split('.');
    let queries = 0;
    const counted = store.database.db.getExecutor();
    const original = counted.executeQuery.bind(counted);
    const spy: typeof counted.executeQuery = (...args) => {
      queries += 1;
      return original(...args);
    };
    Object.assign(counted, { executeQuery: spy });
    const flood = Array.from({ length: 500 }, (_, index) => {
      const kid = String(index).padStart(43, 'x');
      const header = Buffer.from(JSON.stringify({ alg: 'ES256', kid })).toString('base64url');
      return fixture.keys.read(`${header}.${payload}.${signature}`);
    });
    for (const reading of await Promise.all(flood)) expect(reading.isAuthentic).toBe(false);
    expect(queries).toBeGreaterThan(0);
    expect(queries).toBeLessThanOrEqual(3);
  });

  test('keys that another process makes one after the other are known at once, each', async () => {
    await fixture.keys.ensureKey();
    const other = fixture.another({});
    await other.ensureKey();
    for (let rotation = 0; rotation < 3; rotation++) {
      await other.rotate(administrator);
      // Not a millisecond passes by the clock, and the last look was a moment ago.
      expect((await fixture.keys.read(await other.sign(claims(), 'JWT'))).isAuthentic).toBe(true);
    }
  });

  test('the private part is stored sealed', async () => {
    await fixture.keys.ensureKey();
    const shared = fixture.another({ algorithm: 'HS256', signingKey: 'a very recognisable shared secret!' });
    await shared.ensureKey();
    const rows = await store.database.db.selectFrom('signing_keys').selectAll().execute();
    expect(JSON.stringify(rows)).not.toMatch(/PRIVATE KEY|recognisable|"d"/);
  });
});
