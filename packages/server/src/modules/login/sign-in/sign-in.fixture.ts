import {
  fakeClock,
  softwareAuthenticator,
  type AuthenticatorSettings,
  type FakeClock,
  type SoftwareAuthenticator,
  type TestDatabase,
} from '@ostiary/testkit';
import { wireServices, type WiredServices } from '#app/wire-services.ts';
import { loadConfig } from '#config';
import type { Caller } from '#modules/access';
import type { Act } from '#modules/audit';
import type { NewUser, User } from '#modules/users';
import { appWith } from '../../mfa/mfa.fixture.ts';

const publicUrl = 'https://id.example.org';
export const password = 'walrus-tango-bicycle';

export const visitor: Act = {
  actor: { type: 'anonymous', id: null },
  origin: { address: '198.51.100.7', userAgent: 'test browser', requestId: 'request-1' },
};

export const operator: Caller = {
  act: { ...visitor, actor: { type: 'command', id: null } },
  subject: 'operator',
};

export function actOf(user: Pick<User, 'id'>): Act {
  return { ...visitor, actor: { type: 'user', id: user.id } };
}

export interface Enrolled {
  app: ReturnType<typeof appWith>;
  recoveryCodes: string[];
}

/** The real services on a test database. */
export interface SignInFixture extends WiredServices {
  clock: FakeClock;
  add(input: NewUser, roles?: string[]): Promise<User>;
  /** An authenticator app, set up a minute ago, so that its first code is over. */
  enrolApp(user: User): Promise<Enrolled>;
  /** An authenticator with a passkey of this user, and the recovery codes that came with it. */
  enrolPasskey(
    user: User,
    settings?: Partial<AuthenticatorSettings>,
  ): Promise<{ key: SoftwareAuthenticator; recoveryCodes: string[] }>;
  /** Answers a question for a passkey: of this user, or of whoever it is. */
  show(key: SoftwareAuthenticator, user: User | null): Promise<ReturnType<SoftwareAuthenticator['get']>>;
  /** Actions of the audit log with their outcome, oldest first. */
  actions(): Promise<string[]>;
  close(): Promise<void>;
}

function configured(env: Record<string, string>) {
  const { config, problems } = loadConfig({
    env: {
      OSTIARY_SECRET: 'a master key of at least thirty-two characters',
      OSTIARY_DATA_DIR: '/nowhere',
      OSTIARY_URL: publicUrl,
      OSTIARY_ARGON2_MEMORY: '1024',
      OSTIARY_ARGON2_PASSES: '1',
      OSTIARY_HASH_WORKERS: '1',
      OSTIARY_HASH_DEADLINE: '60s',
      OSTIARY_HASH_QUEUE: '1000',
      ...env,
    },
    cwd: '/',
  });
  if (!config) throw new Error(JSON.stringify(problems));
  return config;
}

function enrolment({ mfa }: WiredServices, clock: FakeClock) {
  return {
    async enrolApp(user: User): Promise<Enrolled> {
      const { id, secret } = await mfa.totp.begin(actOf(user), user, 'Phone');
      const app = appWith(secret, clock);
      const { recoveryCodes } = await mfa.totp.confirm(actOf(user), user, { id, code: app.code() });
      clock.advance(60_000);
      return { app, recoveryCodes: recoveryCodes ?? [] };
    },
    async enrolPasskey(user: User, settings: Partial<AuthenticatorSettings> = {}) {
      const key = softwareAuthenticator({ origin: publicUrl, ...settings });
      const answer = key.create(await mfa.passkeys.registrationOptions(user));
      const made = { response: answer as never, name: 'Key' };
      const { recoveryCodes } = await mfa.passkeys.register(actOf(user), user, made);
      return { key, recoveryCodes: recoveryCodes ?? [] };
    },
    async show(key: SoftwareAuthenticator, user: User | null) {
      return key.get(await mfa.passkeys.authenticationOptions(user));
    },
  };
}

export async function createSignInFixture(
  store: TestDatabase,
  env: Record<string, string> = {},
): Promise<SignInFixture> {
  const { database } = store;
  const clock = fakeClock();
  const ignore = (): void => undefined;
  const services = wireServices({ config: configured(env), database, clock, onBackgroundError: ignore });
  const { access, audit, passwords, users } = services;
  await access.ensureBuiltinRoles();
  return {
    ...services,
    ...enrolment(services, clock),
    clock,
    async add(input, roles = []) {
      const hash = await passwords.hash(password);
      const user = await database.write(async (tx) => {
        const made = await users.insert(tx, operator.act, users.check(input), 'user.create');
        await passwords.store(tx, made.id, hash);
        return made;
      });
      for (const role of roles) await access.grantRole(operator, { userId: user.id }, role);
      return user;
    },
    async actions() {
      const entries = await audit.list(database.db, { limit: 500 });
      return entries.reverse().map(({ action, outcome }) => `${action} ${outcome}`);
    },
    async close() {
      await passwords.close();
      await store.close();
    },
  };
}

export { codeOf } from '../../access/access.fixture.ts';
