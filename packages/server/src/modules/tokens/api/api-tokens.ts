import type { Caller } from '#modules/access';
import type { Act } from '#modules/audit';
import { createLastUse, requireOwnOrManaged } from '#modules/sessions';
import type { User } from '#modules/users';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { isUuid } from '#platform/ids.ts';
import { randomSecret } from '#platform/random.ts';
import type { Sealer } from '#platform/sealing.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import type { ApiToken, TokenIdentity } from '../tokens.types.ts';
import { uuidToBytes } from '../uuid-bytes.ts';
import { apiTokenHashOf, apiTokenPrefix, findApiTokenProblems, isApiTokenText } from './api-token.rules.ts';
import {
  consumeApiToken,
  consumeApiTokensOf,
  createApiTokenQuery,
  findApiToken,
  findLoginToken,
  insertApiToken,
  updateLastUsed,
} from './api-tokens.store.ts';

/** Derived from its id under a server key: it can be given again without being kept. */
function loginTokenOf(sealer: Sealer, info: { id: string; userId: string }): string {
  const proof = sealer.mac('login-token', `${info.id}|${info.userId}`);
  return apiTokenPrefix + Buffer.concat([uuidToBytes(info.id), proof]).toString('base64url');
}

function requireOwn(caller: Caller, userId: string): void {
  const { subject } = caller;
  if (subject === null) throw new AppError('access.unauthenticated');
  if (subject !== 'operator' && subject.userId !== userId) throw new AppError('access.denied');
}

function build(
  deps: TokenDeps,
  fields: Pick<ApiToken, 'userId' | 'name' | 'kind' | 'scope' | 'expiresAt'>,
): ApiToken {
  return { ...fields, id: deps.newId(), createdAt: deps.clock.nowMs(), lastUsedAt: null, revokedAt: null };
}

async function auditCreation(
  deps: TokenDeps,
  tx: Tx,
  { act, info }: { act: Act; info: ApiToken },
): Promise<void> {
  await deps.audit.record(tx, act, {
    action: 'token.create',
    outcome: 'success',
    target: { type: 'token', id: info.id },
    details: { user_id: info.userId, name: info.name, kind: info.kind, scope: info.scope },
  });
}

export async function createApiToken(
  deps: TokenDeps,
  caller: Caller,
  input: { userId: string; name: string; scope?: string; expiresAt?: number | null },
): Promise<{ token: string; info: ApiToken }> {
  const { userId } = input;
  requireOwn(caller, userId);
  const wanted = { name: input.name.trim(), scope: input.scope ?? '', expiresAt: input.expiresAt ?? null };
  const fields = findApiTokenProblems(wanted, deps.clock.nowMs());
  if (fields.length > 0) throw new AppError('request.invalid', { fields });
  await deps.users.get(deps.database.db, userId);
  const info = build(deps, { ...wanted, userId, kind: 'named' });
  const token = apiTokenPrefix + randomSecret();
  await deps.database.write(async (tx) => {
    await insertApiToken(tx, info, apiTokenHashOf(deps.sealer, token));
    await auditCreation(deps, tx, { act: caller.act, info });
  });
  return { token, info };
}

/** Errors: `service.unavailable` in the unlikely case that the token is revoked while it is given. */
export async function obtainLoginToken(deps: TokenDeps, act: Act, user: User): Promise<string> {
  const { database, sealer } = deps;
  const known = await findLoginToken(database.db, user.id);
  if (known) return loginTokenOf(sealer, known);
  const info = build(deps, { userId: user.id, name: 'login', kind: 'login', scope: '', expiresAt: null });
  const token = loginTokenOf(sealer, info);
  const byUser: Act = { ...act, actor: { type: 'user', id: user.id } };
  const winner = await database.write(async (tx) => {
    if (!(await insertApiToken(tx, info, apiTokenHashOf(sealer, token)))) return findLoginToken(tx, user.id);
    await auditCreation(deps, tx, { act: byUser, info });
    return info;
  });
  if (!winner) throw new AppError('service.unavailable', { retryAfterSeconds: 1 });
  return loginTokenOf(sealer, winner);
}

/** Errors: see TokenService.authenticateApiToken. */
export function createApiTokenAuthentication(deps: TokenDeps): (token: string) => Promise<TokenIdentity> {
  const { database, clock } = deps;
  const find = createApiTokenQuery(database.db);
  const noteUsed = createLastUse({
    database,
    clock,
    update: updateLastUsed,
    onError: deps.onBackgroundError,
  });
  return async (token) => {
    const found = isApiTokenText(token) ? await find(apiTokenHashOf(deps.sealer, token)) : undefined;
    if (!found || found.info.revokedAt !== null) throw new AppError('tokens.invalid');
    const { info, user } = found;
    if (info.expiresAt !== null && info.expiresAt <= clock.nowMs()) throw new AppError('tokens.expired');
    if (!user.isActive) throw new AppError('tokens.user_inactive');
    noteUsed(info.id, info.lastUsedAt);
    return {
      ...{ user, sessionId: null, scope: info.scope, clientId: null, claims: {} },
      ...{ service: null, apiTokenId: info.id },
    };
  };
}

async function emitRevoked(deps: TokenDeps, tx: Tx, revoked: { id: string; userId: string }): Promise<void> {
  const data = { user_id: revoked.userId };
  await deps.events.emit(tx, { type: 'token.revoked', subjectId: revoked.id, data });
}

async function recordRevocation(deps: TokenDeps, tx: Tx, { act, info }: { act: Act; info: ApiToken }) {
  await emitRevoked(deps, tx, { id: info.id, userId: info.userId });
  await deps.audit.record(tx, act, {
    action: 'token.revoke',
    outcome: 'success',
    target: { type: 'token', id: info.id },
    details: { user_id: info.userId, name: info.name },
  });
}

/** See TokenService.revokeApiTokenText. */
export async function revokeApiTokenText(
  deps: TokenDeps,
  tx: Tx,
  { act, token }: { act: Act; token: string },
): Promise<void> {
  if (!isApiTokenText(token)) return;
  const found = await createApiTokenQuery(tx)(apiTokenHashOf(deps.sealer, token));
  if (!found || !(await consumeApiToken(tx, found.info.id, deps.clock.nowMs()))) return;
  await recordRevocation(deps, tx, { act, info: found.info });
}

export async function revokeApiToken(deps: TokenDeps, caller: Caller, id: string): Promise<void> {
  const info = isUuid(id) ? await findApiToken(deps.database.db, id) : undefined;
  await requireOwnOrManaged(deps, caller, info?.userId);
  const isRevoked = await deps.database.write(async (tx) => {
    if (!info || !(await consumeApiToken(tx, id, deps.clock.nowMs()))) return false;
    await recordRevocation(deps, tx, { act: caller.act, info });
    return true;
  });
  if (!isRevoked) throw new AppError('tokens.api_token_not_found');
}

export async function revokeApiTokensOf(
  deps: TokenDeps,
  tx: Tx,
  { act, userId }: { act: Act; userId: string },
): Promise<void> {
  const ids = await consumeApiTokensOf(tx, userId, deps.clock.nowMs());
  if (ids.length === 0) return;
  for (const id of ids) await emitRevoked(deps, tx, { id, userId });
  await deps.audit.record(tx, act, {
    action: 'token.revoke',
    outcome: 'success',
    target: { type: 'user', id: userId },
    details: { token_ids: ids },
  });
}
