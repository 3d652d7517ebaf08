import { Group } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState, type JSX } from 'react';
import { useMay } from '../../api/me.ts';
import { ButtonLink } from '../../parts/button-link.tsx';
import { Empty } from '../../parts/empty.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Page } from '../../parts/page.tsx';
import { PagedTable, type Column } from '../../parts/paged-table.tsx';
import { Time } from '../../parts/time.tsx';
import { useText } from '../../text/text.tsx';
import { useBulkActions } from './bulk/use-bulk-actions.ts';
import { ExportButton } from './export/export-button.tsx';
import { UserFlags } from './user-flags.tsx';
import { isNarrowed, userFilterFrom } from './users-filter.rules.ts';
import { UserFilters } from './users-filters.tsx';
import { usersList, type User } from './users.queries.ts';

const BulkActions = lazy(async () => ({ default: (await import('./bulk/bulk-actions.tsx')).BulkActions }));

const nameOf = ({ email, username, id }: User): string => email ?? username ?? id;

function useColumns(): Column<User>[] {
  const { common, users } = useText();
  return [
    {
      head: users.email,
      cell: (user) => (
        <PageLink to="/users/$id" params={{ id: user.id }}>
          {nameOf(user)}
        </PageLink>
      ),
    },
    { head: users.username, cell: ({ username }) => username },
    { head: common.name, cell: (user) => [user.first_name, user.last_name].filter(Boolean).join(' ') },
    { head: users.filterState, cell: (user) => <UserFlags user={user} /> },
    { head: users.lastSignIn, cell: ({ last_sign_in_at: at }) => <Time at={at ?? null} /> },
    { head: common.created, cell: ({ created_at: at }) => <Time at={at ?? null} /> },
  ];
}

function Actions(): JSX.Element {
  const { users } = useText();
  const may = useMay();
  return (
    <>
      {may('users.export') && <ExportButton />}
      {may('users.import') && (
        <ButtonLink variant="default" to="/users/import">
          {users.import}
        </ButtonLink>
      )}
      {may('users.create') && <ButtonLink to="/users/new">{users.add}</ButtonLink>}
    </>
  );
}

function Nobody({ isFiltered }: { isFiltered: boolean }): JSX.Element {
  const { users } = useText();
  if (isFiltered) return <Empty title={users.noMatch} hint={users.noMatchHint} />;
  return <Empty title={users.empty} hint={users.emptyHint} />;
}

/** Search as one types, over any number of users: the server reads a stretch of an index. */
export function UsersPage(): JSX.Element {
  const { areas } = useText();
  const [search] = useDebouncedValue(useSearch({ from: '/users' }), 30);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const actions = useBulkActions();
  const filter = userFilterFrom(search);
  return (
    <Page title={areas.users} actions={<Actions />}>
      <UserFilters />
      {selected.size > 0 && (
        <Group>
          <Suspense>
            <BulkActions actions={actions} selected={selected} onClear={() => setSelected(new Set())} />
          </Suspense>
        </Group>
      )}
      <PagedTable<User>
        label={areas.users}
        query={usersList(filter)}
        keyOf={({ id }) => id}
        selection={actions.length === 0 ? undefined : { selected, onChange: setSelected, nameOf }}
        empty={<Nobody isFiltered={isNarrowed(filter)} />}
        columns={useColumns()}
      />
    </Page>
  );
}
