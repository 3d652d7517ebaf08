import { Code, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { useMay } from '../../../api/me.ts';
import { Empty } from '../../../parts/empty.tsx';
import { PagedTable } from '../../../parts/paged-table.tsx';
import { useSearchState } from '../../../parts/use-search-state.ts';
import { useText } from '../../../text/text.tsx';
import { KindBadge } from '../kind-badge.tsx';
import { permissionsList, type Permission } from '../roles.queries.ts';
import { DeletePermission } from './delete-permission.tsx';
import { DescribePermission } from './describe-permission.tsx';
import { NewPermission } from './new-permission.tsx';

function Actions({ permission }: { permission: Permission }): JSX.Element | null {
  if (permission.is_builtin) return null;
  return (
    <Group gap="xs" wrap="nowrap">
      <DescribePermission permission={permission} />
      <DeletePermission permission={permission} />
    </Group>
  );
}

/** What roles can hold: Ostiary's own, and what services ask about. */
export function PermissionList(): JSX.Element {
  const { common, lists, roles } = useText();
  const may = useMay();
  const [kind, setKind] = useSearchState('kind', 'all');
  return (
    <Stack>
      <Text c="dimmed">{roles.permissionsAbout}</Text>
      <Group justify="space-between">
        <SegmentedControl
          aria-label={roles.kind}
          value={kind}
          onChange={setKind}
          data={[
            { value: 'all', label: lists.all },
            { value: 'builtin', label: roles.builtin },
            { value: 'custom', label: roles.custom },
          ]}
        />
        {may('roles.manage') && <NewPermission />}
      </Group>
      <PagedTable<Permission>
        label={lists.permissions}
        query={permissionsList(kind)}
        keyOf={({ name }) => name}
        empty={<Empty title={roles.noCustom} hint={roles.noCustomHint} />}
        columns={[
          { head: common.name, cell: ({ name }) => <Code style={{ whiteSpace: 'nowrap' }}>{name}</Code> },
          { head: common.description, cell: ({ description }) => description },
          {
            head: roles.kind,
            cell: ({ is_builtin: isBuiltin }) => (
              <KindBadge>{isBuiltin ? roles.builtin : roles.custom}</KindBadge>
            ),
          },
          ...(may('roles.manage')
            ? [
                {
                  head: common.actions,
                  cell: (permission: Permission) => <Actions permission={permission} />,
                },
              ]
            : []),
        ]}
      />
    </Stack>
  );
}
