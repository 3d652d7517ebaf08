import { Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { Empty } from '../../../parts/empty.tsx';
import { Loading } from '../../../parts/loading.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { PagedTable } from '../../../parts/paged-table.tsx';
import { nameOfUser } from '../../../parts/user-picker.tsx';
import { useText } from '../../../text/text.tsx';
import { allGroupsQuery, type GroupOfUsers } from '../../groups/groups.queries.ts';
import { holdersList, type Role } from '../roles.queries.ts';

/** Undefined while they are not known. */
export function useGroupsWith(roleName: string): GroupOfUsers[] | undefined {
  const { data } = useQuery(allGroupsQuery);
  return data?.filter(({ roles }) => roles.includes(roleName));
}

function Groups({ role }: { role: Role }): JSX.Element {
  const { common } = useText();
  const groups = useGroupsWith(role.name);
  if (!groups) return <Loading />;
  if (groups.length === 0) return <Text>{common.none}</Text>;
  return (
    <Group gap="md">
      {groups.map(({ id, name }) => (
        <PageLink key={id} to="/groups/$group" params={{ group: id }}>
          {name}
        </PageLink>
      ))}
    </Group>
  );
}

/** Those who hold it themselves, and the groups whose members do. */
export function Holders({ role }: { role: Role }): JSX.Element {
  const { areas, common, roles, users } = useText();
  const may = useMay();
  return (
    <Stack>
      <Title order={2} size="h4">
        {roles.holderGroups}
      </Title>
      <Groups role={role} />
      {may('users.read') && (
        <>
          <Title order={2} size="h4">
            {roles.holderUsers}
          </Title>
          <PagedTable<Schemas['SparseUser']>
            label={areas.users}
            query={holdersList(role.id)}
            keyOf={({ id }) => id}
            empty={<Empty title={roles.noHolders} hint={roles.noHoldersHint} />}
            columns={[
              {
                head: users.email,
                cell: (user) => (
                  <PageLink to="/users/$id" params={{ id: user.id }}>
                    {nameOfUser(user)}
                  </PageLink>
                ),
              },
              {
                head: common.name,
                cell: (user) => [user.first_name, user.last_name].filter(Boolean).join(' '),
              },
              { head: users.active, cell: ({ is_active: is }) => (is === true ? common.yes : common.no) },
            ]}
          />
        </>
      )}
    </Stack>
  );
}
