import { fakeClock, type FakeClock, type TestDatabase } from '@ostiary/testkit';
import type { Caller } from '#modules/access';
import type { Act, AuditEntry } from '#modules/audit';
import type { ShownMail } from '#modules/mail';
import type { NewUser, User } from '#modules/users';
import { wireServices, type WiredServices } from '#app/wire-services.ts';
import { loadConfig } from '#config';
import { isAppError } from '#platform/errors.ts';

export const publicUrl = 'https://id.example.org';
export const password = 'walrus-tango-bicycle';
export const otherPassword = 'harbour-lantern-piano';

export function actFrom(address = '198.51.100.7', acceptLanguage?: string): Act {
  const origin = { address, userAgent: 'test', requestId: 'request-1' };
  return {
    actor: { type: 'anonymous', id: null },
    origin: { ...origin, ...(acceptLanguage !== undefined && { acceptLanguage }) },
  };
}

export const operator: Caller = {
  act: { ...actFrom(), actor: { type: 'command', id: null } },
  subject: 'operator',
};

/** The real services, with their outbox, on a test database. */
export interface OwnAccountsFixture extends WiredServices {
  clock: FakeClock;
  store: TestDatabase;
  backgroundErrors: unknown[];
  add(input: NewUser, password?: string): Promise<User>;
  /** The user as they are now. */
  again(user: Pick<User, 'id'>): Promise<User>;
  /** Oldest first; each mail is told once. */
  newMails(): Promise<ShownMail[]>;
  /** Of the one mail that is new: its template, and the token of its link. */
  tokenOf(template: string): Promise<string>;
  /** Oldest first, without what the system did. */
  actions(): Promise<string[]>;
  entries(): Promise<AuditEntry[]>;
  emitted(): Promise<{ type: string; subjectId: string; data: unknown }[]>;
  asCaller(user: User): Promise<Caller>;
  startSession(user: User): Promise<{ sessionId: string }>;
  close(): Promise<void>;
}

/** The code of an AppError that a promise rejects with; undefined when it does not. */
export async function codeOf(promise: Promise<unknown>): Promise<string | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}

export function tokenIn(mail: Pick<ShownMail, 'text'>): string {
  const token = /[?&]token=([\w-]+)/.exec(mail.text)?.[1];
  if (token === undefined) throw new Error(`No link in this mail:\n${mail.text}`);
  return token;
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
      OSTIARY_SIGN_IN_LINK: 'on',
      OSTIARY_SIGN_IN_CODE: 'on',
      ...env,
    },
    cwd: '/',
  });
  if (!config) throw new Error(JSON.stringify(problems));
  return config;
}

/** What tests look at: mails, audit entries and events. */
function observe({ database, audit, mail }: WiredServices) {
  const seen = new Set<string>();
  const newMails: OwnAccountsFixture['newMails'] = async () => {
    const shown = (await mail.shown(database.db, 500)).filter(({ id }) => !seen.has(id)).reverse();
    for (const { id } of shown) seen.add(id);
    return shown;
  };
  const entries: OwnAccountsFixture['entries'] = async () => {
    const newestFirst = await audit.list(database.db, { limit: 500 });
    return newestFirst.reverse().filter(({ actor }) => actor.type !== 'system');
  };
  return {
    newMails,
    entries,
    async tokenOf(template: string) {
      const mails = await newMails();
      const [only] = mails;
      if (!only || mails.length !== 1 || only.template !== template) {
        throw new Error(`Mailed was: ${mails.map((one) => one.template).join(', ')}`);
      }
      return tokenIn(only);
    },
    actions: async () => (await entries()).map(({ action, outcome }) => `${action} ${outcome}`),
    async emitted() {
      const rows = await database.db.selectFrom('events').selectAll().orderBy('id').execute();
      return rows.map((row) => ({
        ...{ type: row.type, subjectId: row.subject_id },
        data: JSON.parse(row.data) as unknown,
      }));
    },
  };
}

export async function createOwnAccountsFixture(
  store: TestDatabase,
  env: Record<string, string> = {},
  database = store.database,
): Promise<OwnAccountsFixture> {
  const clock = fakeClock();
  const backgroundErrors: unknown[] = [];
  const onBackgroundError = (error: unknown): void => void backgroundErrors.push(error);
  const services = wireServices({ config: configured(env), database, clock, onBackgroundError });
  const { access, passwords, sessions, users } = services;
  await access.ensureBuiltinRoles();
  return {
    ...services,
    ...observe(services),
    ...{ clock, store, backgroundErrors },
    async add(input, secret) {
      const hash = secret === undefined ? undefined : await passwords.hash(secret);
      return database.write(async (tx) => {
        const user = await users.insert(tx, operator.act, users.check(input), 'user.create');
        if (hash !== undefined) await passwords.store(tx, user.id, hash);
        return user;
      });
    },
    again: ({ id }) => users.get(database.db, id),
    async asCaller({ id, isStaff, isSuperuser }) {
      const held = await access.accessOf(database.db, id);
      const act: Act = { ...actFrom(), actor: { type: 'user', id } };
      return { act, subject: { ...held, userId: id, isStaff, isSuperuser } };
    },
    async startSession({ id: userId }) {
      const started = { userId, amr: ['pwd'], lifetimeSeconds: 3_600, isBrowser: true };
      const { session } = await database.write((tx) => sessions.start(tx, actFrom(), started));
      return { sessionId: session.id };
    },
    async close() {
      await passwords.close();
      await store.close();
    },
  };
}
