import { List, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { JSX } from 'react';
import { useMay } from '../../api/me.ts';
import { ButtonLink } from '../../parts/button-link.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Page } from '../../parts/page.tsx';
import { PagedTable, type Column } from '../../parts/paged-table.tsx';
import { useSearchState } from '../../parts/use-search-state.ts';
import { Words } from '../../parts/words.tsx';
import { useText } from '../../text/text.tsx';
import { servicesList, type Service } from './services.queries.ts';

function None({ isNarrowed }: { isNarrowed: boolean }): JSX.Element {
  const { lists, services } = useText();
  const may = useMay();
  if (isNarrowed) return <Empty title={services.noMatch} hint={services.noMatchHint} />;
  return (
    <Empty title={lists.noServices} hint={services.about}>
      <Stack align="center">
        <List type="ordered">
          {services.steps.map((step) => (
            <List.Item key={step}>{step}</List.Item>
          ))}
        </List>
        {may('services.manage') && <ButtonLink to="/services/new">{services.add}</ButtonLink>}
      </Stack>
    </Empty>
  );
}

function useColumns(): Column<Service>[] {
  const { common, lists } = useText();
  return [
    {
      head: common.name,
      cell: ({ id, name }) => (
        <PageLink to="/services/$service" params={{ service: id }}>
          {name}
        </PageLink>
      ),
    },
    { head: lists.audience, cell: ({ audience }) => audience },
    { head: lists.entry, cell: ({ entry }) => (entry === 'granted' ? lists.onlyGranted : lists.everyone) },
    { head: lists.accessLevels, cell: ({ access_levels: levels = [] }) => <Words words={levels} /> },
  ];
}

/** APIs that let people in. */
export function ServicesPage(): JSX.Element {
  const { areas, services } = useText();
  const may = useMay();
  const [typed, setTyped] = useSearchState('search');
  const [search] = useDebouncedValue(typed.trim(), 150);
  return (
    <Page
      title={areas.services}
      actions={
        may('services.manage') ? <ButtonLink to="/services/new">{services.add}</ButtonLink> : undefined
      }
    >
      <TextInput
        label={services.search}
        type="search"
        maw={320}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <PagedTable
        label={areas.services}
        query={servicesList(search)}
        keyOf={({ id }) => id}
        empty={<None isNarrowed={search !== ''} />}
        columns={useColumns()}
      />
    </Page>
  );
}
