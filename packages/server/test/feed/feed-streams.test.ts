import type { FeedItem } from '@ostiary/contract';
import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { operator } from '../support/http-client.ts';
import { feedWorld, type Client, type FeedWorld } from './feed-world.ts';

function subsOf(items: readonly FeedItem[]): string[] {
  return items.flatMap((item) => (item.kind === 'user' ? [item.sub] : []));
}

describe.each(databases())('a stream of the feed on $name', ({ open }) => {
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

  test('tells what happens to everybody who follows, each only what they may see', async () => {
    const billing = await world.client('Billing', { accessLevels: ['reader'], fields: [] });
    const cursor = await orders.cursor();
    const streams = [await orders.stream(`?after=${cursor}`), await orders.stream(`?after=${cursor}`)];
    const other = await billing.stream(`?after=${cursor}`);
    for (const { status, headers } of [...streams, other]) {
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('text/event-stream');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-accel-buffering')).toBe('no');
    }
    const ann = await world.person('ann');
    await world.services.services.grantAccess(operator, 'Orders', { holder: 'user', id: ann.id });
    await world.services.users.update(operator, ann.id, { firstName: 'Ann' });
    for (const stream of streams) {
      // What came in one go is told once.
      let item: FeedItem | undefined;
      do [item] = await stream.items(1);
      while (item?.kind === 'user' && item.user?.first_name !== 'Ann');
      expect(item).toMatchObject({ sub: ann.id, user: { access: { level: null, data: {} } } });
    }
    let last: unknown;
    do [last] = await other.items(1);
    while ((last as { position: number }).position < Number((await orders.cursor()).split('.')[0]));
    expect(last).not.toHaveProperty('user.email');
    expect(last).toMatchObject({ sub: ann.id, user: { access: null } });
    expect(await world.app.inject('/metrics')).toMatchObject({
      body: expect.stringContaining('ostiary_feed_streams 3') as string,
    });
    for (const stream of [...streams, other]) stream.close();
  });

  test('beats at least each second, also for whoever is told nothing, and says where to go on', async () => {
    const cursor = await orders.cursor();
    const stream = await orders.stream(`?after=${cursor}`);
    expect(await stream.next('beat')).toEqual({ event: 'beat', id: cursor, data: { cursor } });
    const beganAt = performance.now();
    for (let count = 0; count < 3; count++) await stream.next('beat');
    expect(performance.now() - beganAt).toBeGreaterThan(1_000);
    await world.client('Billing');
    const moved = await orders.cursor();
    expect(moved).not.toBe(cursor);
    let id: string | undefined;
    do ({ id } = await stream.next('beat'));
    while (id !== moved);
    stream.close();
  });

  test('goes on from where it was cut off, without a gap, and joins what happens meanwhile', async () => {
    const first = await world.person('first');
    const start = await orders.page();
    const stream = await orders.stream(`?after=${start.cursor}`);
    await stream.next('beat');
    const told: string[] = [];
    const people: string[] = [];
    for (let index = 0; index < 5; index++) people.push((await world.person(`early${index}`)).id);
    told.push(...subsOf(await stream.items(3)));
    const lastId = stream.lastId() ?? '';
    stream.close();
    const missed = await orders.page(`?after=${lastId}`);
    for (let index = 0; index < 700; index++) {
      const person = { email: null, username: `missed${index}` };
      await world.services.database.write(async (tx) => {
        const { users } = world.services;
        people.push((await users.insert(tx, operator.act, users.check(person), 'user.create')).id);
      });
    }
    const again = await orders.stream(`?after=${start.cursor}`, { 'last-event-id': lastId });
    const writing = (async () => {
      for (let index = 0; index < 10; index++) people.push((await world.person(`late${index}`)).id);
    })();
    const expected = subsOf(missed.items).length + 710;
    const rest = subsOf(await again.items(expected));
    await writing;
    expect(new Set(rest).size).toBe(rest.length);
    const before = people.slice(0, people.length - rest.length);
    expect([...before, ...rest]).toEqual(people);
    expect(told).toEqual(people.slice(0, 3));
    expect(rest).not.toContain(first.id);
    again.close();
  });

  test('has the cursor of an event only on its last item, so that a cut between two repeats', async () => {
    await world.services.access.createRole(operator, { name: 'clerk', level: 7 });
    const vault = await world.client('Vault', { entry: 'granted' });
    const cursor = await vault.cursor();
    await world.services.services.grantAccess(operator, 'Vault', { holder: 'role', id: 'clerk' });
    const stream = await vault.stream(`?after=${cursor}`);
    const role = await stream.next('item');
    expect(role).toMatchObject({ id: undefined, data: { kind: 'role' } });
    expect(await stream.next('item')).toMatchObject({ id: await vault.cursor(), data: { kind: 'reset' } });
    stream.close();
  });

  test('is refused before it begins: without a key, with a bad cursor, and from nowhere', async () => {
    const anonymous = await orders.stream('', { authorization: 'Bearer osk_nobody' });
    expect(anonymous.status).toBe(401);
    expect(anonymous.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(JSON.parse(await anonymous.body())).toMatchObject({ code: 'feed.unauthenticated' });
    const garbage = await orders.stream('?after=nonsense');
    expect([garbage.status, JSON.parse(await garbage.body())]).toMatchObject([
      400,
      { code: 'request.invalid' },
    ]);
    const gone = await orders.stream('?after=999999.AAAAAAAAAAA');
    expect([gone.status, JSON.parse(await gone.body())]).toMatchObject([410, { code: 'feed.cursor_gone' }]);
  });

  test('ends when its key is deleted, and when its service is', async () => {
    const { services } = world.services;
    const { key } = await services.createKey(operator, 'Orders');
    const byOther = await orders.stream('', { authorization: `Bearer ${key}` });
    const stream = await orders.stream();
    await Promise.all([stream.next('beat'), byOther.next('beat')]);
    const [first] = await services.listKeys(operator, 'Orders');
    await services.deleteKey(operator, 'Orders', first!.id);
    await stream.ended();
    expect((await orders.stream()).status).toBe(401);
    await byOther.next('beat');
    await services.delete(operator, 'Orders');
    await byOther.ended();
  });

  test('ends when the server stops, as does whoever waits for a page', async () => {
    const stream = await orders.stream();
    await stream.next('beat');
    const waiting = orders.page(`?after=${await orders.cursor()}&wait=30`);
    const closing = world.app.close();
    await stream.ended();
    expect(await waiting).toMatchObject({ items: [], has_more: false });
    await closing;
  });
});
