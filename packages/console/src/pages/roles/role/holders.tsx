import { Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useMay } from '../../../api/me.ts';
import { Empty } from '../../../parts/empty.tsx';
import { Loading } from '../../../parts/loading.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { PagedTable } from '../../../parts/paged-table.tsx';
import { useUserColumns } from '../../../parts/user-columns.tsx';
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
  const { areas, roles } = useText();
  const columns = useUserColumns();
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
          <PagedTable
            label={areas.users}
            query={holdersList(role.id)}
            keyOf={({ id }) => id}
            empty={<Empty title={roles.noHolders} hint={roles.noHoldersHint} />}
            columns={columns}
          />
        </>
      )}
    </Stack>
  );
}
