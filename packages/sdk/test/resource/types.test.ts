import { describe, expectTypeOf, it } from 'vitest';
import type { Item, ResourceOptions } from '../../src/resource/index.ts';
import { memoryResourceStore, resource } from '../../src/resource/index.ts';
import type { Columns } from '../../src/resource/stores/kysely.types.ts';
import type { Guard } from '../../src/types.ts';
import { subscriberSchema, type Subscriber } from './subscribers.fixture.ts';

interface Shop {
  level: 'clerk' | 'owner';
  data: { branch: string };
}

type Options = ResourceOptions<Subscriber, Shop>;

describe('the type of a resource', () => {
  it('comes from its schema', () => {
    const made = resource({
      name: 'subscribers',
      schema: subscriberSchema,
      store: memoryResourceStore<Subscriber>(),
      guards: [],
      represent: (item) => {
        expectTypeOf(item).toEqualTypeOf<Item<Subscriber>>();
        return { name: item.data.name };
      },
      visibleTo: () => ({ field: 'name', equals: 'x' }),
    });
    expectTypeOf(made.handle).returns.resolves.toEqualTypeOf<Response>();
  });

  it('knows the fields that may be named', () => {
    expectTypeOf<'name'>().toExtend<NonNullable<Options['search']>[number]>();
    expectTypeOf<'nonsense'>().not.toExtend<NonNullable<Options['search']>[number]>();
    expectTypeOf<'nonsense'>().not.toExtend<NonNullable<Options['readOnly']>[number]>();
    expectTypeOf<{ age: 'number'; isActive: 'boolean'; name: 'text' }>().toExtend<
      NonNullable<Options['filters']>
    >();
    expectTypeOf<{ age: 'text' }>().not.toExtend<NonNullable<Options['filters']>>();
    expectTypeOf<'-age'>().toExtend<NonNullable<NonNullable<Options['ordering']>['default']>[number]>();
  });

  it('tells guards of its items, and of what is particular to the service', () => {
    type ObjectGuard = NonNullable<Options['objectGuards']>[number];
    expectTypeOf<ObjectGuard>().toEqualTypeOf<Guard<Shop, Item<Subscriber>>>();
    expectTypeOf<Guard<Shop, Item<Subscriber>>>().parameter(0).toHaveProperty('subject');
  });

  it('asks for a column of every field, and of one that may be absent, that this be said', () => {
    expectTypeOf<keyof Columns<Subscriber>>().toEqualTypeOf<keyof Subscriber>();
    expectTypeOf<'text'>().toExtend<Columns<Subscriber>['name']>();
    expectTypeOf<'text'>().not.toExtend<Columns<Subscriber>['city']>();
    expectTypeOf<{ type: 'text'; isOptional: true }>().toExtend<Columns<Subscriber>['city']>();
  });

  it('does not follow the store where it differs from the schema', () => {
    expectTypeOf(memoryResourceStore<{ other: number }>()).not.toExtend<Options['store']>();
  });
});
