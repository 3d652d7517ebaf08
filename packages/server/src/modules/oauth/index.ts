export { createLogoutDelivery } from './backchannel/logout-delivery.ts';
export { formTarget } from './engine/return-source.rules.ts';
export { createOauthService, type OauthServiceForApp } from './oauth.service.ts';
export type * from './oauth.types.ts';
