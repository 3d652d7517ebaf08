import { Badge, Group, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client.ts';
import { Empty } from '../../parts/empty.tsx';
import { Page } from '../../parts/page.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Time } from '../../parts/time.tsx';
import { useSearchState } from '../../parts/use-search-state.ts';
import { useText } from '../../text/text.tsx';
import { usersList } from './users.queries.ts';

type User = Schemas['SparseUser'];

function Flags({ user }: { user: User }): JSX.Element {
  const { users } = useText();
  return (
    <Group gap={4}>
      {!user.is_active && (
        <Badge variant="outline" color="gray" c="var(--mantine-color-text)">
          {users.inactive}
        </Badge>
      )}
      {user.is_superuser && (
        <Badge variant="outline" color="red" c="var(--mantine-color-text)">
          {users.superuser}
        </Badge>
      )}
      {user.is_staff && !user.is_superuser && (
        <Badge variant="outline" c="var(--mantine-color-text)">
          {users.staff}
        </Badge>
      )}
    </Group>
  );
}

/** Search as one types, over any number of users: the server reads a stretch of an index. */
export function UsersPage(): JSX.Element {
  const { areas, common, users } = useText();
  const [typed, setTyped] = useSearchState('search');
  const [state, setState] = useSearchState('state', 'all');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const filter = {
    ...(search !== '' && { search }),
    ...(state !== 'all' && { is_active: state === 'active' }),
  };
  const isNarrowed = Object.keys(filter).length > 0;
  return (
    <Page title={areas.users}>
      <Group align="end">
        <TextInput
          label={users.search}
          description={users.searchHint}
          value={typed}
          type="search"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={users.filterState}
          value={state}
          onChange={setState}
          data={[
            { value: 'all', label: users.filterAll },
            { value: 'active', label: users.active },
            { value: 'inactive', label: users.inactive },
          ]}
        />
      </Group>
      <PagedTable<User>
        label={areas.users}
        query={usersList(filter)}
        keyOf={({ id }) => id}
        empty={
          isNarrowed ? (
            <Empty title={users.noMatch} hint={users.noMatchHint} />
          ) : (
            <Empty title={users.empty} hint={users.emptyHint} />
          )
        }
        columns={[
          {
            head: users.email,
            cell: ({ id, email, username }) => (
              <PageLink to="/users/$id" params={{ id }}>
                {email ?? username ?? id}
              </PageLink>
            ),
          },
          { head: users.username, cell: ({ username }) => username },
          { head: common.name, cell: (user) => [user.first_name, user.last_name].filter(Boolean).join(' ') },
          { head: users.filterState, cell: (user) => <Flags user={user} /> },
          { head: users.lastSignIn, cell: ({ last_sign_in_at: at }) => <Time at={at ?? null} /> },
        ]}
      />
    </Page>
  );
}
