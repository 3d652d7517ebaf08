import { mergedScopes, openidScopes } from '../consents/consents.rules.ts';
import { ownAudience } from '../engine/own-audience.ts';
import type { OauthServiceDeps } from '../oauth.deps.ts';
import { importAccessTokens } from './import-access-tokens.ts';
import { importConsents } from './import-consents.ts';
import { importRefreshTokens } from './import-refresh-tokens.ts';
import { listConsentsAfter } from './imported-consents.store.ts';
import type { OauthBulk } from './oauth.bulk.types.ts';

export function createOauthBulk(deps: OauthServiceDeps): OauthBulk {
  return {
    // What has dots is taken for a signed token.
    isForeignAccessText: (text) => deps.tokens.bulk.isForeignRefreshText(text) && !text.includes('.'),
    importConsents: (target, consents) => importConsents(deps, target, consents),
    importAccessTokens: (target, tokens) => importAccessTokens(deps, target, tokens),
    importRefreshTokens: (target, tokens) => importRefreshTokens(deps, target, tokens),
    async listConsentsAfter(db, after, limit) {
      const consents = await listConsentsAfter(db, after, limit);
      return consents.map(({ userId, clientId, scopes, createdAt }) => {
        const {
          [openidScopes]: openid = [],
          [ownAudience(deps)]: own = [],
          ...services
        } = mergedScopes(scopes, {});
        return { userId, clientId, scopes: [...new Set([...openid, ...own])].sort(), services, createdAt };
      });
    },
  };
}
