import type { AuditEntry } from '#modules/audit';
import type { Session } from '#modules/sessions';
import type { ApiToken } from '#modules/tokens';
import type { User } from '#modules/users';
import { isoTime } from '#platform/clock.ts';
import type { OwnData } from '../own-accounts.types.ts';
import { listActivity } from './activity.ts';
import type { OwnDataDeps } from './own-data.deps.ts';
import * as records from './records.rules.ts';

const pageSize = 100;
/** The newest of them: an account that a script uses has more than anybody reads. */
const maxEntries = 5_000;

/** Every page of a list, whose next page begins after the last item of the one before. */
async function allOf<T>(
  read: (before: T | undefined, limit: number) => Promise<T[]>,
  max = Infinity,
): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const page = await read(all.at(-1), pageSize);
    all.push(...page);
    if (page.length < pageSize || all.length >= max) return all.slice(0, max);
  }
}

function allSessions({ sessions, database }: OwnDataDeps, userId: string): Promise<Session[]> {
  return allOf((last, limit) =>
    sessions.list(database.db, userId, { limit, state: 'all', ...(last && { before: last.id }) }),
  );
}

function allTokens({ tokens, database }: OwnDataDeps, userId: string): Promise<ApiToken[]> {
  return allOf((last, limit) =>
    tokens.listApiTokens(database.db, userId, { limit, ...(last && { before: last.id }) }),
  );
}

function allActivity({ audit, database }: OwnDataDeps, userId: string): Promise<AuditEntry[]> {
  return allOf(
    (last, limit) =>
      listActivity({ audit, db: database.db }, userId, { limit, ...(last && { before: last.seq }) }),
    maxEntries,
  );
}

async function allApplications({ access, applications, database }: OwnDataDeps, user: User) {
  const held = await access.accessOf(database.db, user.id);
  const { id, isStaff, isSuperuser } = user;
  const act = {
    actor: { type: 'user', id },
    origin: { address: null, userAgent: null, requestId: null },
  } as const;
  const caller = { act, subject: { ...held, userId: id, isStaff, isSuperuser } };
  const all = [];
  let after: string | null = null;
  do {
    const query = {
      limit: pageSize,
      order: 'created_at',
      ownerId: id,
      ...(after !== null && { after }),
    } as const;
    const page = await applications.list(caller, query);
    all.push(...page.items);
    after = page.next;
  } while (after !== null);
  return all;
}

async function factorsOf({ mfa, database: { db } }: OwnDataDeps, userId: string) {
  const [apps, passkeys, left, devices] = await Promise.all([
    mfa.totp.list(db, userId),
    mfa.passkeys.list(db, userId),
    mfa.recoveryCodes.left(db, userId),
    mfa.trustedDevices.list(db, userId),
  ]);
  return {
    authenticator_apps: apps.map(records.ofTotp),
    passkeys: passkeys.map(records.ofPasskey),
    recovery_codes_left: left,
    trusted_browsers: devices.map(records.ofTrustedDevice),
  };
}

/**
 * Everything that is kept of a user and names them, in the words of the API. `format` changes when a reader of an
 * older one would go wrong.
 */
export async function collectOwnData(deps: OwnDataDeps, user: User): Promise<OwnData> {
  const { access, oauth, services } = deps;
  const { db } = deps.database;
  const held = await access.accessOf(db, user.id);
  const entered = (await services.accessOfMany(db, [user])).get(user.id) ?? [];
  const activity = await allActivity(deps, user.id);
  return {
    format: 'ostiary-own-data/1',
    created_at: isoTime(deps.clock.nowMs()),
    profile: records.ofUser(user),
    access: {
      ...held,
      direct_roles: await access.listDirectRoles(db, user.id),
      groups: await access.listGroupsOf(db, user.id),
    },
    services: entered.filter((one) => one.access !== null).map(records.ofServiceAccess),
    sessions: (await allSessions(deps, user.id)).map(records.ofSession),
    tokens: (await allTokens(deps, user.id)).map(records.ofToken),
    factors: await factorsOf(deps, user.id),
    granted_applications: (await oauth.listGranted(db, user.id)).map(records.ofGranted),
    own_applications: (await allApplications(deps, user)).map(records.ofApplication),
    activity: activity.map(records.ofEntry),
    has_all_activity: activity.length < maxEntries,
  };
}
