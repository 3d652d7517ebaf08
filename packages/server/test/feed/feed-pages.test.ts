import type { FeedItem } from '@ostiary/contract';
import { databases, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { operator } from '../support/http-client.ts';
import { feedWorld, type Client, type FeedWorld } from './feed-world.ts';

describe.each(databases())('the feed on $name', ({ open }) => {
  let database: TestDatabase;
  let world: FeedWorld;
  let orders: Client;
  beforeEach(async () => {
    database = await open();
    world = await feedWorld(database);
    orders = await world.client('Orders', { accessLevels: ['reader', 'editor'] });
  });
  afterEach(async () => {
    await world.close();
    await database.close();
  });

  test('tells of a user what the service may see, as it is now and not as it was', async () => {
    const cursor = await orders.cursor();
    const ann = await world.person('ann');
    await world.services.users.update(operator, ann.id, { firstName: 'Ann', phone: '+49 30 1234' });
    const items = await orders.itemsAfter(cursor);
    const user = {
      sub: ann.id,
      is_active: true,
      is_staff: false,
      is_superuser: false,
      role_ids: [],
      group_ids: [],
      access: null,
      email: 'ann@example.com',
      username: 'ann',
      first_name: 'Ann',
      last_name: '',
    };
    expect(items).toEqual([
      { position: expect.any(Number) as number, at: world.clock.nowMs(), kind: 'user', sub: ann.id, user },
    ]);
    expect(await orders.user(ann.id)).toEqual(user);
  });

  test('tells of roles, groups, sessions, tokens and keys what became of them', async () => {
    const { access, tokens, keys } = world.services;
    const ann = await world.person('ann');
    const role = await access.createRole(operator, { name: 'clerk', level: 7, permissions: ['users.read'] });
    const group = await access.createGroup(operator, { name: 'Sales' });
    const { info } = await tokens.createApiToken(operator, { userId: ann.id, name: 'script' });
    const cursor = await orders.cursor();
    await access.updateRole(operator, 'clerk', { permissions: [] });
    await access.grantRole(operator, { groupId: group.id }, 'clerk');
    await access.addMember(operator, 'Sales', ann.id);
    await tokens.revokeApiToken(operator, info.id);
    await keys.rotate(operator.act);
    expect(await orders.itemsAfter(cursor)).toMatchObject([
      {
        kind: 'role',
        id: role.id,
        role: { id: role.id, name: 'clerk', level: 7, permissions: [], access: null },
      },
      { kind: 'group', id: group.id, group: { name: 'Sales', role_ids: [role.id], access: null } },
      { kind: 'user', sub: ann.id, user: { group_ids: [group.id], role_ids: [] } },
      { kind: 'revoked', what: 'token', id: info.id },
      { kind: 'keys' },
    ]);
    const later = await orders.cursor();
    await access.deleteGroup(operator, 'Sales');
    await access.deleteRole(operator, 'clerk');
    await world.services.users.delete(operator, ann.id);
    expect(await orders.itemsAfter(later)).toMatchObject([
      { kind: 'group', id: group.id, group: null },
      { kind: 'role', id: role.id, role: null },
      { kind: 'user', sub: ann.id, user: null, reason: 'deleted' },
    ]);
  });

  test('tells of access only the service in which it was given', async () => {
    const { services, access } = world.services;
    const billing = await world.client('Billing', { accessLevels: ['reader'], fields: ['phone'] });
    const ann = await world.person('ann');
    const group = await access.createGroup(operator, { name: 'Sales' });
    const cursor = await orders.cursor();
    await services.grantAccess(operator, 'Orders', { holder: 'user', id: ann.id, level: 'editor' });
    await services.grantAccess(operator, 'Orders', { holder: 'group', id: 'Sales', level: 'reader' });
    expect(await billing.itemsAfter(cursor)).toEqual([]);
    expect(await orders.itemsAfter(cursor)).toMatchObject([
      { kind: 'user', sub: ann.id, user: { access: { level: 'editor', data: {} } } },
      { kind: 'group', id: group.id, group: { access: { level: 'reader', data: {} } } },
    ]);
    expect(await billing.user(ann.id)).toEqual({
      sub: ann.id,
      is_active: true,
      is_staff: false,
      is_superuser: false,
      role_ids: [],
      group_ids: [],
      access: null,
      phone: null,
    });
    const seen = JSON.stringify([await billing.snapshot(), await billing.page()]);
    expect(seen).not.toContain('editor');
    expect(seen).not.toContain('ann@example.com');
    expect(seen).not.toContain('"ann"');
  });

  test('tells each event once, page by page, and lets go on from between two', async () => {
    const cursor = await orders.cursor();
    const people: string[] = [];
    for (const name of ['ann', 'bob', 'cem', 'dot', 'eve']) people.push((await world.person(name)).id);
    const first = await orders.page(`?after=${cursor}&limit=2`);
    expect(first).toMatchObject({ items: [{ sub: people[0] }, { sub: people[1] }], has_more: true });
    const second = await orders.page(`?after=${first.cursor}&limit=2`);
    expect(second).toMatchObject({ items: [{ sub: people[2] }, { sub: people[3] }], has_more: true });
    const third = await orders.page(`?after=${second.cursor}&limit=2`);
    expect(third).toMatchObject({ items: [{ sub: people[4] }], has_more: false });
    expect(await orders.page(`?after=${third.cursor}`)).toEqual({
      items: [],
      cursor: third.cursor,
      has_more: false,
    });
  });

  test('waits for something that the service is told, and no longer than it is asked to', async () => {
    const billing = await world.client('Billing', { accessLevels: ['reader'] });
    const ann = await world.person('ann');
    const cursor = await orders.cursor();
    const waiting = orders.page(`?after=${cursor}&wait=10`);
    await world.services.services.grantAccess(operator, 'Billing', { holder: 'user', id: ann.id });
    await world.services.services.grantAccess(operator, 'Orders', { holder: 'user', id: ann.id });
    const page = await waiting;
    expect(page).toMatchObject({ items: [{ kind: 'user', sub: ann.id }], has_more: false });
    const inVain = await orders.page(`?after=${page.cursor}&wait=1`);
    expect(inVain).toEqual({ items: [], cursor: page.cursor, has_more: false });
    // What was of no interest is behind it all the same.
    await world.services.services.revokeAccess(operator, 'Billing', { holder: 'user', id: ann.id });
    const further = await orders.page(`?after=${page.cursor}`);
    expect(further.items).toEqual([]);
    expect(further.cursor).toBe(await billing.cursor());
  });

  test('refuses a cursor that another service was given, such as one that was registered anew', async () => {
    const billing = await world.client('Billing', { accessLevels: ['reader'], fields: ['phone'] });
    await world.person('ann');
    const cursor = await orders.cursor();
    const own = `/events?after=${cursor}&service=${orders.service.id}`;
    expect((await orders.get(own)).statusCode).toBe(200);
    for (const accept of ['application/json', 'text/event-stream']) {
      const answer = await billing.get(own, { accept });
      expect(answer.json()).toMatchObject({ status: 410, code: 'feed.cursor_gone' });
    }
  });

  test('refuses a cursor whose event was pruned, and one of another history with the same numbers', async () => {
    const day = 24 * 60 * 60 * 1000;
    await world.person('ann');
    const cursor = await orders.cursor();
    await world.person('bob');
    expect((await orders.get(`/events?after=${cursor}`)).statusCode).toBe(200);
    const [position] = cursor.split('.');
    // An older copy of the database, in which something else came to have this number.
    await world.services.database.write((tx) =>
      sql`update events set subject_id = 'somebody else' where id = ${Number(position)}`.execute(tx),
    );
    for (const accept of ['application/json', 'text/event-stream']) {
      const answer = await orders.get(`/events?after=${cursor}`, { accept });
      expect(answer.json()).toMatchObject({ status: 410, code: 'feed.cursor_gone' });
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    }
    const fresh = await orders.cursor();
    world.clock.advance(31 * day);
    await world.services.prune();
    // The newest is never pruned: whoever was up to date can go on.
    expect(await orders.page(`?after=${fresh}`)).toMatchObject({ items: [], cursor: fresh });
    await world.person('cem');
    world.clock.advance(31 * day);
    await world.services.prune();
    expect((await orders.get(`/events?after=${fresh}`)).statusCode).toBe(410);
    const ahead = `${Number(position) + 1_000}.${cursor.split('.')[1] ?? ''}`;
    expect((await orders.get(`/events?after=${ahead}`)).statusCode).toBe(410);
  });

  test('begins without a cursor with what can still matter to an access token', async () => {
    await world.person('old');
    world.clock.advance(26 * 60 * 60 * 1000);
    const recent = await world.person('recent');
    const { cursor } = await orders.page();
    expect((await orders.page()).items).toMatchObject([{ kind: 'user', sub: recent.id }]);
    world.clock.advance(26 * 60 * 60 * 1000);
    expect(await orders.page()).toEqual({ items: [], cursor, has_more: false });
    expect((await orders.page(`?after=${cursor}&replay=recent`)).items).toEqual([]);
    const next = await world.person('next');
    expect((await orders.page(`?after=${cursor}&replay=recent`)).items).toMatchObject([{ sub: next.id }]);
    await world.services.users.update(operator, next.id, { firstName: 'Nex' });
    const newest = await orders.cursor();
    expect((await orders.page(`?after=${newest}&replay=recent`)).items).toMatchObject([{ sub: next.id }]);
  });

  test('replays nobody who was created before: a snapshot has them, and no token is older', async () => {
    const changed = await world.person('changed');
    await world.services.users.update(operator, changed.id, { firstName: 'Other' });
    for (let count = 0; count < 12; count++) await world.person(`created-${count}`);
    const snapshot = await orders.cursor();
    const later = await world.person('later');
    const stream = await orders.stream(`?after=${snapshot}&replay=recent`);
    expect(await stream.items(3)).toMatchObject([
      { kind: 'service' },
      { sub: changed.id },
      { kind: 'user', sub: later.id },
    ]);
    stream.close();
    const seen: FeedItem[] = [];
    for (let page = await orders.page(`?after=${snapshot}&replay=recent&limit=5`); ;) {
      seen.push(...page.items);
      if (!page.has_more) break;
      page = await orders.page(`?after=${page.cursor}&limit=5`);
    }
    // Whoever goes on from a page of a replay is told everything from there on.
    expect(seen.slice(0, 2)).toMatchObject([{ kind: 'service' }, { sub: changed.id }]);
    expect(seen.at(-1)).toMatchObject({ sub: later.id });
  });

  test('asks for a snapshot again when other fields are seen, but not when that is replayed after it', async () => {
    const cursor = await orders.cursor();
    await world.services.services.update(operator, 'Orders', { fields: ['phone'] });
    expect(await orders.itemsAfter(cursor)).toMatchObject([
      { kind: 'service', service: { name: 'Orders', fields: ['phone'] } },
      { kind: 'reset' },
    ]);
    const snapshot = await orders.cursor();
    const { items } = await orders.page(`?after=${snapshot}&replay=recent`);
    expect(items.map(({ kind }) => kind)).toEqual(['service']);
  });
});
