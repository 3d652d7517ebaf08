import { Button } from '@mantine/core';
import type { JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import type { VersionedWebhook } from './webhook.page.tsx';

/** Pauses it, or goes on where it was; what it missed comes then. */
export function PauseButton({ webhook, version }: VersionedWebhook): JSX.Element {
  const { webhooks } = useText();
  const { id, is_active: isActive } = webhook;
  const change = useChange({
    run: () =>
      answerOf(
        api.PATCH('/api/v1/webhooks/{webhook}', {
          params: { path: { webhook: id }, header: { 'If-Match': version } },
          body: { is_active: !isActive },
        }),
      ),
    stale: [['webhooks']],
    done: isActive ? webhooks.paused : webhooks.resumed,
  });
  return (
    <Button variant="default" loading={change.isPending} onClick={() => change.mutate(undefined)}>
      {isActive ? webhooks.pause : webhooks.resume}
    </Button>
  );
}
