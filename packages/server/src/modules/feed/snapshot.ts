import type { FeedSnapshotLine } from '@ostiary/contract';
import type { Service, ServiceAccess, ServiceService } from '#modules/services';
import type { Db } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { byId, heldBy, withPermissions } from './records/facts.ts';
import { grantKey, groupRecord, roleRecord, serviceRecord, userRecord } from './records/records.rules.ts';
import * as store from './records/records.store.ts';
import type { Facts, GrantKey, UserFacts } from './records/records.types.ts';

const pageSize = 1_000;

export interface SnapshotDeps {
  db: Db;
  services: Pick<ServiceService, 'listGrants'>;
}

/** Where the feed is followed from, and what is snapped. */
export interface SnapshotOf {
  cursor: string;
  position: number;
  service: Service;
  hasUsers: boolean;
  /** Stops it at the next page. */
  signal: AbortSignal;
}

const empty: Facts = {
  users: new Map(),
  roles: new Map(),
  groups: new Map(),
  rolesOfUser: new Map(),
  groupsOfUser: new Map(),
  rolesOfGroup: new Map(),
  grants: new Map(),
  services: new Map(),
};

const inLines = (lines: readonly FeedSnapshotLine[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

type Page = (after: string) => Promise<{ id: string }[]>;

/** Pages in order of id. */
async function* pagesOf<P extends Page>(
  list: P,
  signal: AbortSignal,
): AsyncGenerator<{ after: string; items: Awaited<ReturnType<P>> }> {
  for (let after = ''; ;) {
    if (signal.aborted) throw new AppError('service.unavailable');
    const items = (await list(after)) as Awaited<ReturnType<P>>;
    const last = items.at(-1);
    if (!last) return;
    yield { after, items };
    if (items.length < pageSize) return;
    after = last.id;
  }
}

async function grantsOf(
  { db, services }: SnapshotDeps,
  service: Service,
  { holder, ids }: { holder: 'group' | 'role'; ids: string[] },
): Promise<[GrantKey, ServiceAccess][]> {
  const found = await services.listGrants(db, { holder, ids });
  return found
    .filter(({ serviceId }) => serviceId === service.id)
    .map(({ holderId, level, data }) => [grantKey(service.id, holder, holderId), { level, data }]);
}

async function* rolePages(deps: SnapshotDeps, { service, signal }: SnapshotOf): AsyncGenerator<string> {
  const list = (after: string) => store.listRolesAfter(deps.db, after, pageSize);
  for await (const { items } of pagesOf(list, signal)) {
    const ids = items.map(({ id }) => id);
    const roles = await withPermissions(deps.db, items);
    const facts = { ...empty, grants: new Map(await grantsOf(deps, service, { holder: 'role', ids })) };
    yield inLines(roles.map((role) => ({ kind: 'role', role: roleRecord(facts, service, role) })));
  }
}

async function* groupPages(deps: SnapshotDeps, { service, signal }: SnapshotOf): AsyncGenerator<string> {
  const list = (after: string) => store.listGroupsAfter(deps.db, after, pageSize);
  for await (const { items } of pagesOf(list, signal)) {
    const ids = items.map(({ id }) => id);
    const facts = {
      ...empty,
      rolesOfGroup: heldBy(await store.listRolesOfGroups(deps.db, ids)),
      grants: new Map(await grantsOf(deps, service, { holder: 'group', ids })),
    };
    yield inLines(items.map((group) => ({ kind: 'group', group: groupRecord(facts, service, group) })));
  }
}

/** What reaches these users by groups and roles: for a service that sees only those whom something reaches. */
async function inheritedGrants(
  deps: SnapshotDeps,
  service: Service,
  held: Pick<Facts, 'rolesOfUser' | 'groupsOfUser'>,
): Promise<{ rolesOfGroup: Facts['rolesOfGroup']; grants: [GrantKey, ServiceAccess][] }> {
  if (service.entry === 'everyone') return { rolesOfGroup: new Map(), grants: [] };
  const groupIds = [...new Set([...held.groupsOfUser.values()].flat())];
  const rolesOfGroup = heldBy(await store.listRolesOfGroups(deps.db, groupIds));
  const roleIds = [...new Set([...held.rolesOfUser.values(), ...rolesOfGroup.values()].flat())];
  const grants = [
    ...(await grantsOf(deps, service, { holder: 'group', ids: groupIds })),
    ...(await grantsOf(deps, service, { holder: 'role', ids: roleIds })),
  ];
  return { rolesOfGroup, grants };
}

/** By ranges of ids: as many queries for a page however many users are on it. */
async function factsOf(
  deps: SnapshotDeps,
  service: Service,
  { users, range }: { users: UserFacts[]; range: store.IdRange },
): Promise<Facts> {
  const rolesOfUser = heldBy(await store.listRolesInRange(deps.db, range));
  const groupsOfUser = heldBy(await store.listGroupsInRange(deps.db, range));
  const own = await store.listUserGrantsInRange(deps.db, service.id, range);
  const { rolesOfGroup, grants } = await inheritedGrants(deps, service, { rolesOfUser, groupsOfUser });
  const ownGrants = own.map(({ holder_id: id, level, data }): [GrantKey, ServiceAccess] => [
    grantKey(service.id, 'user', id),
    { level, data: JSON.parse(data) as ServiceAccess['data'] },
  ]);
  const held = { rolesOfUser, groupsOfUser, rolesOfGroup };
  return { ...empty, ...held, users: byId(users), grants: new Map([...ownGrants, ...grants]) };
}

interface Told {
  lines: string;
  count: number;
}

async function* userPages(deps: SnapshotDeps, { service, signal }: SnapshotOf): AsyncGenerator<Told> {
  const list = (after: string) => store.listUsersAfter(deps.db, after, pageSize);
  for await (const { after, items } of pagesOf(list, signal)) {
    const upTo = items.at(-1)?.id ?? after;
    const facts = await factsOf(deps, service, { users: items, range: { after, upTo } });
    const seen = items.flatMap((user): FeedSnapshotLine[] => {
      const record = userRecord(facts, service, user);
      return record ? [{ kind: 'user', user: record }] : [];
    });
    yield { lines: inLines(seen), count: seen.length };
  }
}

/**
 * Everything that the service may see, page by page in constant memory. What changes meanwhile is in it or comes
 * after its cursor, which was taken before anything was read.
 */
export async function* takeSnapshot(deps: SnapshotDeps, of: SnapshotOf): AsyncGenerator<string> {
  const { cursor, position, service, hasUsers } = of;
  yield inLines([{ kind: 'start', cursor, position, service: serviceRecord(service) }]);
  yield* rolePages(deps, of);
  yield* groupPages(deps, of);
  let users = 0;
  if (hasUsers) {
    for await (const { lines, count } of userPages(deps, of)) {
      users += count;
      if (count > 0) yield lines;
    }
  }
  yield inLines([{ kind: 'end', users }]);
}
