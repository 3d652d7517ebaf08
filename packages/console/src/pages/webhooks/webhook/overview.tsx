import { Alert, Button, Group, Stack } from '@mantine/core';
import { useState, type JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { Facts } from '../../../parts/facts.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { Time } from '../../../parts/time.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { Words } from '../../../parts/words.tsx';
import { useText } from '../../../text/text.tsx';
import { WebhookFields } from '../webhook-fields.tsx';
import { changesOf, textsOf, type WebhookTexts } from '../webhook-form.rules.ts';
import { WebhookStatus } from '../webhook-status.tsx';
import type { VersionedWebhook } from './webhook.page.tsx';

interface EditProps extends VersionedWebhook {
  onClose: () => void;
}

/** What was typed stays, whatever somebody else has changed meanwhile; only what was changed is sent. */
function Edit({ webhook, version, onClose }: EditProps): JSX.Element {
  const { common } = useText();
  const [before] = useState(() => textsOf(webhook));
  const [texts, setTexts] = useState<WebhookTexts>(before);
  const change = useChange({
    run: () =>
      answerOf(
        api.PATCH('/api/v1/webhooks/{webhook}', {
          params: { path: { webhook: webhook.id }, header: { 'If-Match': version } },
          body: changesOf(before, texts),
        }),
      ),
    stale: [['webhooks']],
    onDone: onClose,
  });
  return (
    <FormDialog
      title={common.edit}
      isOpen
      onClose={onClose}
      onSubmit={() => change.mutate(undefined)}
      isPending={change.isPending}
      error={change.error}
    >
      <WebhookFields texts={texts} onChange={setTexts} error={change.error} />
    </FormDialog>
  );
}

export function Overview(latest: VersionedWebhook): JSX.Element {
  const { common, webhooks } = useText();
  const may = useMay();
  const [isEditing, setIsEditing] = useState(false);
  const { webhook } = latest;
  const { event_types: types, gap } = webhook;
  return (
    <Stack>
      {gap && (
        <Alert color="yellow" title={webhooks.gap}>
          {webhooks.gapAbout(gap.after, gap.before)}
        </Alert>
      )}
      <Facts
        label={webhooks.tabs.overview}
        facts={[
          [webhooks.url, <code>{webhook.url}</code>],
          [webhooks.types, types === null ? webhooks.allTypes : <Words words={types} />],
          [webhooks.status, <WebhookStatus webhook={webhook} />],
          [webhooks.cursor, webhook.cursor],
          [webhooks.lastDelivered, <Time at={webhook.last_delivered_at} />],
          [webhooks.failingSince, <Time at={webhook.failing_since} />],
          [webhooks.nextAttempt, webhook.next_attempt_at !== null && <Time at={webhook.next_attempt_at} />],
          [common.created, <Time at={webhook.created_at} />],
          [common.changed, <Time at={webhook.updated_at} />],
          ['Id', <code>{webhook.id}</code>],
        ]}
      />
      {may('webhooks.manage') && (
        <Group>
          <Button variant="default" onClick={() => setIsEditing(true)}>
            {common.edit}
          </Button>
        </Group>
      )}
      {isEditing && <Edit {...latest} onClose={() => setIsEditing(false)} />}
    </Stack>
  );
}
