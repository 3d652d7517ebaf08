import { fakeClock, type FakeClock, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { createAccessService, type AccessService, type Caller, type Subject } from '#modules/access';
import { createAuditService, type Act, type AuditEntry, type AuditService } from '#modules/audit';
import { createEventService } from '#modules/events';
import { isAppError, type FieldError } from '#platform/errors.ts';
import { createIds } from '#platform/ids.ts';
import { createSealer } from '#platform/sealing.ts';
import { carriesNothing } from '../access/access.fixture.ts';
import { createUserService } from './users.service.ts';
import type { NewUser, User, UserPorts, UserService } from './users.types.ts';

const origin: Act['origin'] = { address: '198.51.100.7', userAgent: 'test', requestId: 'request-1' };
export const operator: Caller = {
  act: { actor: { type: 'command', id: null }, origin },
  subject: 'operator',
};
export const stranger: Caller = { act: { actor: { type: 'anonymous', id: null }, origin }, subject: null };

/** The real services on a test database. */
export interface UsersFixture {
  users: UserService;
  access: AccessService;
  audit: AuditService;
  clock: FakeClock;
  /** Calls of the port, in order. */
  ended: { userId: string; reason: string }[];
  add(input: NewUser): Promise<User>;
  /** The user as the caller of a request, with these permissions through a role of their own. */
  asCaller(user: User, permissions?: string[]): Promise<Caller>;
  entries(): Promise<AuditEntry[]>;
  events(): Promise<{ type: string; subject_id: string; data: unknown }[]>;
}

/** The AppError of a promise as code and fields; undefined when it does not reject. */
export async function refusalOf(
  promise: Promise<unknown>,
): Promise<{ code: string; fields: FieldError[] } | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (isAppError(error)) return { code: error.code, fields: error.fields };
    throw error;
  }
}

export function createUsersFixture({ database }: Pick<TestDatabase, 'database'>): UsersFixture {
  const clock = fakeClock();
  const newId = createIds(clock);
  const sealer = createSealer('a master key of at least thirty-two characters');
  const audit = createAuditService({ database, clock, newId, sealer });
  const events = createEventService({ clock });
  const access = createAccessService({ database, clock, newId, audit, events, ports: carriesNothing });
  const ended: UsersFixture['ended'] = [];
  const ports: UserPorts = {
    endEverything(_tx, _act, { userId, reason }) {
      ended.push({ userId, reason });
      return Promise.resolve();
    },
  };
  const users = createUserService({ database, clock, newId, audit, events, access, ports });
  return {
    users,
    access,
    audit,
    clock,
    ended,
    add: (input) => database.write((tx) => users.insert(tx, operator.act, users.check(input), 'user.create')),
    async asCaller(user, permissions = []) {
      if (permissions.length > 0) {
        const role = await access.createRole(operator, { name: `held-by-${user.id}`, permissions });
        await access.grantRole(operator, { userId: user.id }, role.id);
      }
      const held = await access.accessOf(database.db, user.id);
      const { isStaff, isSuperuser } = user;
      const subject: Subject = { ...held, userId: user.id, isStaff, isSuperuser };
      return { act: { actor: { type: 'user', id: user.id }, origin }, subject };
    },
    entries: async () => (await audit.list(database.db, { limit: 100 })).reverse(),
    async events() {
      const rows = await sql<{ type: string; subject_id: string; data: string }>`
        select type, subject_id, data from events order by id`.execute(database.db);
      return rows.rows.map((row) => ({ ...row, data: JSON.parse(row.data) as unknown }));
    },
  };
}
