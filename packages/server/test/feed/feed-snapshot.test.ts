import type { FeedSnapshotLine, UserRecord } from '@ostiary/contract';
import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { operator } from '../support/http-client.ts';
import { feedWorld, linesOf, type Client, type FeedWorld } from './feed-world.ts';

function usersOf(lines: readonly FeedSnapshotLine[]): Map<string, UserRecord> {
  return new Map(lines.flatMap((line) => (line.kind === 'user' ? [[line.user.sub, line.user]] : [])));
}

describe.each(databases())('a snapshot on $name', ({ open }) => {
  let database: TestDatabase;
  let world: FeedWorld;
  let orders: Client;
  beforeEach(async () => {
    database = await open();
    world = await feedWorld(database);
    orders = await world.client('Orders', { accessLevels: ['reader'] });
  });
  afterEach(async () => {
    await world.close();
    await database.close();
  });

  /** Without passwords, many at once. */
  async function addMany(count: number, prefix: string): Promise<string[]> {
    const { users, database: base } = world.services;
    return base.write(async (tx) => {
      const ids: string[] = [];
      for (let index = 0; index < count; index++) {
        const input = users.check({ username: `${prefix}${index}` });
        ids.push((await users.insert(tx, operator.act, input, 'user.create')).id);
      }
      return ids;
    });
  }

  test('is roles, groups and users, and says where to go on', async () => {
    const { access, services } = world.services;
    const ann = await world.person('ann');
    const group = await access.createGroup(operator, { name: 'Sales' });
    await access.grantRole(operator, { groupId: group.id }, 'read-only');
    await services.grantAccess(operator, 'Orders', { holder: 'role', id: 'read-only', level: 'reader' });
    const answer = await orders.get('/snapshot');
    expect(answer.headers['content-type']).toBe('application/x-ndjson');
    expect(answer.headers['cache-control']).toBe('no-store');
    const [start, ...lines] = linesOf(answer.body);
    const cursor = await orders.cursor();
    expect(start).toEqual({
      kind: 'start',
      cursor,
      position: Number(cursor.split('.')[0]),
      service: {
        id: orders.service.id,
        name: 'Orders',
        audience: 'https://orders.example.org',
        entry: 'everyone',
        access_levels: ['reader'],
        fields: ['email', 'username', 'first_name', 'last_name'],
      },
    });
    const role = await access.getRole('read-only');
    expect(lines).toContainEqual({
      kind: 'role',
      role: {
        id: role.id,
        name: 'read-only',
        level: role.level,
        permissions: role.permissions,
        access: { level: 'reader', data: {} },
      },
    });
    expect(lines).toContainEqual({
      kind: 'group',
      group: { id: group.id, name: 'Sales', role_ids: [role.id], access: null },
    });
    expect(lines.at(-2)).toMatchObject({ kind: 'user', user: { sub: ann.id, username: 'ann' } });
    expect(lines.at(-1)).toEqual({ kind: 'end', users: 1 });
    const without = await orders.snapshot('?users=none');
    expect(without.map(({ kind }) => kind).filter((kind) => kind === 'user')).toEqual([]);
    expect(without.at(-1)).toEqual({ kind: 'end', users: 0 });
  });

  test('and what follows it are everything, while users are written, changed and deleted', async () => {
    const { users } = world.services;
    const first = await addMany(2_300, 'a');
    let isOver = false;
    const writing = (async () => {
      for (let round = 0; !isOver; round++) {
        await addMany(1, `b${round}x`);
        await users.update(operator, first[(round * 397) % 1_500] ?? '', { lastName: `Round ${round}` });
        await users.delete(operator, first[1_500 + round] ?? '');
      }
    })();
    const lines = await orders.snapshot();
    isOver = true;
    await writing;
    const [start] = lines;
    if (start?.kind !== 'start') throw new Error('No start');
    expect(lines.at(-1)).toEqual({ kind: 'end', users: lines.filter(({ kind }) => kind === 'user').length });
    const mirror = usersOf(lines);
    for (const item of await orders.itemsAfter(start.cursor)) {
      expect(item.position).toBeGreaterThan(start.position);
      if (item.kind !== 'user') continue;
      if (item.user) mirror.set(item.sub, item.user);
      else mirror.delete(item.sub);
    }
    expect(Object.fromEntries(mirror)).toEqual(Object.fromEntries(usersOf(await orders.snapshot())));
  });

  test('breaks off, without its end, when the server stops', async () => {
    await addMany(1_500, 'a');
    const follower = { service: orders.service, key: orders.key };
    const { signal } = new AbortController();
    const pages = await world.services.feed.snapshot(follower, { hasUsers: true, signal });
    await pages.next();
    world.services.feed.stop();
    await expect(pages.next()).rejects.toMatchObject({ code: 'service.unavailable' });
    expect(world.services.feed.figures().streams).toBe(0);
  });
});
