import { authenticated, ownerOrReadOnly } from '@ostiary/sdk';
import { kyselyResourceStore } from '@ostiary/sdk/kysely';
import { resource, type Item, type Resource } from '@ostiary/sdk/resource';
import { z } from 'zod';
import type { Db } from './database.ts';

const schema = z.object({
  name: z.string().trim().min(1).max(100),
  age: z.int().min(0).max(150),
  email: z.email().max(254),
});

type Subscriber = z.infer<typeof schema>;

/** Whoever is signed in sees all of them, and changes those that they made. */
export function buildSubscribers(db: Db): Resource {
  return resource({
    name: 'subscribers',
    schema,
    store: kyselyResourceStore<Subscriber>(db, {
      table: 'subscribers',
      columns: { name: 'text', age: 'number', email: 'text' },
    }),
    guards: [authenticated()],
    objectGuards: [ownerOrReadOnly((item: Item<Subscriber>) => item.owner)],
    ownerField: 'owner',
    search: ['name', 'email'],
    filters: { age: 'number' },
    ordering: { fields: { name: 'text', age: 'number' } },
    paging: { size: 20, maxSize: 100 },
  });
}
