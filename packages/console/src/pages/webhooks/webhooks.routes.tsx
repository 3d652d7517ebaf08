import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute, type Ahead } from '../../layout/page-route.tsx';
import { pageQuery } from '../../parts/list-query.ts';
import { deliveriesList, statusFrom, webhookQuery, webhooksList } from './webhooks.queries.ts';

function readWebhookAhead({ client, params: { webhook = '' }, search: { tab, status } }: Ahead): void {
  void client.prefetchQuery(webhookQuery(webhook));
  if (tab !== undefined && tab !== 'deliveries') return;
  void client.prefetchQuery(pageQuery(deliveriesList(webhook, statusFrom(status))));
}

export const webhookRoutes = [
  pageRoute('/webhooks', {
    permission: 'webhooks.read',
    content: lazyRouteComponent(() => import('./webhooks.page.tsx'), 'WebhooksPage'),
    ahead: ({ client, search: { search = '' } }) =>
      client.prefetchQuery(pageQuery(webhooksList(search.trim()))),
  }),
  pageRoute('/webhooks/new', {
    permission: 'webhooks.manage',
    content: lazyRouteComponent(() => import('./new-webhook.page.tsx'), 'NewWebhookPage'),
  }),
  pageRoute('/webhooks/$webhook', {
    permission: 'webhooks.read',
    content: lazyRouteComponent(() => import('./webhook/webhook.page.tsx'), 'WebhookPage'),
    ahead: readWebhookAhead,
  }),
] as const;
