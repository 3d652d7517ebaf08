import { Stack, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useMay, useMe } from '../../../api/me.ts';
import { Facts } from '../../../parts/facts.tsx';
import { PageTabs } from '../../../parts/page-tabs.tsx';
import { Page } from '../../../parts/page.tsx';
import { Time } from '../../../parts/time.tsx';
import { useText } from '../../../text/text.tsx';
import { KindBadge } from '../kind-badge.tsx';
import { roleQuery, type Role } from '../roles.queries.ts';
import { mayDefine } from '../roles.rules.ts';
import { DeleteRole } from './delete-role.tsx';
import { EditRole } from './edit-role.tsx';
import { Holders } from './holders.tsx';
import { RolePermissions } from './role-permissions.tsx';

function About({ role }: { role: Role }): JSX.Element {
  const { common, lists, roles } = useText();
  return (
    <Stack gap="xs">
      {role.is_builtin && (
        <div>
          <KindBadge>{roles.builtin}</KindBadge>
        </div>
      )}
      {role.description !== '' && <Text>{role.description}</Text>}
      <Facts
        label={role.name}
        facts={[
          [lists.level, role.level === null ? roles.noLevel : roles.levelMeans(role.level)],
          [common.changed, <Time at={role.updated_at} />],
        ]}
      />
    </Stack>
  );
}

/** One role: what it is worth, and who holds it. */
export function RolePage(): JSX.Element {
  const { role: id } = useParams({ from: '/roles/$role' });
  const { data } = useSuspenseQuery(roleQuery(id));
  const { data: role, version } = data;
  const { lists, roles } = useText();
  const me = useMe();
  const may = useMay();
  const isOpen = may('roles.manage') && mayDefine(me, role);
  return (
    <Page
      title={role.name}
      actions={
        isOpen && (
          <>
            <EditRole role={role} version={version} />
            {!role.is_builtin && <DeleteRole role={role} version={version} />}
          </>
        )
      }
    >
      <About role={role} />
      {may('roles.manage') && !isOpen && <Text c="dimmed">{roles.worthMore}</Text>}
      <PageTabs
        label={role.name}
        tabs={[
          {
            value: 'permissions',
            label: lists.permissions,
            panel: () => <RolePermissions role={role} version={version} isOpen={isOpen} />,
          },
          { value: 'holders', label: roles.holders, panel: () => <Holders role={role} /> },
        ]}
      />
    </Page>
  );
}
