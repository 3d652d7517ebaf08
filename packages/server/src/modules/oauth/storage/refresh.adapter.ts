import type { AdapterPayload } from 'oidc-provider';
import { firstPartyClientId, refreshPrefix, type PresentedRefresh } from '#modules/tokens';
import { epochSeconds } from '#platform/clock.ts';
import type { Tx } from '#platform/db/schema.ts';
import type { OauthDeps } from '../oauth.deps.ts';
import { tokenBehind } from '../signed/handles.ts';
import type { ModelAdapter } from './adapter.types.ts';
import { updateGrantSession } from './grants.store.ts';
import { keptOf, ownSessionSeconds, readKept, rotateFamily, type Kept } from './refresh-families.ts';
import { currentUnit, LostRace, type UnitOfWork } from './unit-of-work.ts';

type Deps = Pick<OauthDeps, 'clock' | 'tokens' | 'sessions' | 'audit' | 'config'>;

const offlineScope = 'offline_access';
function toPayload(deps: Deps, id: string, presented: PresentedRefresh): AdapterPayload {
  const { hasOwnSession: _own, ...kept } = readKept(presented);
  const { clientId, user, sessionId, scope, grantId, expiresAt } = presented;
  const isReplayed = presented.verdict === 'replayed';
  return {
    ...kept,
    ...{ jti: id, kind: 'RefreshToken', clientId: clientId ?? firstPartyClientId, accountId: user.id },
    ...{ sessionUid: sessionId, sid: sessionId, exp: epochSeconds(expiresAt) },
    ...(scope !== '' && { scope }),
    ...(grantId !== null && { grantId }),
    ...(isReplayed && { consumed: epochSeconds(deps.clock.nowMs()) }),
  };
}

const presentedKey = (id: string): string => `RefreshToken:${id}`;
const rotatingKey = 'RefreshToken:rotating';

function presentedIn(unit: UnitOfWork, id: string): PresentedRefresh | undefined {
  return unit.seen.get(presentedKey(id)) as PresentedRefresh | undefined;
}

/** The text of the refresh token that is issued next: for the engine's `generateTokenId`. */
export function nextRefreshToken({ tokens }: Pick<Deps, 'tokens'>): string {
  const unit = currentUnit();
  const rotating = unit.seen.get(rotatingKey);
  const presented = typeof rotating === 'string' ? presentedIn(unit, rotating) : undefined;
  return presented ? tokens.clientFamilies.successorOf(presented) : tokens.clientFamilies.begin();
}

/** The engine's word for the grant of RFC 8628. */
const deviceGrant = 'device_code';

/** A session for a device or application that goes on without the browser (OpenID Connect Core section 11). */
async function startOwnSession(
  deps: Deps,
  tx: Tx,
  begun: { payload: AdapterPayload; lifetimeSeconds: number },
): Promise<string> {
  const { accountId = '', amr = [], grantId = '', gty = '' } = begun.payload;
  const { session } = await deps.sessions.start(tx, currentUnit().act, {
    ...{ userId: accountId, amr, isBrowser: false },
    isOfApplication: !gty.startsWith(deviceGrant),
    lifetimeSeconds: ownSessionSeconds(deps, begun.lifetimeSeconds),
  });
  await updateGrantSession(tx, grantId, session.id);
  return session.id;
}

function needsOwnSession({ scope = '', gty = '' }: AdapterPayload): boolean {
  return scope.split(' ').includes(offlineScope) || gty.startsWith(deviceGrant);
}

async function insert(deps: Deps, tx: Tx, begun: { id: string; payload: AdapterPayload; seconds: number }) {
  const { id, payload, seconds } = begun;
  const { clientId = '', accountId = '', grantId = '', scope = '', sessionUid = '' } = payload;
  const hasOwnSession = needsOwnSession(payload);
  const sessionId = hasOwnSession
    ? await startOwnSession(deps, tx, { payload, lifetimeSeconds: seconds })
    : sessionUid;
  const kept: Kept = { ...keptOf(payload), ...(hasOwnSession && { hasOwnSession }) };
  await deps.tokens.clientFamilies.insert(tx, id, {
    ...{ clientId, userId: accountId, sessionId, scope, grantId, payload: JSON.stringify(kept) },
    expiresAt: deps.clock.nowMs() + seconds * 1000,
  });
}

async function rotate(
  deps: Deps,
  tx: Tx,
  rotation: { presented: PresentedRefresh; seconds: number },
): Promise<void> {
  if (!(await rotateFamily(deps, tx, rotation))) throw new LostRace('The refresh token');
}

async function end(deps: Deps, tx: Tx, { presented, id }: { presented: PresentedRefresh; id: string }) {
  const { act } = currentUnit();
  const text = tokenBehind(id);
  if (presented.verdict === 'replayed') return deps.tokens.clientFamilies.endReplayed(tx, act, text);
  // The first-party API knows a refresh token as a session.
  if (presented.clientId === null) {
    await deps.sessions.end(tx, act, presented.sessionId, 'token_revoked');
    return;
  }
  await deps.tokens.clientFamilies.end(tx, text, 'revoked');
}

/** Refresh tokens: families of the module `tokens`, so that one rule holds for all of them. */
export function createRefreshAdapter(deps: Deps, routeOf: () => string | undefined): ModelAdapter {
  return {
    async find(id) {
      // Nobody is told of another system's, as there (contracts/django-oauth-toolkit.md, introspection).
      if (routeOf() === 'introspection' && !id.startsWith(refreshPrefix)) return undefined;
      const presented = await deps.tokens.clientFamilies.find(tokenBehind(id));
      if (!presented) return undefined;
      // Looking is not using: elsewhere a token that was used up is simply no good any more.
      if (routeOf() !== 'token' && presented.verdict !== 'current') return undefined;
      const unit = currentUnit();
      unit.seen.set(presentedKey(id), presented);
      // The engine would end the grant of a used token, where the configuration may say to refuse and no more.
      if (presented.verdict === 'replayed' && deps.config.tokens.onReplay === 'refuse') {
        unit.inAnyCase((tx) => end(deps, tx, { presented, id }));
        return undefined;
      }
      return toPayload(deps, id, presented);
    },
    async consume(id) {
      // Written with the successor, whose lifetime it takes over.
      currentUnit().seen.set(rotatingKey, id);
    },
    async upsert(id, payload, seconds = 0) {
      const unit = currentUnit();
      const rotating = unit.seen.get(rotatingKey);
      if (typeof rotating !== 'string') {
        unit.onSuccess((tx) => insert(deps, tx, { id, payload, seconds }));
        return;
      }
      const presented = presentedIn(unit, rotating);
      if (!presented) throw new TypeError('A refresh token is rotated that was not presented');
      if (presented.verdict === 'successor') return;
      unit.onSuccess((tx) => rotate(deps, tx, { presented, seconds }));
    },
    async destroy(id) {
      const unit = currentUnit();
      const presented = presentedIn(unit, id);
      if (presented) unit.inAnyCase((tx) => end(deps, tx, { presented, id }));
    },
  };
}
