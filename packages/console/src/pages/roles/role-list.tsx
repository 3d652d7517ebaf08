import { Group, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client.ts';
import { Empty } from '../../parts/empty.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { useSearchState } from '../../parts/use-search-state.ts';
import { useText } from '../../text/text.tsx';
import { KindBadge } from './kind-badge.tsx';
import { rolesList } from './roles.queries.ts';

function RoleName({
  role: { id, name, is_builtin: isBuiltin },
}: {
  role: Schemas['SparseRole'];
}): JSX.Element {
  const { roles } = useText();
  return (
    <Group gap="xs" wrap="nowrap">
      <PageLink to="/roles/$role" params={{ role: id }}>
        {name}
      </PageLink>
      {isBuiltin === true && <KindBadge>{roles.builtin}</KindBadge>}
    </Group>
  );
}

export function RoleList(): JSX.Element {
  const { common, lists, roles } = useText();
  const [typed, setTyped] = useSearchState('search');
  const [search] = useDebouncedValue(typed.trim(), 150);
  return (
    <Stack>
      <Text c="dimmed">{roles.about}</Text>
      <TextInput
        type="search"
        maw={320}
        label={roles.search}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <PagedTable<Schemas['SparseRole']>
        label={lists.roles}
        query={rolesList(search)}
        keyOf={({ id }) => id}
        empty={<Empty title={search === '' ? lists.noRoles : roles.noMatch} hint={lists.noRolesHint} />}
        columns={[
          { head: common.name, cell: (role) => <RoleName role={role} /> },
          { head: common.description, cell: ({ description }) => description },
          { head: lists.level, cell: ({ level }) => level ?? common.none },
          { head: lists.permissions, cell: ({ permissions = [] }) => permissions.length },
        ]}
      />
    </Stack>
  );
}
