import { fakeClock, type FakeClock, type TestDatabase } from '@ostiary/testkit';
import { createAccessService, type AccessService, type Caller } from '#modules/access';
import { createAuditService, type Act } from '#modules/audit';
import { createEventService } from '#modules/events';
import { createUserService, type NewUser, type User, type UserPorts, type UserService } from '#modules/users';
import { createIds } from '#platform/ids.ts';
import { createSealer } from '#platform/sealing.ts';
import { carriesNothing } from '../access/access.fixture.ts';
import { recordingMail, type RecordedMail } from '../mail/mail.fixture.ts';
import { createSessionService, type SessionDeps } from './sessions.service.ts';
import type { NewSession, Session, SessionService } from './sessions.types.ts';

export interface SessionsFixture {
  sessions: SessionService;
  access: AccessService;
  users: UserService;
  clock: FakeClock;
  /** What the port to refresh families was asked to end, in order. */
  endedFamilies: { sessionIds: string[]; reason: string }[];
  backgroundErrors: unknown[];
  addUser(input?: NewUser): Promise<User>;
  /** Asked for by mail, in order. */
  mails: RecordedMail[];
  start(
    userId: string,
    input?: Partial<NewSession>,
    from?: Partial<Act['origin']>,
  ): Promise<{ session: Session; secret: string | null }>;
  callerOf(user: User): Promise<Caller>;
  actions(): Promise<string[]>;
  events(): Promise<{ type: string; subjectId: string; data: unknown }[]>;
}

export const visitor: Act = {
  actor: { type: 'anonymous', id: null },
  origin: { address: '198.51.100.7', userAgent: 'test browser', requestId: 'request-1' },
};

export const operator: Caller = {
  act: { ...visitor, actor: { type: 'command', id: null } },
  subject: 'operator',
};

function createServices(store: TestDatabase, ports: UserPorts) {
  const { database } = store;
  const clock = fakeClock();
  const newId = createIds(clock);
  const sealer = createSealer('a master key of at least thirty-two characters');
  const audit = createAuditService({ database, clock, newId, sealer });
  const base = { database, clock, newId, sealer, audit, events: createEventService({ clock }) };
  const access = createAccessService({ ...base, ports: carriesNothing });
  const users = createUserService({ ...base, access, ports });
  return { ...base, access, users };
}

export function createSessionsFixture(
  store: TestDatabase,
  changes: Partial<Pick<SessionDeps, 'idleSeconds' | 'mail' | 'tellsOfNewDevices'>> = {},
): SessionsFixture {
  const { database } = store;
  const services = createServices(store, {
    async endEverything(tx, act, { userId, reason }) {
      await sessions.endAll(tx, act, userId, reason);
    },
  });
  const { access, audit, clock, users } = services;
  const mail = recordingMail();
  const endedFamilies: SessionsFixture['endedFamilies'] = [];
  const backgroundErrors: unknown[] = [];
  const sessions = createSessionService({
    ...{ ...services, mail, publicUrl: 'https://id.example', tellsOfNewDevices: true },
    ...{ idleSeconds: 30 * 24 * 60 * 60, ...changes },
    ports: {
      endFamilies: async (_tx, sessionIds, reason) => {
        endedFamilies.push({ sessionIds, reason });
        await Promise.resolve();
      },
    },
    onBackgroundError: (error) => backgroundErrors.push(error),
  });
  let count = 0;
  return {
    sessions,
    access,
    users,
    clock,
    mails: mail.mails,
    endedFamilies,
    backgroundErrors,
    addUser: (input = { username: `user${(count += 1)}` }) =>
      database.write((tx) => users.insert(tx, operator.act, input, 'user.create')),
    start: (userId, input, from) =>
      database.write((tx) =>
        sessions.start(
          tx,
          { ...visitor, origin: { ...visitor.origin, ...from } },
          {
            userId,
            amr: ['pwd'],
            lifetimeSeconds: 3_600,
            isBrowser: true,
            ...input,
          },
        ),
      ),
    async callerOf(user) {
      const held = await access.accessOf(database.db, user.id);
      const subject = { ...held, userId: user.id, isStaff: user.isStaff, isSuperuser: user.isSuperuser };
      return { act: { ...visitor, actor: { type: 'user', id: user.id } }, subject };
    },
    actions: async () =>
      (await audit.list(database.db, { limit: 1_000 })).map((entry) => entry.action).reverse(),
    async events() {
      const rows = await database.db.selectFrom('events').selectAll().orderBy('id').execute();
      return rows.map((row) => ({
        type: row.type,
        subjectId: row.subject_id,
        data: JSON.parse(row.data) as unknown,
      }));
    },
  };
}
