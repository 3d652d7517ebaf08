import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useState, type JSX } from 'react';
import { useMay } from '../../../api/me.ts';
import { CodeFile } from '../../../parts/code-file.tsx';
import { RefusalAlert } from '../../../parts/refusal-alert.tsx';
import { SecretOnce } from '../../../parts/secret-once.tsx';
import { useSearchState } from '../../../parts/use-search-state.ts';
import { useText } from '../../../text/text.tsx';
import type { Service } from '../services.queries.ts';
import { frameworks, keyPlaceholder } from '../snippets/service-snippets.rules.ts';
import { useNewKey } from './keys.tsx';

/** What to write into the service so that it lets people in. */
export function Connect({ service }: { service: Service }): JSX.Element {
  const { services } = useText();
  const may = useMay();
  const [made, setMade] = useState<string>();
  const creation = useNewKey(service.id, setMade);
  const [chosen, setChosen] = useSearchState('framework', 'express');
  const framework = frameworks.find(({ id }) => id === chosen) ?? frameworks[0];
  const connection = {
    url: window.location.origin,
    audience: service.audience ?? '',
    levels: service.access_levels ?? [],
    key: made ?? keyPlaceholder,
  };
  return (
    <Stack maw={900}>
      <Text>{services.connectAbout}</Text>
      {made !== undefined && <SecretOnce label={services.newKey} secret={made} />}
      {creation.error != null && <RefusalAlert error={creation.error} />}
      {made === undefined && may('services.manage') && (
        <Group>
          <Button loading={creation.isPending} onClick={() => creation.mutate(undefined)}>
            {services.makeKey}
          </Button>
        </Group>
      )}
      <Select
        label={services.framework}
        allowDeselect={false}
        maw={320}
        value={framework?.id ?? null}
        data={frameworks.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => id !== null && setChosen(id)}
      />
      {framework?.files(connection).map(({ name, text }) => (
        <CodeFile key={name} name={name} text={text} />
      ))}
    </Stack>
  );
}
