import type { AdapterPayload } from 'oidc-provider';
import { epochSeconds } from '#platform/clock.ts';
import type { Tx } from '#platform/db/schema.ts';
import { endGrant } from '../grants/grant-ending.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import type { ModelAdapter } from './adapter.types.ts';
import { findGrant, insertGrant, type Grant } from './grants.store.ts';
import { currentUnit, type UnitOfWork } from './unit-of-work.ts';

/** A grant ends by being deleted, never by time: what is issued under it expires. */
const distantFuture = 253_402_300_799;

function toPayload({ id, userId, clientId, payload, createdAt }: Grant): AdapterPayload {
  return {
    ...payload,
    ...{ jti: id, kind: 'Grant', accountId: userId, clientId },
    ...{ iat: epochSeconds(createdAt), exp: distantFuture },
  };
}

/** Which session a new grant belongs to: noted when the grant is made, since the engine does not say. */
export function noteGrantSession(sessionId: string): void {
  currentUnit().seen.set('Grant:session', sessionId);
}

const pendingKey = (id: string): string => `Grant:pending:${id}`;

/** Something is issued under the grant: now it is stored, if it is a new one. */
export function storeGrantOf(unit: UnitOfWork, grantId: string | undefined): void {
  const write = grantId === undefined ? undefined : unit.seen.get(pendingKey(grantId));
  if (typeof write !== 'function') return;
  unit.seen.delete(pendingKey(grantId ?? ''));
  unit.onSuccess(write as (tx: Tx) => Promise<void>);
}

/** Whether nothing was issued under it yet, so that it is not stored. */
export function isGrantPending(unit: UnitOfWork, grantId: string): boolean {
  return unit.seen.has(pendingKey(grantId));
}

/** Authorizations, in a table of their own. */
export function createGrantAdapter(deps: OauthDeps): ModelAdapter {
  return {
    async find(id) {
      const { seen } = currentUnit();
      const key = `Grant:${id}`;
      if (seen.has(key)) return seen.get(key) as AdapterPayload | undefined;
      const grant = await findGrant(deps.database.db, id);
      const payload = grant && toPayload(grant);
      seen.set(key, payload);
      return payload;
    },
    async upsert(id, payload) {
      const unit = currentUnit();
      const sessionId = unit.seen.get('Grant:session');
      const { accountId: userId, clientId, jti: _jti, kind: _kind, iat: _iat, exp: _exp, ...rest } = payload;
      if (typeof sessionId !== 'string' || userId === undefined || clientId === undefined) {
        throw new TypeError('A grant belongs to a user, a client and a session');
      }
      unit.seen.set(`Grant:${id}`, payload);
      const grant = { id, userId, clientId, sessionId, payload: rest, createdAt: deps.clock.nowMs() };
      // Stored with what is issued under it: a request that has to ask the user first leaves none behind.
      unit.seen.set(pendingKey(id), async (tx: Tx) => {
        await insertGrant(tx, grant);
        await deps.audit.record(tx, unit.act, {
          action: 'oauth.authorize',
          outcome: 'success',
          target: { type: 'user', id: userId },
          details: { client_id: clientId, grant_id: id, session_id: sessionId },
        });
      });
    },
    async destroy(id) {
      const unit = currentUnit();
      const { act } = unit;
      unit.seen.set(`Grant:${id}`, undefined);
      unit.inAnyCase(async (tx) => {
        await endGrant(deps, tx, { act, grantId: id, reason: 'revoked' });
      });
    },
  };
}
