import { Group, Stack, Text } from '@mantine/core';
import { useState, type JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { ConfirmButton } from '../../../parts/confirm-button.tsx';
import { SecretOnce } from '../../../parts/secret-once.tsx';
import { Time } from '../../../parts/time.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import type { VersionedWebhook } from './webhook.page.tsx';

/** What signs: changed without anything being refused meanwhile. */
export function Secret({ webhook }: VersionedWebhook): JSX.Element {
  const { webhooks } = useText();
  const [made, setMade] = useState<string>();
  const path = { webhook: webhook.id };
  const change = useChange({
    run: () => answerOf(api.POST('/api/v1/webhooks/{webhook}/secrets', { params: { path } })),
    stale: [['webhooks']],
    done: null,
    onDone: ({ secret }) => setMade(secret),
  });
  return (
    <Stack maw={700}>
      <Text>{webhooks.secretAbout}</Text>
      {made !== undefined && <SecretOnce label={webhooks.newSecret} secret={made} />}
      {webhook.previous_secret_until !== null && (
        <Text>
          {webhooks.bothSignUntil} <Time at={webhook.previous_secret_until} />
        </Text>
      )}
      <Group>
        <ConfirmButton
          label={webhooks.rotate}
          consequence={webhooks.rotateConsequence}
          isPending={change.isPending}
          error={change.error}
          onConfirm={() => change.mutateAsync(undefined)}
        />
      </Group>
    </Stack>
  );
}
