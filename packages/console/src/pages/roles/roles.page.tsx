import type { JSX } from 'react';
import { useMay } from '../../api/me.ts';
import { ButtonLink } from '../../parts/button-link.tsx';
import { PageTabs } from '../../parts/page-tabs.tsx';
import { Page } from '../../parts/page.tsx';
import { useText } from '../../text/text.tsx';
import { RoleMatrix } from './matrix/role-matrix.tsx';
import { PermissionList } from './permissions/permission-list.tsx';
import { RoleList } from './role-list.tsx';

/** What people may do: roles, all of them against all permissions, and the permissions that services have. */
export function RolesPage(): JSX.Element {
  const { areas, lists, roles } = useText();
  const may = useMay();
  return (
    <Page
      title={areas.roles}
      actions={may('roles.manage') && <ButtonLink to="/roles/new">{roles.create}</ButtonLink>}
    >
      <PageTabs
        label={areas.roles}
        tabs={[
          { value: 'list', label: lists.roles, panel: () => <RoleList /> },
          { value: 'matrix', label: roles.matrix, panel: () => <RoleMatrix /> },
          { value: 'permissions', label: lists.permissions, panel: () => <PermissionList /> },
        ]}
      />
    </Page>
  );
}
