import type { ServiceShape } from '../types.ts';
import type { ServiceRecord } from '../wire.ts';
import { isVisible } from './effective.rules.ts';
import type { FeedLog, ItemBody } from './feed-log.ts';
import { createRecords, type TestRecords } from './test-records.ts';
import type { TestIssuer } from './testing.types.ts';

type Changes<S extends ServiceShape> = Pick<
  TestIssuer<S>,
  | 'putUser'
  | 'deleteUser'
  | 'putRole'
  | 'deleteRole'
  | 'putGroup'
  | 'deleteGroup'
  | 'putService'
  | 'revokeSession'
  | 'revokeToken'
  | 'revokeGrant'
>;

export interface TestFeed<S extends ServiceShape> {
  records: TestRecords<S>;
  /** Ids of sessions, tokens and grants that are denied. */
  revoked: ReadonlySet<string>;
  changes: Changes<S>;
}

/** Changes records, and tells each change as the server does. */
export function createTestFeed<S extends ServiceShape>(log: FeedLog, service: ServiceRecord): TestFeed<S> {
  const revoked = new Set<string>();
  const records = createRecords<S>({
    service,
    onRole: ({ id }) => tellDefinition(() => ({ kind: 'role', id, role: records.roles.get(id) ?? null })),
    onGroup: ({ id }) => tellDefinition(() => ({ kind: 'group', id, group: records.groups.get(id) ?? null })),
    onUser: ({ sub }) => tellUser(sub),
  });

  /** What everybody who holds it has may change with it, and so who is seen: too much to tell one by one. */
  function tellDefinition(item: () => ItemBody): void {
    const isGranted = records.service.entry === 'granted';
    log.add(() => (isGranted ? [item(), { kind: 'reset' }] : [item()]));
  }

  function tellUser(sub: string): void {
    log.add(() => {
      const user = records.users.get(sub);
      if (!user) return [{ kind: 'user', sub, user: null, reason: 'deleted' }];
      if (!isVisible(user, records)) return [{ kind: 'user', sub, user: null, reason: 'no_access' }];
      return [{ kind: 'user', sub, user }];
    });
  }

  function revoke(what: 'session' | 'token' | 'grant', id: string): void {
    revoked.add(id);
    log.add(() => [{ kind: 'revoked', what, id }]);
  }

  function findId(all: ReadonlyMap<string, { id: string; name: string }>, name: string): string {
    const found = [...all.values()].find((one) => one.name === name);
    if (!found) throw new TypeError(`There is no ${name}`);
    return found.id;
  }

  const changes: Changes<S> = {
    putUser: records.putUser,
    putRole: records.putRole,
    putGroup: records.putGroup,
    deleteUser(sub) {
      records.users.delete(sub);
      tellUser(sub);
    },
    deleteRole(name) {
      const id = findId(records.roles, name);
      records.roles.delete(id);
      tellDefinition(() => ({ kind: 'role', id, role: null }));
    },
    deleteGroup(name) {
      const id = findId(records.groups, name);
      records.groups.delete(id);
      tellDefinition(() => ({ kind: 'group', id, group: null }));
    },
    putService(changed) {
      const isOtherEntry = changed.entry !== undefined && changed.entry !== records.service.entry;
      records.service = { ...records.service, ...changed };
      const item = (): ItemBody => ({ kind: 'service', service: records.service });
      log.add(() => (isOtherEntry ? [item(), { kind: 'reset' }] : [item()]));
      return records.service;
    },
    revokeSession: (sid) => revoke('session', sid),
    revokeToken: (id) => revoke('token', id),
    revokeGrant: (id) => revoke('grant', id),
  };
  return { records, revoked, changes };
}
