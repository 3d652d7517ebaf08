import { fakeClock, type FakeClock, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { createAuditService, type Act, type AuditEntry, type AuditService } from '#modules/audit';
import { createEventService } from '#modules/events';
import { isAppError } from '#platform/errors.ts';
import { createIds, type NewId } from '#platform/ids.ts';
import { createSealer } from '#platform/sealing.ts';
import { createAccessService } from './access.service.ts';
import type { AccessPorts, AccessService, Caller, Subject } from './access.types.ts';

/** The real services of this module on a test database, and users to try them with. */
export interface AccessFixture {
  access: AccessService;
  audit: AuditService;
  clock: FakeClock;
  newId: NewId;
  /** A second instance on the same database, as another process would have. */
  another(): AccessService;
  /** Inserts a bare user; returns its id. */
  addUser(flags?: { isActive?: boolean }): Promise<string>;
  /** A caller who holds just these roles, as the request of a signed-in user would make one. */
  signedIn(userId: string, flags?: { isStaff?: boolean; isSuperuser?: boolean }): Promise<Caller>;
  addCaller(roles: string[], flags?: { isStaff?: boolean; isSuperuser?: boolean }): Promise<Caller>;
  /** Defines permissions of services, so that roles may hold them. */
  define(...permissions: string[]): Promise<void>;
  entries(action?: string): Promise<AuditEntry[]>;
  events(): Promise<{ type: string; subjectId: string; data: Record<string, unknown> }[]>;
}

const origin: Act['origin'] = { address: '198.51.100.20', userAgent: 'test', requestId: 'request-1' };

export const operator: Caller = {
  act: { actor: { type: 'command', id: null }, origin },
  subject: 'operator',
};
export const nobody: Caller = { act: { actor: { type: 'anonymous', id: null }, origin }, subject: null };

export function subjectOf(caller: Caller): Subject {
  if (caller.subject === null || caller.subject === 'operator') throw new TypeError('Not a signed-in caller');
  return caller.subject;
}

/** The code of the AppError that a promise rejects with; `none` when it does not. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'none';
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}

/** As if no role and no group carried access to a service. */
export const carriesNothing: AccessPorts = { beyondReach: () => Promise.resolve(new Set()) };

export function createAccessFixture(store: TestDatabase, ports = carriesNothing): AccessFixture {
  const { database } = store;
  const clock = fakeClock();
  const newId = createIds(clock);
  const sealer = createSealer('a master key of at least thirty-two characters');
  const audit = createAuditService({ database, clock, newId, sealer });
  const deps = { database, clock, newId, audit, events: createEventService({ clock }), ports };
  const access = createAccessService(deps);

  const fixture: AccessFixture = {
    access,
    audit,
    clock,
    newId,
    another: () => createAccessService(deps),
    async addUser({ isActive = true } = {}) {
      const id = newId();
      await database.write((tx) =>
        sql`insert into users
          (id, username, username_key, first_name, last_name, is_active, is_staff, is_superuser, created_at, updated_at)
          values (${id}, ${id}, ${id}, '', '', ${isActive ? 1 : 0}, 0, 0, 0, 0)`.execute(tx),
      );
      return id;
    },
    async signedIn(userId, { isStaff = false, isSuperuser = false } = {}) {
      const held = await access.accessOf(database.db, userId);
      const act: Act = { actor: { type: 'user', id: userId }, origin };
      return { act, subject: { userId, isStaff, isSuperuser, ...held } };
    },
    async addCaller(roles, flags) {
      const userId = await fixture.addUser();
      for (const role of roles) await access.grantRole(operator, { userId }, role);
      return fixture.signedIn(userId, flags);
    },
    async define(...permissions) {
      for (const name of permissions) await access.createPermission(operator, { name });
    },
    async entries(action) {
      const query = { limit: 1_000, ...(action !== undefined && { action }) };
      return (await audit.list(database.db, query)).reverse();
    },
    async events() {
      const rows = await database.db.selectFrom('events').selectAll().orderBy('id').execute();
      return rows.map((row) => ({
        type: row.type,
        subjectId: row.subject_id,
        data: JSON.parse(row.data) as Record<string, unknown>,
      }));
    },
  };
  return fixture;
}
