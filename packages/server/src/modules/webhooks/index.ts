export { createWebhookService } from './webhooks.service.ts';
export type * from './deliveries/deliveries.types.ts';
export type * from './webhooks.types.ts';
