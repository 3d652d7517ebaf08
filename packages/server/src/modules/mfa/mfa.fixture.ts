import { fakeClock, type FakeClock, type TestDatabase } from '@ostiary/testkit';
import { TOTP } from 'otpauth';
import { createAccessService, type AccessService, type Caller } from '#modules/access';
import { createAuditService, type Act, type AuditEntry } from '#modules/audit';
import { createEventService } from '#modules/events';
import { createLimitService } from '#modules/limits';
import { createUserService, type NewUser, type User, type UserService } from '#modules/users';
import { createIds } from '#platform/ids.ts';
import { createSealer } from '#platform/sealing.ts';
import { carriesNothing } from '../access/access.fixture.ts';
import { recordingMail, type RecordedMail } from '../mail/mail.fixture.ts';
import type { MfaDeps } from './mfa.deps.ts';
import { createMfaService } from './mfa.service.ts';
import type { MfaService } from './mfa.types.ts';

export const publicUrl = 'https://id.example';

export const visitor: Act = {
  actor: { type: 'anonymous', id: null },
  origin: {
    ...{ address: '198.51.100.7', userAgent: 'test browser', requestId: 'request-1' },
    acceptLanguage: 'de-CH, en;q=0.5',
  },
};

export const operator: Caller = {
  act: { ...visitor, actor: { type: 'command', id: null } },
  subject: 'operator',
};

export function actOf(user: User): Act {
  return { ...visitor, actor: { type: 'user', id: user.id } };
}

/** An authenticator app as people have one: it knows the secret and the time. */
export function appWith(secret: string, clock: FakeClock): { code(aheadMs?: number): string } {
  const totp = new TOTP({ secret });
  return { code: (aheadMs = 0) => totp.generate({ timestamp: clock.nowMs() + aheadMs }) };
}

export interface MfaFixture {
  deps: MfaDeps;
  mfa: MfaService;
  access: AccessService;
  users: UserService;
  clock: FakeClock;
  mails: RecordedMail[];
  /** What the port to sessions was asked to end. */
  endedSessions: { userId: string; reason: string }[];
  /** The services of another process on the same database, perhaps configured otherwise. */
  another(config?: Partial<MfaDeps['config']>): MfaService;
  addUser(input?: NewUser, roles?: string[]): Promise<User>;
  callerOf(user: User): Promise<Caller>;
  /** Sets an app up, a minute ago so that its first code is over. */
  enrol(user: User, name?: string): Promise<Enrolled>;
  /** Gives somebody a passkey, as far as the database knows. */
  addPasskey(user: User): Promise<string>;
  entries(action?: string): Promise<AuditEntry[]>;
}

export interface Enrolled {
  id: string;
  secret: string;
  app: ReturnType<typeof appWith>;
  recoveryCodes: string[] | null;
}

function createGround(store: TestDatabase) {
  const { database } = store;
  const clock = fakeClock();
  const newId = createIds(clock);
  const sealer = createSealer('a master key of at least thirty-two characters');
  const audit = createAuditService({ database, clock, newId, sealer });
  const base = { database, clock, newId, sealer, audit, events: createEventService({ clock }) };
  const access = createAccessService({ ...base, ports: carriesNothing });
  return { ...base, access, limits: createLimitService({ ...base, isOn: true }), mail: recordingMail() };
}

const usualConfig: MfaDeps['config'] = {
  requiredRoles: [],
  graceSeconds: 7 * 86_400,
  trustedSeconds: 30 * 86_400,
  stepUpSeconds: 900,
  hasPasskeys: true,
  failuresAllowed: 5,
};

function createProcess(ground: ReturnType<typeof createGround>, config: Partial<MfaDeps['config']>) {
  const endedSessions: MfaFixture['endedSessions'] = [];
  const users: UserService = createUserService({
    ...ground,
    ports: { endEverything: () => Promise.resolve() },
  });
  const deps: MfaDeps = {
    ...{ ...ground, users, publicUrl, config: { ...usualConfig, ...config } },
    ports: {
      endSessions(...[, , userId, reason]) {
        endedSessions.push({ userId, reason });
        return Promise.resolve(2);
      },
    },
  };
  return { deps, users, endedSessions, mfa: createMfaService(deps) };
}

export function createMfaFixture(store: TestDatabase, config: Partial<MfaDeps['config']> = {}): MfaFixture {
  const { database } = store;
  const ground = createGround(store);
  const { access, clock } = ground;
  const { deps, users, endedSessions, mfa } = createProcess(ground, config);
  let count = 0;
  return {
    ...{ deps, mfa, access, users, clock, endedSessions, mails: ground.mail.mails },
    another: (more = {}) => createProcess(ground, { ...config, ...more }).mfa,
    async addUser(
      input = { username: `user${(count += 1)}`, email: `user${count}@example.com` },
      roles = [],
    ) {
      const user = await database.write((tx) => users.insert(tx, operator.act, input, 'user.create'));
      for (const role of roles) await access.grantRole(operator, { userId: user.id }, role);
      return user;
    },
    async callerOf(user) {
      const held = await access.accessOf(database.db, user.id);
      const subject = { ...held, userId: user.id, isStaff: user.isStaff, isSuperuser: user.isSuperuser };
      return { act: actOf(user), subject };
    },
    async enrol(user, name = 'Phone') {
      const { id, secret } = await mfa.totp.begin(actOf(user), user, name);
      const app = appWith(secret, clock);
      const { recoveryCodes } = await mfa.totp.confirm(actOf(user), user, { id, code: app.code() });
      clock.advance(60_000);
      return { id, secret, app, recoveryCodes };
    },
    async addPasskey(user) {
      const id = `passkey-${(count += 1)}`;
      const facts = { transports: '[]', aaguid: '', is_synced: 0, last_used_at: null, cloned_at: null };
      const row = {
        id,
        user_id: user.id,
        name: 'Key',
        public_key: '',
        sign_count: 0,
        created_at: 0,
        ...facts,
      };
      await database.write((tx) => tx.insertInto('passkeys').values(row).execute());
      return id;
    },
    async entries(action) {
      const query = { limit: 1_000, ...(action !== undefined && { action }) };
      return (await ground.audit.list(database.db, query)).reverse();
    },
  };
}

/** The code of the AppError that a promise rejects with; `none` when it does not. */
export { codeOf } from '../access/access.fixture.ts';
