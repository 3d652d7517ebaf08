import { fakeClock, type FakeClock, type TestDatabase } from '@ostiary/testkit';
import { sql } from 'kysely';
import { createAccessService, type AccessService, type Caller, type Subject } from '#modules/access';
import { createAuditService, type Act, type AuditEntry, type AuditService } from '#modules/audit';
import { createEventService, type EventService } from '#modules/events';
import { createLimitService, type LimitService } from '#modules/limits';
import { createUserService, type NewUser, type User, type UserService } from '#modules/users';
import type { Config } from '#config';
import { isAppError, type FieldError } from '#platform/errors.ts';
import { createIds } from '#platform/ids.ts';
import { createSealer, type Sealer } from '#platform/sealing.ts';
import { createSpread } from '#platform/spread.ts';
import { carriesNothing } from '../access/access.fixture.ts';
import { recordingMail, type RecordedMail } from '../mail/mail.fixture.ts';
import { performHashJob } from './hashing/hash-work.ts';
import type { PasswordDeps } from './passwords.deps.ts';
import { createPasswordService, type Workshop } from './passwords.service.ts';
import type { PasswordPorts, PasswordService } from './passwords.types.ts';

const passwordConfig: Config['passwords'] = {
  memoryKib: 64,
  passes: 1,
  lanes: 1,
  minLength: 8,
  minStrength: 2,
  breachUrl: null,
  workers: 2,
  maxQueued: 100,
  queueDeadlineMs: 60_000,
};

const limitConfig: Config['limits'] = {
  isOn: true,
  accountFailures: 5,
  addressFailures: 20,
  addressWindowSeconds: 900,
  addressSignUps: 20,
  mails: 5,
};

export function actFrom(address: string | null = '198.51.100.7'): Act {
  return {
    actor: { type: 'anonymous', id: null },
    origin: { address, userAgent: 'test', requestId: 'request-1' },
  };
}

export const operator: Caller = {
  act: { ...actFrom(), actor: { type: 'command', id: null } },
  subject: 'operator',
};

/** The AppError of a promise; undefined when it does not reject. */
export async function refusalOf(
  promise: Promise<unknown>,
): Promise<{ code: string; fields: FieldError[]; retryAfterSeconds?: number } | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { code, fields, retryAfterSeconds } = error;
    return { code, fields, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
  }
}

/** The real services on a test database. */
export interface PasswordsFixture {
  passwords: PasswordService;
  limits: LimitService;
  users: UserService;
  access: AccessService;
  events: EventService;
  sealer: Sealer;
  clock: FakeClock;
  /** Calls of the port, in order. */
  ended: { userId: string; reason: string; keepSessionId?: string }[];
  mails: RecordedMail[];
  add(input: NewUser, password?: string): Promise<User>;
  /** Stores a hash as an import would. */
  storeHash(userId: string, hash: string): Promise<void>;
  hashOf(userId: string): Promise<string | undefined>;
  signIn(login: string, password: string, address?: string | null): Promise<User>;
  asCaller(user: User): Promise<Caller>;
  entries(): Promise<AuditEntry[]>;
  eventTypes(): Promise<string[]>;
  close(): Promise<void>;
}

interface Options {
  /** Real threads; otherwise the same work on the test's own thread, which is quicker to start. */
  hasThreads?: boolean;
  /** Happens while a password is being proved. */
  whileVerifying?: () => Promise<unknown>;
  config?: Partial<Config['passwords']>;
  limits?: Partial<Config['limits']>;
}

const nothing = createSpread([]).read();
const idle = { threads: 0, waiting: 0, taken: 0, refused: 0, waits: nothing, durations: nothing };

function onThisThread({ whileVerifying }: Options): Workshop {
  return {
    async hash(job) {
      if (job.kind === 'verify') await whileVerifying?.();
      return performHashJob(job);
    },
    assess: performHashJob,
    figures: () => ({ hash: idle, assess: idle }),
    close: () => Promise.resolve(),
  };
}

function wire({ database }: Pick<TestDatabase, 'database'>, options: Options) {
  const clock = fakeClock();
  const newId = createIds(clock);
  const sealer = createSealer('a master key of at least thirty-two characters');
  const audit: AuditService = createAuditService({ database, clock, newId, sealer });
  const events = createEventService({ clock });
  const access = createAccessService({ database, clock, newId, audit, events, ports: carriesNothing });
  const ended: PasswordsFixture['ended'] = [];
  const ports: PasswordPorts = {
    endEverything(_tx, _act, { userId, reason, keepSessionId }) {
      ended.push({ userId, reason, ...(keepSessionId !== undefined && { keepSessionId }) });
      return Promise.resolve();
    },
  };
  const mail = recordingMail();
  const publicUrl = 'https://id.example';
  const base = { database, clock, newId, sealer, audit, events, access, mail, publicUrl, ports };
  const users = createUserService(base);
  const deps: PasswordDeps = {
    ...base,
    users,
    config: { ...passwordConfig, ...options.config },
    limits: { ...limitConfig, ...options.limits },
    emailVerification: 'required',
  };
  const passwords = options.hasThreads
    ? createPasswordService(deps)
    : createPasswordService(deps, onThisThread(options));
  const limits = createLimitService({ database, clock, sealer, isOn: true });
  return { ...base, limits, users, passwords, ended, mails: mail.mails };
}

export function createPasswordsFixture(
  store: Pick<TestDatabase, 'database'>,
  options: Options = {},
): PasswordsFixture {
  const { database } = store;
  const { limits, passwords, users, access, events, audit, clock, sealer, ended, mails } = wire(
    store,
    options,
  );
  return {
    limits,
    passwords,
    users,
    access,
    events,
    sealer,
    clock,
    ended,
    mails,
    async add(input, password) {
      const hash = password === undefined ? undefined : await passwords.hash(password);
      return database.write(async (tx) => {
        const user = await users.insert(tx, operator.act, users.check(input), 'user.create');
        if (hash !== undefined) await passwords.store(tx, user.id, hash);
        return user;
      });
    },
    storeHash: (userId, hash) => database.write((tx) => passwords.store(tx, userId, hash)),
    async hashOf(userId) {
      const rows = await sql<{ hash: string }>`select hash from passwords where user_id = ${userId}`.execute(
        database.db,
      );
      return rows.rows[0]?.hash;
    },
    signIn: (login, password, address) => passwords.authenticate(actFrom(address), { login, password }),
    async asCaller(user) {
      const { isStaff, isSuperuser } = user;
      const held = await access.accessOf(database.db, user.id);
      const subject: Subject = { ...held, userId: user.id, isStaff, isSuperuser };
      return { act: { ...actFrom(), actor: { type: 'user', id: user.id } }, subject };
    },
    entries: async () => (await audit.list(database.db, { limit: 100 })).reverse(),
    async eventTypes() {
      const rows = await sql<{ type: string }>`select type from events order by id`.execute(database.db);
      return rows.rows.map((row) => row.type);
    },
    close: () => passwords.close(),
  };
}
