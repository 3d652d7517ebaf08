import { Group, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useMay } from '../../api/me.ts';
import { ButtonLink } from '../../parts/button-link.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Page } from '../../parts/page.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Time } from '../../parts/time.tsx';
import { useSearchState } from '../../parts/use-search-state.ts';
import { useText } from '../../text/text.tsx';
import { ApplicationMarks } from './application-marks.tsx';
import { applicationsList, filterOf } from './applications.queries.ts';
import { kindOf } from './kinds.rules.ts';

type Application = Schemas['SparseApplication'];

function NewButton(): JSX.Element {
  return <ButtonLink to="/applications/new">{useText().applications.new}</ButtonLink>;
}

function Nothing({ isNarrowed }: { isNarrowed: boolean }): JSX.Element {
  const { applications: text } = useText();
  const may = useMay();
  if (isNarrowed) return <Empty title={text.noMatch} hint={text.noMatchHint} />;
  return (
    <Empty title={text.empty} hint={text.emptyHint}>
      {may('applications.manage') && <NewButton />}
    </Empty>
  );
}

function useColumns() {
  const { applications: text, common, lists } = useText();
  return [
    {
      head: common.name,
      cell: ({ id, name }: Application) => (
        <PageLink to="/applications/$id" params={{ id }}>
          {name}
        </PageLink>
      ),
    },
    { head: text.kind, cell: (application: Application) => text.kinds[kindOf(application)].name },
    {
      head: text.state,
      cell: (application: Application) => <ApplicationMarks application={application} />,
    },
    {
      head: lists.clientId,
      cell: ({ client_id: id }: Application) => <code style={{ whiteSpace: 'nowrap' }}>{id}</code>,
    },
    { head: common.created, cell: ({ created_at: at }: Application) => <Time at={at ?? null} /> },
  ];
}

/** Every OAuth client, whoever registered it. */
export function ApplicationsPage(): JSX.Element {
  const { areas, applications: text } = useText();
  const may = useMay();
  const [typed, setTyped] = useSearchState('search');
  const [order, setOrder] = useSearchState('order', 'name');
  const [search] = useDebouncedValue(typed.trim(), 150);
  return (
    <Page title={areas.applications} actions={may('applications.manage') && <NewButton />}>
      <Group align="end">
        <TextInput
          label={text.search}
          description={text.searchHint}
          value={typed}
          type="search"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={text.order}
          value={search === '' ? order : 'name'}
          disabled={search !== ''}
          onChange={setOrder}
          data={[
            { value: 'name', label: text.byName },
            { value: 'newest', label: text.newest },
          ]}
        />
      </Group>
      <PagedTable<Application>
        label={areas.applications}
        query={applicationsList(filterOf({ search, order }))}
        keyOf={({ id }) => id}
        empty={<Nothing isNarrowed={search !== ''} />}
        columns={useColumns()}
      />
    </Page>
  );
}
