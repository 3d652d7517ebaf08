import { Group } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useMay } from '../../../api/me.ts';
import { Page } from '../../../parts/page.tsx';
import { PageTabs } from '../../../parts/page-tabs.tsx';
import { useText } from '../../../text/text.tsx';
import { WebhookStatus } from '../webhook-status.tsx';
import { webhookQuery, type Webhook } from '../webhooks.queries.ts';
import { DeleteWebhook } from './delete-webhook.tsx';
import { Deliveries } from './deliveries.tsx';
import { Overview } from './overview.tsx';
import { PauseButton } from './pause-button.tsx';
import { Secret } from './secret.tsx';

export interface VersionedWebhook {
  webhook: Webhook;
  version: string;
}

/** One webhook: what was sent, what failed, and what can be done about it. */
export function WebhookPage(): JSX.Element {
  const { webhook: id } = useParams({ from: '/webhooks/$webhook' });
  const { data } = useSuspenseQuery(webhookQuery(id));
  const { areas, webhooks } = useText();
  const may = useMay();
  const latest = { webhook: data.data, version: data.version };
  const { tabs } = webhooks;
  return (
    <Page
      title={latest.webhook.name}
      badges={<WebhookStatus webhook={latest.webhook} />}
      actions={
        may('webhooks.manage') ? (
          <Group gap="xs">
            <PauseButton {...latest} />
            <DeleteWebhook {...latest} />
          </Group>
        ) : undefined
      }
    >
      <PageTabs
        label={areas.webhooks}
        tabs={[
          { value: 'deliveries', label: tabs.deliveries, panel: () => <Deliveries {...latest} /> },
          { value: 'overview', label: tabs.overview, panel: () => <Overview {...latest} /> },
          ...(may('webhooks.manage')
            ? [{ value: 'secret', label: tabs.secret, panel: () => <Secret {...latest} /> }]
            : []),
        ]}
      />
    </Page>
  );
}
