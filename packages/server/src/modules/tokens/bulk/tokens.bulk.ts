import { apiTokenPrefix, findApiTokenProblems, isApiTokenText } from '../api/api-token.rules.ts';
import { refreshPrefix } from '../refresh/refresh-token.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import { importApiTokens } from './api-tokens.bulk.ts';
import { listLiveApiTokensAfter } from './api-tokens.bulk.store.ts';
import { importRefreshTokens } from './refresh.bulk.ts';
import type { TokenBulk } from './tokens.bulk.types.ts';

/** Anything that can stand in a form or in JSON and in no way be meant as one of ours. */
const foreignText = /^[\x21-\x7e]{16,8192}$/;

export function createTokenBulk(deps: TokenDeps): TokenBulk {
  return {
    problemsOf: ({ name = 'unnamed', scope }) =>
      findApiTokenProblems({ name, scope, expiresAt: null }, deps.clock.nowMs()),
    isApiTokenText,
    isForeignRefreshText: (text) =>
      foreignText.test(text) && !text.startsWith(refreshPrefix) && !text.startsWith(apiTokenPrefix),
    importApiTokens: (target, tokens) => importApiTokens(deps, target, tokens),
    listApiTokensAfter: (db, after, limit) =>
      listLiveApiTokensAfter(db, after, { limit, now: deps.clock.nowMs() }),
    importRefreshTokens: (target, tokens, begin) => importRefreshTokens(deps, target, { tokens, begin }),
  };
}
