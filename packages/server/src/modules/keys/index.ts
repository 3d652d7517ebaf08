export { canOpenActiveKey } from './active-key.ts';
export { createKeyService } from './keys.service.ts';
export type * from './keys.types.ts';
