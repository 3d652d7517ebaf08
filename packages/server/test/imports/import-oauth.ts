import type { ImportedAccess, ImportedClientRefresh, ImportedConsent } from '#modules/oauth';
import type { ImportTarget, TakenOver } from '#modules/tokens';
import { dotToken } from '../../src/modules/tokens/bulk/foreign-tokens.fixture.ts';
import { oauthWorld, type OauthWorld } from '../support/oauth/index.ts';

const hourMs = 3_600_000;

/** The whole service, with what takes tokens and consents of another one over. */
export interface ImportWorld extends OauthWorld {
  /** As django-oauth-toolkit would have issued them an hour ago, for `read write` unless said otherwise. */
  accessToken(userId: string | null, clientId: string, changes?: Partial<ImportedAccess>): ImportedAccess;
  refreshToken(
    userId: string,
    clientId: string,
    changes?: Partial<ImportedClientRefresh>,
  ): ImportedClientRefresh;
  takeAccess(...tokens: ImportedAccess[]): Promise<TakenOver[]>;
  takeRefresh(...tokens: ImportedClientRefresh[]): Promise<TakenOver[]>;
  takeConsents(...consents: ImportedConsent[]): Promise<TakenOver[]>;
}

export async function importWorld(env: Record<string, string>): Promise<ImportWorld> {
  const world = await oauthWorld({ OSTIARY_REFRESH_REUSE_WINDOW: '10s', ...env });
  const { database, clock, oauth } = world.services;
  const common = () => ({
    ...{ text: dotToken(), scope: 'read write' },
    ...{ createdAt: clock.nowMs() - hourMs, expiresAt: clock.nowMs() + 9 * hourMs },
  });
  const within = (take: (target: ImportTarget) => Promise<TakenOver[]>): Promise<TakenOver[]> =>
    database.write((tx) => take({ db: tx, tx, act: world.operator.act }));
  return {
    ...world,
    accessToken: (userId, clientId, changes) => ({ ...common(), userId, clientId, ...changes }),
    refreshToken: (userId, clientId, changes) => ({
      ...{ ...common(), userId, clientId, isRevoked: false },
      ...changes,
    }),
    takeAccess: (...tokens) => within((target) => oauth.bulk.importAccessTokens(target, tokens)),
    takeRefresh: (...tokens) => within((target) => oauth.bulk.importRefreshTokens(target, tokens)),
    takeConsents: (...consents) => within((target) => oauth.bulk.importConsents(target, consents)),
  };
}
