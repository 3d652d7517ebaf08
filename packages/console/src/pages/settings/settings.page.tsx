import { Badge, Code, Group, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { Empty } from '../../parts/empty.tsx';
import { Page } from '../../parts/page.tsx';
import { ItemTable, type Column } from '../../parts/paged-table.tsx';
import { useSearchState } from '../../parts/use-search-state.ts';
import { useText } from '../../text/text.tsx';
import { settingsQuery, type Setting } from './settings.queries.ts';
import { groupSettings, isChosen } from './settings.rules.ts';

function Value({ setting }: { setting: Setting }): JSX.Element {
  const { settings } = useText();
  if (setting.is_secret)
    return <Text size="sm">{setting.is_set ? settings.secretSet : settings.notSet}</Text>;
  if (setting.value === null) return <Text size="sm">{settings.notSet}</Text>;
  return <Code>{setting.value}</Code>;
}

function Source({ setting }: { setting: Setting }): JSX.Element {
  const { settings } = useText();
  const { kind, file, from } = setting.source;
  return (
    <Stack gap={2} align="start">
      <Badge variant={isChosen(setting) ? 'outline' : 'transparent'} c="var(--mantine-color-text)" tt="none">
        {settings.sources[kind]}
      </Badge>
      {file !== null && <Code>{file}</Code>}
      {from.length > 0 && <Code>{from.join(', ')}</Code>}
    </Stack>
  );
}

function useColumns(): Column<Setting>[] {
  const { settings } = useText();
  return [
    {
      head: settings.variable,
      cell: ({ variable, description }) => (
        <Stack gap={2}>
          <Code>{variable}</Code>
          <Text size="xs" c="dimmed">
            {description}
          </Text>
        </Stack>
      ),
    },
    { head: settings.value, cell: (setting) => <Value setting={setting} /> },
    { head: settings.source, cell: (setting) => <Source setting={setting} /> },
  ];
}

/** The configuration in effect, and where each value comes from. It is changed where the server is started. */
export function SettingsPage(): JSX.Element {
  const { areas, settings } = useText();
  const { data } = useSuspenseQuery(settingsQuery);
  const [search, setSearch] = useSearchState('search');
  const [only, setOnly] = useSearchState('set', 'all');
  const parts = groupSettings(data, { search, isSetOnly: only === 'only' });
  const columns = useColumns();
  return (
    <Page title={areas.settings}>
      <Text maw={800}>{settings.intro}</Text>
      <Group align="end">
        <TextInput
          label={settings.search}
          type="search"
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <Switch
          label={settings.onlySet}
          checked={only === 'only'}
          onChange={({ currentTarget }) => setOnly(currentTarget.checked ? 'only' : 'all')}
        />
      </Group>
      {parts.length === 0 && <Empty title={settings.none} hint={settings.noneHint} />}
      {parts.map(([part, items]) => (
        <Stack key={part} gap="xs">
          <Title order={2} size="h4">
            {part}
          </Title>
          <ItemTable label={part} items={items} keyOf={({ path }) => path} columns={columns} />
        </Stack>
      ))}
    </Page>
  );
}
