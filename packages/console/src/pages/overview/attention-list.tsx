import { Badge, Card, Group, List, Text, Title } from '@mantine/core';
import type { JSX } from 'react';
import { useMay } from '../../api/me.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { useText } from '../../text/text.tsx';
import type { Overview } from './overview.queries.ts';

type Item = Overview['attention'][number];

interface Place {
  to: '/applications' | '/audit' | '/keys' | '/mail' | '/users' | '/webhooks';
  needs: string;
  search?: Record<string, string>;
}

/** Where something can be done about it. */
const places: Readonly<Record<Item['code'], Place>> = {
  administrators_without_factor: { to: '/users', needs: 'users.read' },
  one_administrator: { to: '/users', needs: 'users.read' },
  deletions_due_soon: { to: '/users', needs: 'users.read' },
  import_interrupted: { to: '/users', needs: 'users.read' },
  application_secrets_expiring: { to: '/applications', needs: 'applications.read' },
  signing_key_old: { to: '/keys', needs: 'keys.read' },
  webhook_events_failed: { to: '/webhooks', needs: 'webhooks.read' },
  webhooks_failing: { to: '/webhooks', needs: 'webhooks.read' },
  webhooks_paused: { to: '/webhooks', needs: 'webhooks.read' },
  mails_failed: { to: '/mail', needs: 'mail.read' },
  logouts_failed: {
    ...{ to: '/audit', needs: 'audit.read' },
    search: { action: 'session.logout_notice', outcome: 'failure' },
  },
  sign_in_failures: {
    ...{ to: '/audit', needs: 'audit.read' },
    search: { action: 'session.sign_in', outcome: 'failure' },
  },
};

function What({ item: { code, count } }: { item: Item }): JSX.Element {
  const { overview } = useText();
  const may = useMay();
  const { to, needs, search = {} } = places[code];
  const words = overview.attention[code](count);
  if (!may(needs)) return <Text>{words}</Text>;
  return (
    <PageLink to={to} search={search}>
      {words}
    </PageLink>
  );
}

/** What somebody should look at. */
export function AttentionList({ items }: { items: readonly Item[] }): JSX.Element {
  const { overview } = useText();
  return (
    <Card withBorder component="section">
      <Title order={2} size="h4">
        {overview.needsAttention}
      </Title>
      {items.length === 0 && <Text mt="sm">{overview.allWell}</Text>}
      <List listStyleType="none" spacing="xs" mt={items.length === 0 ? 0 : 'sm'}>
        {items.map((item) => (
          <List.Item key={item.code}>
            <Group gap="sm" align="start" wrap="nowrap">
              <Badge
                variant="outline"
                miw={76}
                flex="none"
                mt={3}
                color={item.severity === 'warning' ? 'red' : 'gray'}
                tt="none"
                c="var(--mantine-color-text)"
              >
                {overview.severities[item.severity]}
              </Badge>
              <div>
                <What item={item} />
                <Text size="sm" c="dimmed">
                  {overview.advice[item.code]}
                </Text>
              </div>
            </Group>
          </List.Item>
        ))}
      </List>
    </Card>
  );
}
