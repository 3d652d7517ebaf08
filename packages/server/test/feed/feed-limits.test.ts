import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { sqliteDatabase, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFeedService, type FeedSink } from '#modules/feed';
import { createSealer } from '#platform/sealing.ts';
import { operator } from '../support/http-client.ts';
import { feedWorld, type Client, type FeedWorld } from './feed-world.ts';

let database: TestDatabase;
let world: FeedWorld;
let orders: Client;
beforeEach(async () => {
  database = await sqliteDatabase();
  world = await feedWorld(database);
  const dataSchema = { type: 'object', properties: { note: { type: 'string' }, round: { type: 'integer' } } };
  orders = await world.client('Orders', { accessLevels: ['reader'], dataSchema });
});
afterEach(async () => {
  await world.close();
  await database.close();
});

describe('whoever follows', () => {
  test('needs the key of a service, and is told what kind of credential', async () => {
    const ann = await world.person('ann');
    const { token } = await world.services.tokens.createApiToken(operator, { userId: ann.id, name: 'x' });
    const headers = [undefined, 'Bearer', `Token ${token}`, `Bearer ${token}`, `Basic ${orders.key}`];
    for (const authorization of [...headers, `Bearer osk_${'A'.repeat(43)}`]) {
      for (const path of ['/events', '/snapshot', `/users/${ann.id}`]) {
        const answer = await world.app.inject({
          url: `/feed${path}`,
          headers: authorization === undefined ? {} : { authorization },
        });
        expect(answer.statusCode).toBe(401);
        expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
        expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
        expect(answer.json()).toMatchObject({ code: 'feed.unauthenticated' });
      }
    }
  });

  test('is told what is wrong with what they ask', async () => {
    const paths = [
      '/events?after=nonsense',
      '/events?after=0.AAAAAAAAAAA',
      '/events?after=1.AAAA',
      '/events?after=-1.AAAAAAAAAAA',
      '/events?after=99999999999999999.AAAAAAAAAAA',
      '/events?replay=all',
      '/events?limit=0',
      '/events?limit=1001',
      '/events?wait=31',
      '/events?unknown=1',
      '/snapshot?users=some',
      '/users/%00',
    ];
    for (const path of paths) {
      expect((await orders.get(path)).json(), path).toMatchObject({ status: 400, code: 'request.invalid' });
    }
    const bad = await orders.get('/events', { 'last-event-id': 'nonsense' });
    expect(bad.json()).toMatchObject({ status: 400, errors: [{ path: 'last-event-id' }] });
    expect((await orders.get('/users/nobody')).statusCode).toBe(404);
    expect((await orders.get('/elsewhere')).statusCode).toBe(404);
  });

  test('is one of a bounded number, of one service and of all', async () => {
    const sealer = createSealer(world.config.secrets.master);
    const feed = createFeedService({
      ...{ ...world.services, sealer, onBackgroundError: () => undefined },
      config: { longestTokenSeconds: 300, places: { perService: 2, overall: 3 } },
    });
    const billing = await world.client('Billing');
    const follow = ({ service, key }: Client) => feed.follow({ service, key }, {});
    const [first] = [await follow(orders), await follow(orders)];
    await expect(follow(orders)).rejects.toMatchObject({
      code: 'feed.too_many_streams',
      status: 429,
      retryAfterSeconds: 5,
    });
    await follow(billing);
    await expect(follow(billing)).rejects.toMatchObject({
      code: 'service.unavailable',
      retryAfterSeconds: 5,
    });
    first.close();
    first.close();
    expect(feed.figures().streams).toBe(2);
    await expect(feed.follow({ ...orders }, { after: '7.AAAAAAAAAAA' })).rejects.toMatchObject({
      code: 'feed.cursor_gone',
    });
    expect(feed.figures().streams).toBe(2);
    await follow(billing);
    feed.stop();
  });
});

/** Takes what is written until it is told to stop taking; then everything piles up. */
function sinkThatStops(): FeedSink & { text(): string; isCut: Promise<void>; stall(): void } {
  let text = '';
  let backlog = 0;
  let isStalled = false;
  const cut = Promise.withResolvers<undefined>();
  return {
    write(bytes) {
      if (isStalled) backlog += bytes.byteLength;
      else text += Buffer.from(bytes).toString('utf8');
      return !isStalled;
    },
    backlog: () => backlog,
    taken: () => text.length,
    drained: () => cut.promise.then(() => undefined),
    end: () => cut.resolve(undefined),
    cut: () => cut.resolve(undefined),
    text: () => text,
    isCut: cut.promise.then(() => undefined),
    stall: () => (isStalled = true),
  };
}

describe('a reader who does not read', () => {
  const crowdSize = 100;

  /** People with much data; gives what changes all of them, which is 300 kB for whoever follows. */
  async function crowd(): Promise<() => Promise<void>> {
    const { services, users, events, database: base } = world.services;
    const people = await base.write(async (tx) => {
      const ids: string[] = [];
      for (let index = 0; index < crowdSize; index++) {
        const input = users.check({ username: `p${index}` });
        ids.push((await users.insert(tx, operator.act, input, 'user.create')).id);
      }
      return ids;
    });
    const data = { note: 'x'.repeat(3_000) };
    await Promise.all(
      people.map((id) => services.grantAccess(operator, 'Orders', { holder: 'user', id, data })),
    );
    return () =>
      base.write((tx) =>
        events.emitMany(
          tx,
          people.map((id) => ({ type: 'user.updated', subjectId: id })),
        ),
      );
  }

  test('is cut off before what waits for them grows, and others are told all the same', async () => {
    const change = await crowd();
    const { feed } = world.services;
    const follower = { service: orders.service, key: orders.key };
    const start = { after: await orders.cursor() };
    const slow = sinkThatStops();
    (await feed.follow(follower, start)).flow(slow);
    const quick = await orders.stream(`?after=${start.after}`);
    await quick.next('beat');
    slow.stall();
    let isCut = false;
    void slow.isCut.then(() => (isCut = true));
    for (let round = 0; !isCut; round++) {
      expect(round).toBeLessThan(10);
      await change();
      await quick.items(crowdSize);
    }
    expect(slow.backlog()).toBeGreaterThan(1_000_000);
    expect(slow.backlog()).toBeLessThan(2_000_000);
    expect(feed.figures().streams).toBe(1);
    quick.close();
  });

  test('is disconnected over the network, too, and their place is free', async () => {
    const change = await crowd();
    const { feed } = world.services;
    const quick = await orders.stream(`?after=${await orders.cursor()}`);
    await quick.next('beat');
    const { port } = world.app.server.address() as { port: number };
    const socket: Socket = connect(port, '127.0.0.1');
    const head = ['GET /feed/events HTTP/1.1', 'Host: x', 'Accept: text/event-stream'];
    socket.write(`${head.join('\r\n')}\r\nAuthorization: Bearer ${orders.key}\r\n\r\n`);
    await once(socket, 'data');
    socket.pause();
    for (let round = 0; feed.figures().streams > 1; round++) {
      expect(round).toBeLessThan(150);
      await change();
      await quick.items(crowdSize);
    }
    quick.close();
    socket.destroy();
  });
});

test('a stream ends when an older copy of the database takes the place of the one it was told of', async () => {
  await world.person('ann');
  const stream = await orders.stream();
  await stream.next('beat');
  await world.services.database.write((tx) =>
    sql`update events set subject_id = 'another history' where id = (select max(id) from events)`.execute(tx),
  );
  await stream.ended();
  const again = await orders.stream(`?after=${stream.lastId() ?? ''}`);
  expect(again.status).toBe(410);
});
