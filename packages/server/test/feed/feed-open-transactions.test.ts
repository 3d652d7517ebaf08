import { setTimeout as sleep } from 'node:timers/promises';
import { databases, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { beginEvent } from '../../src/modules/events/open-event.fixture.ts';
import { addPerson, operator } from '../support/http-client.ts';
import { feedWorld, type Client, type FeedWorld } from './feed-world.ts';

// SQLite has one writer at a time: there nobody is under way below what can be seen.
const withManyWriters = databases().filter(({ name }) => name === 'postgres');

describe.each(withManyWriters)('while transactions are open, the feed on $name', ({ open }) => {
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

  const begin = (subjectId: string) =>
    beginEvent(database.database, world.services.events, { type: 'user.updated', subjectId });

  test('beats no more, and tells nothing, until they have ended; then it tells everything', async () => {
    const [ann, bob] = [await world.person('ann'), await world.person('bob')];
    const cursor = await orders.cursor();
    const stream = await orders.stream(`?after=${cursor}`);
    await stream.next('beat');
    const endFirst = await begin(ann.id);
    await world.services.users.update(operator, bob.id, { firstName: 'Bob' });
    let hasBeat = false;
    const nextBeat = stream.next('beat').then(() => (hasBeat = true));
    // One beat may have been on its way when the transaction began.
    await Promise.race([nextBeat, sleep(300)]);
    const isQuiet = hasBeat
      ? Promise.race([stream.next('beat').then(() => false), sleep(1_500, true)])
      : sleep(1_500, true);
    expect(await isQuiet).toBe(true);
    const answer = await orders.get(`/events?after=${cursor}`);
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('1');
    const snapshot = await orders.snapshot();
    expect(snapshot[0]).toMatchObject({ kind: 'start', cursor });
    await endFirst();
    const items = await stream.items(2);
    expect(items).toMatchObject([{ sub: ann.id }, { sub: bob.id, user: { first_name: 'Bob' } }]);
    stream.close();
  });

  test('begins, in a process that has read nothing yet, only when it knows where', async () => {
    const ann = await world.person('ann');
    const end = await begin(ann.id);
    // Something newer than what is undecided.
    await addPerson(world.services, { username: 'bob', email: null });
    const other = await feedWorld(database, world.config.secrets.master);
    const headers = { authorization: `Bearer ${orders.key}` };
    const early = await other.app.inject({ url: '/feed/snapshot', headers });
    expect([early.statusCode, early.headers['retry-after']]).toEqual([503, '1']);
    await end();
    const late = await other.app.inject({ url: '/feed/snapshot', headers });
    expect(late.statusCode).toBe(200);
    await other.close();
  });

  test('never passes over one of many that commit in another order than they began', async () => {
    const people: string[] = [];
    for (let index = 0; index < 24; index++) people.push((await world.person(`p${index}`)).id);
    const cursor = await orders.cursor();
    const stream = await orders.stream(`?after=${cursor}`);
    const poll = (async () => {
      const seen = new Set<string>();
      for (let after = cursor; seen.size < people.length;) {
        const answer = await orders.get(`/events?after=${after}&wait=1&limit=3`);
        if (answer.statusCode === 503) continue;
        const page = answer.json<{ items: { sub: string }[]; cursor: string }>();
        for (const { sub } of page.items) seen.add(sub);
        after = page.cursor;
      }
      return seen;
    })();
    await Promise.all(
      people.map((id, index) =>
        database.database.write(async (tx) => {
          await sql`select pg_current_xact_id()`.execute(tx);
          await sleep((index * 37) % 90);
          await world.services.events.emit(tx, { type: 'user.updated', subjectId: id });
          await sleep((index * 53) % 110);
        }),
      ),
    );
    const items = await stream.items(people.length);
    const subs = items.map((item) => (item.kind === 'user' ? item.sub : ''));
    expect(subs.toSorted()).toEqual(people.toSorted());
    const positions = items.map(({ position }) => position);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    expect([...(await poll)].toSorted()).toEqual(people.toSorted());
    stream.close();
  });

  test('tells what was committed, and beats, although somebody is always writing', async () => {
    const people: string[] = [];
    for (let index = 0; index < 4; index++) people.push((await world.person(`p${index}`)).id);
    const stream = await orders.stream(`?after=${await orders.cursor()}`);
    await stream.next('beat');
    const writing = { isOver: false };
    // Each begins before another has ended, and lasts longer than a reading waits.
    const writers = people.map(async (id, index) => {
      await sleep(index * 40);
      for (let round = 0; !writing.isOver; round++) {
        await database.database.write(async (tx) => {
          await world.services.events.emit(tx, { type: 'user.updated', subjectId: id });
          await sleep(160);
        });
      }
    });
    try {
      const told: string[] = [];
      for (let count = 0; count < 16; count++) {
        const [item] = await stream.items(1);
        told.push(item?.kind === 'user' ? item.sub : '');
      }
      expect(new Set(told)).toEqual(new Set(people));
      await stream.next('beat');
    } finally {
      writing.isOver = true;
      await Promise.all(writers);
    }
    stream.close();
  });
});
