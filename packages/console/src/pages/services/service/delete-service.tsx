import { Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { DeleteByName } from '../../../parts/delete-by-name.tsx';
import { serviceQuery } from '../../../parts/service.query.ts';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import type { VersionedService } from './service.page.tsx';

export function DeleteService({ service, version }: VersionedService): JSX.Element {
  const { common, services } = useText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { name = service.id } = service;
  const change = useChange({
    run: () =>
      answerOf(
        api.DELETE('/api/v1/services/{service}', {
          params: { path: { service: service.id }, header: { 'If-Match': version } },
        }),
      ),
    stale: [],
    done: services.deleted(name),
    // The page that shows it goes first: there is nothing to read again.
    onDone: () =>
      void navigate({ to: '/services' }).then(() => {
        client.removeQueries({ queryKey: serviceQuery(service.id).queryKey });
        return client.invalidateQueries({ queryKey: ['services'] });
      }),
  });
  return (
    <DeleteByName
      name={name}
      words={{
        button: common.delete,
        title: services.deleteTitle(name),
        typeName: services.typeName(name),
      }}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate(undefined)}
    >
      <Text size="sm">{services.deleteConsequence}</Text>
    </DeleteByName>
  );
}
