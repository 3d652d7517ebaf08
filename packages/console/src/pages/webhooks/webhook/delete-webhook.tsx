import { Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { DeleteByName } from '../../../parts/delete-by-name.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { webhookQuery } from '../webhooks.queries.ts';
import type { VersionedWebhook } from './webhook.page.tsx';

export function DeleteWebhook({ webhook: { id, name }, version }: VersionedWebhook): JSX.Element {
  const { common, webhooks } = useText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const change = useChange({
    run: () =>
      answerOf(
        api.DELETE('/api/v1/webhooks/{webhook}', {
          params: { path: { webhook: id }, header: { 'If-Match': version } },
        }),
      ),
    stale: [],
    done: webhooks.deleted(name),
    // The page that shows it goes first: there is nothing to read again.
    onDone: () =>
      void navigate({ to: '/webhooks' }).then(() => {
        client.removeQueries({ queryKey: webhookQuery(id).queryKey });
        return client.invalidateQueries({ queryKey: ['webhooks'] });
      }),
  });
  return (
    <DeleteByName
      name={name}
      words={{
        button: common.delete,
        title: webhooks.deleteTitle(name),
        typeName: webhooks.typeName(name),
      }}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate(undefined)}
    >
      <Text size="sm">{webhooks.deleteConsequence}</Text>
    </DeleteByName>
  );
}
