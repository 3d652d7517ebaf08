import { databases } from '@ostiary/testkit';
import { CamelCasePlugin, type Transaction } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMirror, type MirrorOptions } from '../../src/mirror/index.ts';
import { kyselyStore, type KyselyStoreOptions, type MirroredUserColumns } from '../../src/mirror/kysely.ts';
import { plainKysely, type ServiceTables } from './plain-kysely.ts';
import { gone, snapshot, told, user } from './records.ts';

type Options = Partial<MirrorOptions<{ level: string; data: never }, Transaction<ServiceTables>>>;
type GoneTable = { ostiary_gone: { sub: string } };
type MirrorTables = { ostiary_users: MirroredUserColumns; ostiary_state: { version: number } };

describe.each(databases())('the store of a mirror on $name', (dialect) => {
  let database: Awaited<ReturnType<typeof plainKysely>>;
  beforeEach(async () => {
    database = await plainKysely(dialect);
    await database.db.schema
      .createTable('orders')
      .addColumn('sub', 'text')
      .addColumn('note', 'text')
      .execute();
  });
  afterEach(() => database.close());

  const tables = () => database.db.withTables<MirrorTables>();
  const orders = async () =>
    (await database.db.selectFrom('orders').selectAll().execute()).map(({ note }) => note);

  async function filled(options: KyselyStoreOptions = {}, more: Options = {}) {
    const mirror = createMirror({ store: kyselyStore(database.db, options), ...more });
    await mirror.open();
    await mirror.replace(snapshot(10, [user('ann'), user('bob')]));
    return mirror;
  }

  test('has users in a table with columns, which the service can join', async () => {
    const access = { level: 'reader', data: { seats: 4 } };
    const mirror = await filled();
    await mirror.apply([told(11, user('ann', { access, is_staff: true, phone: null }))], '11.a');
    await database.db.insertInto('orders').values({ sub: 'ann', note: 'tea' }).execute();
    const rows = await tables()
      .selectFrom('orders')
      .innerJoin('ostiary_users', 'ostiary_users.sub', 'orders.sub')
      .select(['note', 'email', 'access_level', 'is_staff', 'is_active', 'is_superuser', 'data'])
      .execute();
    const [yes, no] = dialect.name === 'postgres' ? [true, false] : [1, 0];
    const data = dialect.name === 'postgres' ? access.data : JSON.stringify(access.data);
    const flags = { is_staff: yes, is_active: yes, is_superuser: no };
    expect(rows).toEqual([{ note: 'tea', email: 'ann@example.org', access_level: 'reader', ...flags, data }]);
  });

  test('lets go of the row of a user who has gone, or keeps it with nothing personal', async () => {
    for (const deletions of ['delete', 'tombstone'] as const) {
      const mirror = await filled({ deletions });
      await mirror.apply([gone(11, 'ann')], '11.a');
      expect(await mirror.findUser('ann')).toEqual({ user: null, reason: 'deleted' });
      const row = await tables()
        .selectFrom('ostiary_users')
        .selectAll()
        .where('sub', '=', 'ann')
        .executeTakeFirst();
      if (deletions === 'delete') expect(row).toBeUndefined();
      else {
        expect(row).toMatchObject({ email: null, first_name: null, data: null, deleted_reason: 'deleted' });
        expect(row?.deleted_at).toMatch(/^\d{4}-.*Z$/);
        expect(JSON.stringify(row)).not.toContain('example.org');
      }
      await mirror.apply([told(12, user('ann'))], '12.a');
      expect(await mirror.findUser('ann')).toEqual({ user: user('ann') });
    }
  });

  test('forgets who has gone while it is only followed', async () => {
    let now = 1_000;
    const mirror = await filled({}, { now: () => now, rememberGoneSeconds: 60 });
    const remembered = async () => {
      const rows = await database.db
        .withTables<GoneTable>()
        .selectFrom('ostiary_gone')
        .select('sub')
        .execute();
      return rows.map(({ sub }) => sub);
    };
    await mirror.apply([gone(11, 'ann')], '11.a');
    now += 60_000;
    await mirror.apply([gone(12, 'bob')], '12.a');
    expect((await remembered()).sort()).toEqual(['ann', 'bob']);
    now += 10_000;
    await mirror.apply([told(13, user('cid'))], '13.a');
    expect(await remembered()).toEqual(['bob']);
  });

  test('commits what hooks write together with the change, or neither', async () => {
    let isBroken = false;
    const mirror = await filled(
      {},
      {
        async onUserChanged({ user: { sub }, transaction }) {
          await transaction
            .insertInto('orders')
            .values({ sub, note: `new ${sub}` })
            .execute();
          if (isBroken) throw new Error('not now');
        },
        async onUserDeleted({ sub, transaction }) {
          await transaction.deleteFrom('orders').where('sub', '=', sub).execute();
        },
      },
    );
    expect(await orders()).toEqual(['new ann', 'new bob']);
    isBroken = true;
    await expect(mirror.apply([gone(11, 'ann'), told(12, user('cid'))], '12.a')).rejects.toThrow('not now');
    expect([await orders(), await mirror.findUser('ann')]).toEqual([
      ['new ann', 'new bob'],
      { user: user('ann') },
    ]);
    expect((await createMirror({ store: kyselyStore(database.db) }).open()).cursor).toBe('10.a');
    isBroken = false;
    await mirror.apply([gone(11, 'ann'), told(12, user('cid'))], '12.a');
    expect(await orders()).toEqual(['new bob', 'new cid']);
  });

  test('is made by several processes at once, and opened again as it is', async () => {
    const processes = [1, 2, 3, 4].map(() => database.also().db);
    const opened = await Promise.all(
      processes.map((db) => createMirror({ store: kyselyStore(db, { tablePrefix: 'own_' }) }).open()),
    );
    expect(opened).toEqual(processes.map(() => ({ cursor: null })));
  });

  test('is written by several processes at once, in whatever order they come to it', async () => {
    await filled();
    // Two connections of one process to SQLite would wait for each other without letting each other go on.
    const another = () => (dialect.name === 'sqlite' ? database.db : database.also().db);
    const mirrors = [1, 2, 3].map(() => createMirror({ store: kyselyStore(another()) }));
    for (const mirror of mirrors) await mirror.open();
    await Promise.all(
      mirrors.map(async (mirror, index) => {
        for (let position = 11; position < 31; position += index + 1) {
          const items = [0, 1, 2].map((step) =>
            told(position + step, user('ann', { first_name: `v${position + step}` })),
          );
          await mirror.apply(items, `${position + 2}.a`);
        }
      }),
    );
    const reader = createMirror({ store: kyselyStore(database.db) });
    expect((await reader.open()).cursor).toBe('32.a');
    expect(await reader.findUser('ann')).toEqual({ user: user('ann', { first_name: 'v32' }) });
  });

  test('takes a thousand users in one batch, and lets go of them in one snapshot', async () => {
    const mirror = await filled();
    const many = Array.from({ length: 1200 }, (_, index) => told(11 + index, user(`user-${index}`)));
    await mirror.apply(many, '1300.a');
    const count = async () =>
      Number(
        (
          await tables()
            .selectFrom('ostiary_users')
            .select(({ fn }) => fn.countAll().as('n'))
            .executeTakeFirstOrThrow()
        ).n,
      );
    expect(await count()).toBe(1202);
    await mirror.replace(snapshot(1300, [user('ann')]));
    expect([await count(), await mirror.findUser('user-7')]).toMatchObject([
      1,
      { user: null, reason: 'no_access' },
    ]);
  });

  test('stores text that databases do not take as well as it can', async () => {
    const mirror = await filled();
    const data = { 'a\u0000': ['\ud800', { b: '\u0000' }], n: -0.5, deep: { __proto__: null, x: null } };
    await mirror.apply(
      [told(11, user('ann', { first_name: 'a\u0000\ud800b', access: { level: null, data } }))],
      '11.a',
    );
    expect(await mirror.findUser('ann')).toMatchObject({
      user: {
        first_name: 'a\ufffd\ufffdb',
        access: { level: null, data: { 'a\ufffd': ['\ufffd', { b: '\ufffd' }], n: -0.5, deep: { x: null } } },
      },
    });
  });

  test('is not confused by plugins of the service’s', async () => {
    const store = kyselyStore(database.db.withPlugin(new CamelCasePlugin()));
    const mirror = createMirror({ store });
    await mirror.open();
    await mirror.replace(snapshot(10, [user('ann')]));
    expect(await mirror.findUser('ann')).toEqual({ user: user('ann') });
  });

  test('refuses tables of a newer version of the kit', async () => {
    await filled();
    await tables().updateTable('ostiary_state').set({ version: 99 }).execute();
    await expect(createMirror({ store: kyselyStore(database.db) }).open()).rejects.toThrow('newer version');
  });
});
