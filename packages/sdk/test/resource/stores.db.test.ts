import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FieldErrors } from '../../src/resource/field-errors.ts';
import type { Condition, Item, ListQuery } from '../../src/resource/store.types.ts';
import { stores, type TestStore } from './stores.fixture.ts';
import { subscriber, type Subscriber } from './subscribers.fixture.ts';

const everything: ListQuery<Subscriber> = {
  ...{ where: undefined, search: undefined, order: [], limit: 100, offset: 0, isCounted: true },
};

const namesOf = (items: readonly Item<Subscriber>[]): string[] => items.map(({ data }) => data.name);

describe.each(stores())('a store of items in $name', ({ name, open }) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(() => opened.clear());
  afterAll(() => opened.close());

  let count = 0;
  const insert = (data: Partial<Subscriber> = {}, owner: string | null = null): Promise<Item<Subscriber>> =>
    opened.store.insert({ owner, data: subscriber({ email: `${++count}@example.com`, ...data }) });
  const find = (id: unknown): Promise<Item<Subscriber> | undefined> => opened.store.find(String(id));

  it('gives back what was put in, whatever its type', async () => {
    const data = subscriber({ tags: ['a', 'ü'], isActive: false, note: 'n', city: 'Ulm' });
    const item = await opened.store.insert({ owner: 'ada', data });
    expect(item).toEqual({ id: item.id, version: 1, owner: 'ada', data });
    expect(await find(item.id)).toEqual(item);
    expect(await find(Number(item.id) + 1)).toBeUndefined();
  });

  it('leaves out a field that is absent, and keeps one that is null', async () => {
    const { id } = await insert();
    const found = await find(id);
    expect(found?.data.note).toBeNull();
    expect(found?.data).not.toHaveProperty('city');
  });

  it.each(['', 'x', '0', '-1', '01', '1.5', '1e3', '99999999999999999999', '1 or 1=1'])(
    'finds nothing by %j, which can be no id',
    async (id) => {
      await insert();
      expect(await find(id)).toBeUndefined();
    },
  );

  it('changes only the version that is meant', async () => {
    const { id, data } = await insert();
    const changed = await opened.store.update({ id, expectedVersion: 1, data: { ...data, age: 37 } });
    expect(changed).toMatchObject({ id, version: 2, data: { age: 37 } });
    expect(await opened.store.update({ id, expectedVersion: 1, data })).toBeUndefined();
    expect(await opened.store.delete({ id, expectedVersion: 1 })).toBe(false);
    expect(await find(id)).toEqual(changed);
    expect(await opened.store.delete({ id, expectedVersion: 2 })).toBe(true);
    expect(await opened.store.delete({ id, expectedVersion: 2 })).toBe(false);
    expect(await find(id)).toBeUndefined();
  });

  it('lets one of many win who change the same version', async () => {
    const { id, data } = await insert();
    const changes = Array.from({ length: 8 }, (_, age) =>
      opened.store.update({ id, expectedVersion: 1, data: { ...data, age } }),
    );
    const winners = (await Promise.all(changes)).filter((item) => item !== undefined);
    expect(winners).toHaveLength(1);
    expect(await find(id)).toEqual(winners[0]);
  });

  it('keeps the owner when it changes', async () => {
    const { id, data } = await insert({}, 'ada');
    expect(await opened.store.update({ id, expectedVersion: 1, data })).toMatchObject({ owner: 'ada' });
  });

  it('searches for what was typed, not for what it means to a database', async () => {
    for (const word of ['100%', 'a_b', 'a\\b', "o'hara", 'plain']) await insert({ name: word });
    const search = async (...terms: string[]): Promise<string[]> =>
      namesOf((await opened.store.list({ ...everything, search: { terms, fields: ['name', 'age'] } })).items);
    expect(await search('%')).toEqual(['100%']);
    expect(await search('_')).toEqual(['a_b']);
    expect(await search('\\')).toEqual(['a\\b']);
    expect(await search("O'H")).toEqual(["o'hara"]);
    expect(await search('36', 'plain')).toEqual(['plain']);
    expect(await search('plain', 'not there')).toEqual([]);
  });

  it('finds nothing by a value that cannot be in its column', async () => {
    await insert({ age: 36 });
    const where: Condition<Subscriber> = { field: 'age', equals: 1e15 };
    expect(await opened.store.list({ ...everything, where })).toEqual({ items: [], total: 0 });
    const half: Condition<Subscriber> = { field: 'age', equals: 36.5 };
    expect(await opened.store.list({ ...everything, where: half })).toEqual({ items: [], total: 0 });
  });

  if (name !== 'memory')
    it('says which field must be unique', async () => {
      const { id, data } = await insert({ email: 'a@example.com' });
      const other = await insert();
      const error = { fields: { email: ['This field must be unique.'] } };
      await expect(insert({ email: 'a@example.com' })).rejects.toMatchObject(error);
      const change = { id: other.id, expectedVersion: 1, data };
      await expect(opened.store.update(change)).rejects.toBeInstanceOf(FieldErrors);
      expect((await find(id))?.version).toBe(1);
    });

  if (name === 'postgres')
    it('says when a value is out of range', async () => {
      await expect(insert({ age: 1e12 })).rejects.toMatchObject({
        fields: { non_field_errors: ['A value is out of range.'] },
      });
    });
});

interface Planned {
  owner: string | null;
  data: Pick<Subscriber, 'name' | 'age' | 'isActive' | 'note'>;
}

// Words of the same case without spaces: what else is in order is up to the database's collation.
const word = fc.stringMatching(/^[a-c]{1,3}$/);
const plannedItem: fc.Arbitrary<Planned> = fc.record({
  owner: fc.option(fc.constantFrom('ada', 'bob')),
  data: fc.record({
    name: word,
    age: fc.integer({ min: 1, max: 4 }),
    isActive: fc.boolean(),
    note: fc.option(word),
  }),
});

const leaf: fc.Arbitrary<Condition<Subscriber>> = fc.oneof(
  fc.constantFrom('ada', 'bob').map((owner) => ({ owner })),
  word.map((equals) => ({ field: 'name' as const, equals })),
  fc.integer({ min: 1, max: 4 }).map((equals) => ({ field: 'age' as const, equals })),
  fc.boolean().map((equals) => ({ field: 'isActive' as const, equals })),
  fc.option(word).map((equals) => ({ field: 'note' as const, equals })),
);
const condition: fc.Arbitrary<Condition<Subscriber>> = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 3 }).map((anyOf) => ({ anyOf })),
  fc
    .array(
      fc.oneof(
        leaf,
        fc.array(leaf, { maxLength: 2 }).map((anyOf) => ({ anyOf })),
      ),
      { maxLength: 2 },
    )
    .map((allOf) => ({ allOf })),
);

const query = fc.record({
  where: fc.option(condition, { nil: undefined }),
  search: fc.option(
    fc.record({
      terms: fc.array(word, { minLength: 1, maxLength: 2 }),
      fields: fc.constant(['name', 'note'] as const),
    }),
    { nil: undefined },
  ),
  order: fc.uniqueArray(
    fc.record({
      field: fc.constantFrom('name' as const, 'age' as const, 'note' as const),
      isDescending: fc.boolean(),
    }),
    { selector: ({ field }) => field, maxLength: 3 },
  ),
  limit: fc.integer({ min: 1, max: 5 }),
  offset: fc.integer({ min: 0, max: 3 }),
  isReversed: fc.boolean(),
  /** Which item the page begins after. */
  afterItem: fc.option(fc.nat(7), { nil: undefined }),
});

describe('stores', () => {
  const [memory, ...others] = stores();
  let all: TestStore[];
  beforeAll(async () => {
    all = await Promise.all([memory, ...others].map(async (kind) => kind!.open()));
  });
  afterAll(async () => {
    await Promise.all(all.map((one) => one.close()));
  });

  /** What a store answers, with the places of the items in place of their ids. */
  async function answers(
    { store, clear }: TestStore,
    planned: readonly Planned[],
    { afterItem, ...asked }: typeof query extends fc.Arbitrary<infer Q> ? Q : never,
  ): Promise<unknown> {
    await clear();
    const items: Item<Subscriber>[] = [];
    for (const [index, { owner, data }] of planned.entries()) {
      items.push(await store.insert({ owner, data: subscriber({ ...data, email: `${index}@example.com` }) }));
    }
    const start = afterItem === undefined ? undefined : items[afterItem];
    const after = start && { id: start.id, values: asked.order.map(({ field }) => start.data[field]) };
    const { items: found, total } = await store.list({ ...asked, after, isCounted: true });
    return { total, places: found.map(({ id }) => items.findIndex((item) => item.id === id)) };
  }

  it('answer every question alike', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(plannedItem, { maxLength: 8 }), query, async (planned, asked) => {
        const [first, ...rest] = await Promise.all(all.map((one) => answers(one, planned, asked)));
        for (const other of rest) expect(other).toEqual(first);
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});
