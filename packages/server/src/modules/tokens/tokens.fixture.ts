import { fakeClock, type FakeClock, type TestDatabase } from '@ostiary/testkit';
import type { Config } from '#config';
import { createAccessService, type AccessService, type Caller } from '#modules/access';
import { createAuditService, type Act, type AuditEntry } from '#modules/audit';
import { createEventService } from '#modules/events';
import { createKeyService, type KeyService } from '#modules/keys';
import { createLimitService } from '#modules/limits';
import { createMfaService, type MfaService } from '#modules/mfa';
import { createServiceService, type ServiceService } from '#modules/services';
import { createSessionService, type SessionService } from '#modules/sessions';
import { createUserService, type NewUser, type User, type UserService } from '#modules/users';
import { AppError } from '#platform/errors.ts';
import { createIds } from '#platform/ids.ts';
import { createSealer } from '#platform/sealing.ts';
import { carriesNothing } from '../access/access.fixture.ts';
import { createTokenService } from './tokens.service.ts';
import type { TokenPair, TokenService } from './tokens.types.ts';
import { recordingMail } from '../mail/mail.fixture.ts';

export const visitor: Act = {
  actor: { type: 'anonymous', id: null },
  origin: { address: '198.51.100.7', userAgent: 'test client', requestId: 'request-1' },
};

export const operator: Caller = {
  act: { ...visitor, actor: { type: 'command', id: null } },
  subject: 'operator',
};

export const tokenConfig: Config['tokens'] = {
  algorithm: 'ES256',
  signingKey: null,
  issuer: 'https://auth.example.com',
  audience: null,
  leewaySeconds: 0,
  accessSeconds: 300,
  refreshSeconds: 86_400,
  refreshMaxAgeSeconds: 31_536_000,
  slidingSeconds: 300,
  slidingRefreshSeconds: 86_400,
  isRotating: true,
  reuseWindowSeconds: 10,
  onReplay: 'end-session',
  claims: { userId: 'user_id', tokenType: 'token_type', tokenId: 'jti', slidingRefreshExp: 'refresh_exp' },
  headerTypes: ['Bearer'],
  loginField: 'email',
};

const factorConfig: Config['factors'] = {
  requiredRoles: ['owner'],
  graceSeconds: 86_400,
  trustedSeconds: 86_400,
  stepUpSeconds: 900,
};

export interface TokensFixture {
  tokens: TokenService;
  mfa: MfaService;
  keys: KeyService;
  sessions: SessionService;
  users: UserService;
  access: AccessService;
  services: ServiceService;
  clock: FakeClock;
  addUser(input?: NewUser): Promise<User>;
  /** Signs a user in by username. */
  signIn(user: User): Promise<TokenPair>;
  /** The services of another process on the same database, perhaps configured otherwise. */
  another(config?: Partial<Config['tokens']>): { tokens: TokenService; keys: KeyService };
  callerOf(user: User): Promise<Caller>;
  entries(action?: string): Promise<AuditEntry[]>;
  events(type?: string): Promise<{ type: string; subjectId: string; data: unknown }[]>;
}

function createFoundation(store: TestDatabase) {
  const { database } = store;
  const clock = fakeClock();
  const newId = createIds(clock);
  const sealer = createSealer('a master key of at least thirty-two characters');
  const audit = createAuditService({ database, clock, newId, sealer });
  const base = { database, clock, newId, sealer, audit, events: createEventService({ clock }) };
  const access = createAccessService({ ...base, ports: carriesNothing });
  return { ...base, access, services: createServiceService({ ...base, access }) };
}

function createProcess(foundation: ReturnType<typeof createFoundation>, config: Config['tokens']) {
  const { algorithm, signingKey } = config;
  const keys = createKeyService({
    ...foundation,
    config: { algorithm, signingKey, keepRetiredSeconds: 86_400 },
  });
  const users: UserService = createUserService({
    ...foundation,
    ports: {
      async endEverything(tx, act, { userId, reason }) {
        await sessions.endAll(tx, act, userId, reason);
        await tokens.revokeApiTokensOf(tx, act, userId);
      },
    },
  });
  const sessions: SessionService = createSessionService({
    ...{ ...foundation, mail: recordingMail(), publicUrl: 'https://id.example', tellsOfNewDevices: false },
    idleSeconds: 30 * 24 * 60 * 60,
    users,
    ports: { endFamilies: (...args) => tokens.endFamilies(...args) },
  });
  // Stands for hashing, which has tests of its own and would take most of the time of these.
  const passwords = {
    async authenticate(_act: Act, { login, password }: { login: string; password: string }): Promise<User> {
      const user = await users.findByLogin(foundation.database.db, login);
      if (!user?.isActive || password !== 'correct') throw new AppError('passwords.invalid_credentials');
      return user;
    },
  };
  const mfa = createMfaService({
    ...{ ...foundation, users, limits: createLimitService({ ...foundation, isOn: true }) },
    ...{ mail: recordingMail(), publicUrl: 'https://id.example' },
    config: { ...factorConfig, hasPasskeys: true, failuresAllowed: 5 },
    ports: { endSessions: (...args) => sessions.endAll(...args) },
  });
  const tokens: TokenService = createTokenService({
    ports: { isClientTokenLive: async () => false, findStoredAccess: async () => undefined },
    ...foundation,
    keys,
    users,
    sessions,
    passwords,
    mfa,
    config,
  });
  return { tokens, mfa, keys, users, sessions };
}

export async function createTokensFixture(
  store: TestDatabase,
  changes: Partial<Config['tokens']> = {},
): Promise<TokensFixture> {
  const { database } = store;
  const foundation = createFoundation(store);
  const { access, audit, clock, services: clientServices } = foundation;
  const config = { ...tokenConfig, ...changes };
  const services = createProcess(foundation, config);
  const { tokens, keys, users } = services;
  await keys.ensureKey();
  let count = 0;
  return {
    ...services,
    access,
    services: clientServices,
    clock,
    addUser: (input = { username: `user${(count += 1)}` }) =>
      database.write((tx) => users.insert(tx, operator.act, input, 'user.create')),
    async signIn(user) {
      const login = user.username ?? user.email ?? '';
      return (await tokens.signIn(visitor, { login, password: 'correct' })).pair;
    },
    another: (more = {}) => createProcess(foundation, { ...config, ...more }),
    async callerOf(user) {
      const held = await access.accessOf(database.db, user.id);
      const subject = { ...held, userId: user.id, isStaff: user.isStaff, isSuperuser: user.isSuperuser };
      return { act: { ...visitor, actor: { type: 'user', id: user.id } }, subject };
    },
    async entries(action) {
      const query = { limit: 1_000, ...(action === undefined ? {} : { action }) };
      return (await audit.list(database.db, query)).reverse();
    },
    async events(type) {
      const rows = await database.db.selectFrom('events').selectAll().orderBy('id').execute();
      return rows
        .filter((row) => type === undefined || row.type === type)
        .map((row) => ({ type: row.type, subjectId: row.subject_id, data: JSON.parse(row.data) as unknown }));
    },
  };
}

/** The code of the AppError that a promise rejects with; `none` when it does not. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'none';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** The claims of a JWT, unchecked. */
export function claimsOf(jwt: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}
