export { createTokenService } from './tokens.service.ts';
export { firstPartyClientId, isForService } from './jwt/claims.rules.ts';
export { refreshPrefix } from './refresh/refresh-token.ts';
export { apiTokenPrefix, isDrfTokenText } from './api/api-token.rules.ts';
export { takenByAnother } from './bulk/api-tokens.bulk.ts';
export type { StoredAccess, TokenPorts } from './tokens.deps.ts';
export type * from './tokens.types.ts';
