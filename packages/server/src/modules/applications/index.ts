export { createApplicationService } from './applications.service.ts';
export { deviceGrant, exchangeGrant } from './applications.types.ts';
export type * from './applications.types.ts';
export { problemOfCalledUri, problemOfOrigin, problemOfRedirectUri } from './rules/uri.rules.ts';
