import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { Empty } from '../../parts/empty.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Page } from '../../parts/page.tsx';
import { PagedTable, type Column } from '../../parts/paged-table.tsx';
import { useSearchState } from '../../parts/use-search-state.ts';
import { Words } from '../../parts/words.tsx';
import { useText } from '../../text/text.tsx';
import { csvAddress, reviewList, type Reviewed } from './access-review.queries.ts';

/** By roles of their own, and by those of their groups. */
function Roles({ user }: { user: Reviewed }): JSX.Element {
  const { review } = useText();
  const { roles = [], group_roles: byGroups = [] } = user;
  if (user.is_superuser) return <Words words={[review.everything, ...roles]} />;
  return <Words words={[...roles, ...byGroups.map((role) => review.byGroup(role))]} />;
}

function useColumns(): Column<Reviewed>[] {
  const { areas, lists, review, users } = useText();
  return [
    {
      head: users.email,
      cell: ({ id, email, username, is_active: isActive }) => (
        <Stack gap={0}>
          <PageLink to="/users/$id" params={{ id }}>
            {email ?? username ?? id}
          </PageLink>
          {isActive === false && (
            <Text size="xs" c="dimmed">
              {users.inactive}
            </Text>
          )}
        </Stack>
      ),
    },
    { head: lists.roles, cell: (user) => <Roles user={user} /> },
    { head: areas.groups, cell: ({ groups = [] }) => <Words words={groups} /> },
    {
      head: areas.services,
      cell: ({ services = [] }) => (
        <Words
          words={services.map(({ service, level }) => (level === null ? service : `${service}: ${level}`))}
        />
      ),
    },
    { head: review.permissionCount, cell: ({ permissions }) => permissions },
  ];
}

/** Every user with what they hold, those with nothing included. */
export function AccessReviewPage(): JSX.Element {
  const { areas, review, users } = useText();
  const [state, setState] = useSearchState('state', 'all');
  return (
    <Page
      title={areas.review}
      actions={
        <Button variant="default" component="a" href={csvAddress(state)} download="access-review.csv">
          {review.csv}
        </Button>
      }
    >
      <Text maw={700}>{review.intro}</Text>
      <Group>
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
      <PagedTable
        label={areas.review}
        query={reviewList(state)}
        keyOf={({ id }) => id}
        empty={<Empty title={users.empty} hint={users.emptyHint} />}
        columns={useColumns()}
      />
    </Page>
  );
}
