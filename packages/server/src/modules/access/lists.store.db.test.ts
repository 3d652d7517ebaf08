import { databases, queryPlans, type TestDatabase } from '@ostiary/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccessFixture, operator, type AccessFixture } from './access.fixture.ts';
import type { Group, Listed, NameOrder, Role } from './access.types.ts';
import { listGroupPage } from './groups/groups.store.ts';
import { listHoldings } from './holdings.store.ts';
import { listPermissions } from './permissions/permissions.store.ts';
import { listRolePage, listRolesHolding, listRolesOfGroup } from './roles/roles.store.ts';

const orders = ['name', '-name', 'created_at', '-created_at'] as const;

const roleNames = ['a', 'ab', 'AB-1', 'b.c', 'B:d', 'z9', 'aB_2'];
const groupNames = ['Änne', 'anne', 'ANNA', '営業部', '営業 2', 'Zoë', 'a', 'Ab, c'];

describe.each(databases())('lists of access on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: AccessFixture;
  let roles: Role[];
  let groups: Group[];

  beforeAll(async () => {
    store = await open();
    fixture = createAccessFixture(store);
    const { access } = fixture;
    await access.ensureBuiltinRoles();
    await fixture.define('orders.read', 'orders.write', 'zoo.visit');
    for (const [index, name] of roleNames.entries()) {
      const permissions = index % 2 === 0 ? ['orders.read', 'users.read'] : [];
      await access.createRole(operator, { name, level: index % 3 === 0 ? null : index % 3, permissions });
    }
    for (const [index, name] of groupNames.entries()) {
      const { id } = await access.createGroup(operator, { name });
      for (const role of roleNames.slice(0, index % 3))
        await access.grantRole(operator, { groupId: id }, role);
    }
    roles = await access.listRoles();
    groups = await access.listGroups();
  });
  afterAll(() => store.close());

  async function walk<T>(
    list: (page: { limit: number; after?: string }) => Promise<Listed<T>>,
    limit: number,
  ): Promise<T[]> {
    const found: T[] = [];
    let after: string | null = null;
    do {
      const page: Listed<T> = await list({ limit, ...(after !== null && { after }) });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      found.push(...page.items);
      after = page.next;
    } while (after !== null);
    return found;
  }

  function key(name: string): string {
    return name.normalize('NFKC').toLowerCase();
  }

  /** In the order of the bytes, as both databases compare. */
  function compare(a: string, b: string): number {
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
  }

  function expected<T extends { id: string; name: string }>(all: T[], order: NameOrder, search = ''): T[] {
    const of = (item: T): string => (order.endsWith('name') ? key(item.name) : item.id);
    const sorted = all
      .filter(({ name }) => key(name).startsWith(key(search)))
      .sort((a, b) => compare(of(a), of(b)));
    return order.startsWith('-') ? sorted.reverse() : sorted;
  }

  const search = fc.constantFrom(undefined, 'a', 'A', 'ab', 'Ä', '営業', 'b', 'zz', 'a\0', '\u{d800}');
  const limit = fc.integer({ min: 1, max: 9 });

  test('miss nothing and repeat nothing, in any order, of any size, searched or not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...orders), search, limit, async (order, asked, size) => {
        const isByName = order.endsWith('name');
        const query = { order, ...(isByName && asked !== undefined && { search: asked }) };
        const sought = isByName ? asked : undefined;
        const { access } = fixture;
        expect(await walk((page) => access.listGroupPage({ ...query, ...page }), size)).toEqual(
          expected([...groups], order, sought),
        );
        expect(await walk((page) => access.listRolePage({ ...query, ...page }), size)).toEqual(
          expected([...roles], order, sought),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('of roles by level are in the order in which all of them are listed', async () => {
    for (const size of [1, 2, 5, 50]) {
      expect(await walk((page) => fixture.access.listRolePage({ order: 'level', ...page }), size)).toEqual(
        roles,
      );
    }
  });

  test('read by an index alone, whatever is asked', async () => {
    const page = { limit: 2 };
    const [first, last] = [roles[0]!, roles.at(-1)!];
    const work: ((db: Parameters<typeof listRolePage>[0]) => Promise<unknown>)[] = [
      (db) => listRolePage(db, { order: 'level', ...page }),
      (db) => listRolePage(db, { order: 'level', after: '2:a', ...page }),
      ...orders.flatMap((order) =>
        [undefined, order.endsWith('name') ? 'b' : last.id].map(
          (after) => (db: Parameters<typeof listRolePage>[0]) =>
            Promise.all([
              listRolePage(db, { order, ...page, ...(after !== undefined && { after }) }),
              listGroupPage(db, { order, ...page, ...(after !== undefined && { after }) }),
            ]),
        ),
      ),
      (db) => listRolePage(db, { order: 'name', search: 'a', ...page }),
      (db) => listGroupPage(db, { order: '-name', search: 'a', after: 'ab', ...page }),
      (db) => listPermissions(db, { order: 'name', search: 'o', after: 'orders.read', ...page }),
      (db) => listPermissions(db, { order: '-name', ...page }),
      (db) => listRolesHolding(db, 'orders.read'),
      (db) => listRolesOfGroup(db, groups[0]!.id),
      (db) => listHoldings(db, [first.id, last.id]),
    ];
    for (const one of work) {
      for (const { plan } of await queryPlans(store.database, one, { isLimitedToIndexes: true })) {
        expect(plan, plan).not.toMatch(/USE TEMP B-TREE FOR ORDER BY|SCAN \w+(?!\w| USING)|Seq Scan|Sort/);
      }
    }
  });
});
