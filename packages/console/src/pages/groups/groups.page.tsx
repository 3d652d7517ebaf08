import { Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useMay } from '../../api/me.ts';
import { Empty } from '../../parts/empty.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Page } from '../../parts/page.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { useSearchState } from '../../parts/use-search-state.ts';
import { Words } from '../../parts/words.tsx';
import { useText } from '../../text/text.tsx';
import { groupsList } from './groups.queries.ts';
import { NewGroup } from './new-group.tsx';

export function GroupsPage(): JSX.Element {
  const { areas, common, groups, lists } = useText();
  const may = useMay();
  const [typed, setTyped] = useSearchState('search');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const empty =
    search === '' ? (
      <Empty title={lists.noGroups} hint={groups.emptyHint}>
        {may('roles.manage') && <NewGroup />}
      </Empty>
    ) : (
      <Empty title={groups.noMatch} hint={groups.searchHint} />
    );
  return (
    <Page title={areas.groups} actions={may('roles.manage') && <NewGroup />}>
      <Text c="dimmed">{groups.about}</Text>
      <TextInput
        type="search"
        maw={320}
        label={groups.search}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <PagedTable<Schemas['SparseGroup']>
        label={areas.groups}
        query={groupsList(search)}
        keyOf={({ id }) => id}
        empty={empty}
        columns={[
          {
            head: common.name,
            cell: ({ id, name }) => (
              <PageLink to="/groups/$group" params={{ group: id }}>
                {name}
              </PageLink>
            ),
          },
          { head: common.description, cell: ({ description }) => description },
          { head: lists.roles, cell: ({ roles = [] }) => <Words words={roles} /> },
        ]}
      />
    </Page>
  );
}
