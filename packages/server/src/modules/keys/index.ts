export { canOpenActiveKey } from './active-key.ts';
export { parseCompactJwt, parseJsonObject } from './compact-jwt.rules.ts';
export { createKeyService } from './keys.service.ts';
export type * from './keys.types.ts';
