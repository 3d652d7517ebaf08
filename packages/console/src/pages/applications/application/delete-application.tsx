import { List, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { DeleteByName } from '../../../parts/delete-by-name.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { applicationQuery } from '../applications.queries.ts';
import type { Versioned } from './settings-form.tsx';

export function DeleteApplication({ latest }: { latest: Versioned }): JSX.Element {
  const { data: application, version } = latest;
  const { id, name } = application;
  const { applications: text } = useText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const change = useChange({
    run: () =>
      answerOf(
        api.DELETE('/api/v1/applications/{application}', {
          params: { path: { application: id }, header: { 'If-Match': version } },
        }),
      ),
    stale: [],
    done: text.deleted(name),
    // The page that shows it goes first: there is nothing to read again.
    onDone: () =>
      void navigate({ to: '/applications' }).then(() => {
        client.removeQueries({ queryKey: applicationQuery(id).queryKey });
        return client.invalidateQueries({ queryKey: ['applications'] });
      }),
  });
  return (
    <DeleteByName
      name={name}
      words={{ button: text.delete, title: text.deleteTitle(name), typeName: text.typeName(name) }}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate(undefined)}
    >
      <List size="sm">
        {text.deleteConsequences.map((consequence) => (
          <List.Item key={consequence}>{consequence}</List.Item>
        ))}
      </List>
      <Text size="sm">{text.deleteInstead}</Text>
    </DeleteByName>
  );
}
