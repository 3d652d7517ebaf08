import type { Act } from '#modules/audit';
import type { UserService } from '#modules/users';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import type { NewId } from '#platform/ids.ts';
import { randomSecret } from '#platform/random.ts';
import { endOneSession, endSession, endSessionsOf, type EndingDeps } from './ending.ts';
import { acrOf } from './assurance.rules.ts';
import { forgottenAfterMs } from './known-devices/known-devices.rules.ts';
import { deleteDevicesSeenBefore } from './known-devices/known-devices.store.ts';
import { noteDevice, type KnownDeviceDeps } from './known-devices/known-devices.ts';
import { createLastUse } from './last-use.ts';
import { createSessionBulk } from './sessions.bulk.ts';
import {
  deleteSessionsExpiredBefore,
  findLiveSession,
  findSessionBySecretHash,
  findSessionWithUser,
  insertSession,
  listSessions,
  updateExpiry,
  updateLastSeen,
  updateToProved,
  updateToRenewed,
} from './sessions.store.ts';
import type { NewSession, Session, SessionService } from './sessions.types.ts';

export interface SessionDeps extends EndingDeps, KnownDeviceDeps {
  users: UserService;
  newId: NewId;
  /** How long the session of a browser is good that nobody uses. */
  idleSeconds: number;
  /** Told when the time of last use could not be written in the background. */
  onBackgroundError?: (error: unknown) => void;
}

const maxUserAgentLength = 400;
const defaultPageSize = 100;
/** Ended sessions stay this long, so that people can be told about them. */
const keepMs = 30 * 24 * 60 * 60 * 1000;

function hashOf(sealer: KnownDeviceDeps['sealer'], secret: string): string {
  return sealer.mac('session-secret', secret).toString('base64url');
}

function build(deps: SessionDeps, act: Act, input: NewSession): Session {
  const now = deps.clock.nowMs();
  return {
    id: deps.newId(),
    userId: input.userId,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: now + input.lifetimeSeconds * 1000,
    authenticatedAt: now,
    amr: input.amr,
    acr: acrOf(input.amr),
    address: act.origin.address,
    userAgent: act.origin.userAgent?.slice(0, maxUserAgentLength) ?? null,
    endedAt: null,
    endReason: null,
  };
}

/** Whoever signed in is the one who acted, once they have proved it. */
function asUser(act: Act, userId: string): Act {
  return act.actor.type === 'anonymous' ? { ...act, actor: { type: 'user', id: userId } } : act;
}

async function start(deps: SessionDeps, tx: Tx, signIn: { act: Act; input: NewSession }) {
  const { act, input } = signIn;
  const session = build(deps, act, input);
  // Writing to the user's row first makes this wait for a deactivation under way, and the other way
  // round: no session is left behind for an account that has just been closed.
  const isActive = await deps.users.noteSignIn(tx, input.userId, session.createdAt);
  if (!isActive) throw new AppError('passwords.invalid_credentials');
  const secret = input.isBrowser ? randomSecret() : null;
  await insertSession(tx, session, secret === null ? null : hashOf(deps.sealer, secret));
  if (input.isOfApplication !== true) {
    await noteDevice(deps, tx, { act, userId: input.userId, at: session.createdAt });
  }
  await deps.audit.record(tx, asUser(act, input.userId), {
    action: 'session.sign_in',
    outcome: 'success',
    target: { type: 'user', id: input.userId },
    details: { session_id: session.id, amr: input.amr },
  });
  return { session, secret };
}

interface RenewalOf {
  act: Act;
  sessionId: string;
  userId: string;
  amr: string[];
  lifetimeSeconds: number;
}

async function renew(deps: SessionDeps, tx: Tx, renewal: RenewalOf) {
  const { act, sessionId, userId, amr, lifetimeSeconds } = renewal;
  const now = deps.clock.nowMs();
  const isActive = await deps.users.noteSignIn(tx, userId, now);
  if (!isActive) throw new AppError('passwords.invalid_credentials');
  const secret = randomSecret();
  const session = await updateToRenewed(tx, {
    ...{ id: sessionId, userId, amr, acr: acrOf(amr), now, secretHash: hashOf(deps.sealer, secret) },
    expiresAt: now + lifetimeSeconds * 1000,
  });
  if (!session) return undefined;
  await deps.audit.record(tx, asUser(act, userId), {
    action: 'session.sign_in',
    outcome: 'success',
    target: { type: 'user', id: userId },
    details: { session_id: sessionId, amr, is_renewal: true },
  });
  return { session, secret };
}

/** Somebody in a session showed once more who they are: the methods of both times count. */
async function proveAgain(
  deps: SessionDeps,
  tx: Tx,
  proof: { act: Act; sessionId: string; userId: string; amr: readonly string[] },
) {
  const { sessionId, userId } = proof;
  const live = await findLiveSession(tx, sessionId, deps.clock.nowMs());
  if (!live) return undefined;
  const secret = randomSecret();
  const amr = [...new Set([...live.session.amr, ...proof.amr])];
  const proved = await updateToProved(tx, {
    ...{ id: sessionId, userId, amr, acr: acrOf(amr) },
    ...{ now: deps.clock.nowMs(), secretHash: hashOf(deps.sealer, secret) },
  });
  if (!proved) return undefined;
  await deps.audit.record(tx, asUser(proof.act, userId), {
    action: 'session.step_up',
    outcome: 'success',
    target: { type: 'user', id: userId },
    details: { session_id: sessionId, amr },
  });
  return { session: proved.session, secret: proved.hasCookie ? secret : null };
}

export function createSessionService(deps: SessionDeps): SessionService {
  const { database, clock, sealer } = deps;
  const noteSeen = createLastUse({
    database,
    clock,
    update: updateLastSeen,
    onError: deps.onBackgroundError,
  });
  return {
    bulk: createSessionBulk(deps),
    start: (tx, act, input) => start(deps, tx, { act, input }),
    renew: (tx, act, renewal) => renew(deps, tx, { ...renewal, act }),
    proveAgain: (tx, act, proof) => proveAgain(deps, tx, { ...proof, act }),
    findLive: (sessionId) => findLiveSession(database.db, sessionId, clock.nowMs()),
    async findBySecret(secret) {
      const now = clock.nowMs();
      const found = await findSessionBySecretHash(database.db, hashOf(sealer, secret), now);
      if (!found || found.session.lastSeenAt + deps.idleSeconds * 1000 <= now) return undefined;
      noteSeen(found.session.id, found.session.lastSeenAt);
      return found;
    },
    async findWithUser(sessionId, userId) {
      const found = await findSessionWithUser(database.db, sessionId, userId);
      if (!found) return undefined;
      const { session, user } = found;
      const isLive = session?.endedAt === null && session.expiresAt > clock.nowMs();
      return { user, session: isLive ? session : undefined };
    },
    extend: (...[tx, sessionId, expiresAt, now]) => updateExpiry(tx, sessionId, { expiresAt, now }),
    end: (...[tx, act, sessionId, reason]) => endSession(deps, tx, { act, sessionId, reason }),
    endAll: (...[tx, act, userId, reason, keepSessionId]) =>
      endSessionsOf(deps, tx, { act, userId, reason, keepSessionId }),
    endOne: (caller, sessionId) => endOneSession(deps, caller, sessionId),
    list: (db, userId, page) =>
      listSessions(db, userId, {
        now: clock.nowMs(),
        limit: page?.limit ?? defaultPageSize,
        before: page?.before,
        state: page?.state ?? 'live',
      }),
    prune: async (tx, now) =>
      (await deleteSessionsExpiredBefore(tx, now - keepMs)) +
      (await deleteDevicesSeenBefore(tx, now - forgottenAfterMs)),
  };
}
