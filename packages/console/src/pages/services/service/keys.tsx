import { Button, Group, Stack, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { ConfirmButton } from '../../../parts/confirm-button.tsx';
import { ItemTable, type Column } from '../../../parts/paged-table.tsx';
import { RefusalAlert } from '../../../parts/refusal-alert.tsx';
import { SecretOnce } from '../../../parts/secret-once.tsx';
import { Time } from '../../../parts/time.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { serviceKeysQuery, type Service } from '../services.queries.ts';

export function useNewKey(service: string, onMade: (key: string) => void) {
  return useChange({
    run: () =>
      answerOf(api.POST('/api/v1/services/{service}/keys', { params: { path: { service } }, body: {} })),
    stale: [serviceKeysQuery(service).queryKey],
    done: null,
    onDone: ({ key }) => onMade(key),
  });
}

function Revoke({ service, id, hint }: { service: string; id: string; hint: string }): JSX.Element {
  const { services } = useText();
  const change = useChange({
    run: () =>
      answerOf(
        api.DELETE('/api/v1/services/{service}/keys/{key}', { params: { path: { service, key: id } } }),
      ),
    stale: [serviceKeysQuery(service).queryKey],
  });
  return (
    <ConfirmButton
      size="compact-sm"
      label={services.revokeKey}
      consequence={services.revokeKeyConsequence(hint)}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutateAsync(undefined)}
    />
  );
}

/** By which a service proves that it is the one. */
export function Keys({ service }: { service: Service }): JSX.Element {
  const { common, services } = useText();
  const may = useMay();
  const { data: keys } = useSuspenseQuery(serviceKeysQuery(service.id));
  const [made, setMade] = useState<string>();
  const creation = useNewKey(service.id, setMade);
  type Key = (typeof keys)[number];
  const columns: Column<Key>[] = [
    { head: services.key, cell: ({ hint }) => <code>{hint}</code> },
    { head: common.created, cell: ({ created_at: at }) => <Time at={at} /> },
    { head: services.expires, cell: ({ expires_at: at }) => <Time at={at} /> },
    {
      head: common.actions,
      cell: ({ id, hint }) => may('services.manage') && <Revoke service={service.id} id={id} hint={hint} />,
    },
  ];
  return (
    <Stack>
      <Text>{services.keysAbout}</Text>
      {made !== undefined && <SecretOnce label={services.newKey} secret={made} />}
      {creation.error != null && <RefusalAlert error={creation.error} />}
      {keys.length > 0 && (
        <ItemTable label={services.tabs.keys} items={keys} keyOf={({ id }) => id} columns={columns} />
      )}
      {keys.length === 0 && <Text>{services.noKeys}</Text>}
      {may('services.manage') && (
        <Group>
          <Button loading={creation.isPending} onClick={() => creation.mutate(undefined)}>
            {services.makeKey}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
