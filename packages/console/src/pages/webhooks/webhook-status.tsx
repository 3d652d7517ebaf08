import { Badge } from '@mantine/core';
import type { JSX } from 'react';
import { useText } from '../../text/text.tsx';
import type { Webhook } from './webhooks.queries.ts';

const colours = { active: 'green', failing: 'red', paused: 'gray' } as const;

/** How it stands, and why it is paused if that was nobody's wish. */
export function WebhookStatus({ webhook }: { webhook: Webhook }): JSX.Element {
  const { webhooks } = useText();
  const { status, pause_reason: reason } = webhook;
  const words = reason === null ? webhooks.statuses[status] : webhooks.pauseReasons[reason];
  return (
    <Badge variant="outline" color={colours[status]} c="var(--mantine-color-text)" tt="none">
      {words}
    </Badge>
  );
}
