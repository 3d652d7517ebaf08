import { databases } from '@ostiary/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportedAccess, ImportedClientRefresh, ImportedConsent } from '#modules/oauth';
import type { TakenOver } from '#modules/tokens';
import { dotToken, drfToken } from '../../src/modules/tokens/bulk/foreign-tokens.fixture.ts';
import { claimsOf, oauthWorld, type OauthWorld, type Person, type TestClient } from '../support/oauth/index.ts';

const hourMs = 3_600_000;
const windowMs = 10_000;
const gone = { status: 400, body: { error: 'invalid_grant' } };

describe.each(databases())('tokens of django-oauth-toolkit on $name', ({ open }) => {
  let database: Awaited<ReturnType<typeof open>>;
  let world: OauthWorld;
  let count = 0;
  beforeAll(async () => {
    database = await open();
    world = await oauthWorld({ DATABASE_URL: database.url, OSTIARY_REFRESH_REUSE_WINDOW: '10s' });
  });
  afterAll(async () => {
    await world.close();
    await database.close();
  });

  const person = (options = {}) => world.person(`person-${String(++count)}`, options);
  const { act } = { act: { actor: { type: 'command', id: null }, origin: {} } } as const;
  function taking<T>(
    take: (target: Parameters<OauthWorld['services']['oauth']['bulk']['importConsents']>[0], all: T[]) => Promise<TakenOver[]>,
    ...all: T[]
  ): Promise<TakenOver[]> {
    return world.services.database.write((tx) => take({ db: tx, tx, act: world.operator.act }, all));
  }
  const now = () => world.services.clock.nowMs();
  const times = () => ({ createdAt: now() - hourMs, expiresAt: now() + 9 * hourMs });
  const access = (userId: string | null, clientId: string, scope = 'read write'): ImportedAccess => ({
    ...{ text: dotToken(), userId, clientId, scope, ...times() },
  });
  const refreshOf = (userId: string, clientId: string, scope = 'read write'): ImportedClientRefresh => ({
    ...{ text: dotToken(), userId, clientId, scope, ...times(), isRevoked: false },
  });
  const takeAccess = (...all: ImportedAccess[]) => taking(world.services.oauth.bulk.importAccessTokens, ...all);
  const takeRefresh = (...all: ImportedClientRefresh[]) =>
    taking(world.services.oauth.bulk.importRefreshTokens, ...all);
  const takeConsents = (...all: ImportedConsent[]) =>
    taking(world.services.oauth.bulk.importConsents, ...all);

  test('an access token is introspected with what DOT says of it', async () => {
    const [ann, client] = [await person(), await world.client()];
    const token = access(ann.userId, client.clientId);
    expect(await takeAccess(token)).toEqual(['created']);
    expect(await world.introspect(token.text, client)).toMatchObject({
      ...{ active: true, scope: 'read write', client_id: client.clientId, username: ann.username },
      ...{ exp: Math.floor(token.expiresAt / 1000), sub: ann.userId },
    });
    expect(await world.introspect(dotToken(), client)).toEqual({ active: false });
  });
});
