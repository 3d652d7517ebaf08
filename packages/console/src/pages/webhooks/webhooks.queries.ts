import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, versionedOf, type Schemas } from '../../api/client.ts';
import type { ListQuery } from '../../parts/list-query.ts';

export type Webhook = Schemas['Webhook'];
export type Delivery = Schemas['WebhookDelivery'];
export type EventType = NonNullable<Webhook['event_types']>[number];

export function webhooksList(search: string): ListQuery<Webhook> {
  const filter = search === '' ? {} : { search };
  return {
    queryKey: ['webhooks', 'list', filter],
    async load(cursor) {
      const query = { limit: 50, ...filter, ...cursor };
      // Without `fields` everything is there.
      return (await answerOf(api.GET('/api/v1/webhooks', { params: { query } }))) as {
        items: Webhook[];
        next_cursor: string | null;
      };
    },
  };
}

export function webhookQuery(webhook: string) {
  return queryOptions({
    queryKey: ['webhooks', 'one', webhook],
    queryFn: async () => {
      const path = { webhook };
      const { data, version } = await versionedOf(
        api.GET('/api/v1/webhooks/{webhook}', { params: { path } }),
      );
      return { data: data as Webhook, version };
    },
  });
}

export const deliveryStatuses = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** What is not understood in an address is left out. */
export function statusFrom(text: string | undefined): DeliveryStatus | undefined {
  return deliveryStatuses.find((one) => one === text);
}

export function deliveriesList(webhook: string, status: DeliveryStatus | undefined): ListQuery<Delivery> {
  const filter = status === undefined ? {} : { status };
  return {
    queryKey: ['webhooks', 'deliveries', webhook, filter],
    async load(cursor) {
      const params = { path: { webhook }, query: { limit: 50, ...filter, ...cursor } };
      const call = api.GET('/api/v1/webhooks/{webhook}/deliveries', { params });
      return (await answerOf(call)) as { items: Delivery[]; next_cursor: string | null };
    },
  };
}
