import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { ConfirmButton } from '../../../parts/confirm-button.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { allRolesQuery, type Permission } from '../roles.queries.ts';

/** Says which roles lose it. */
export function DeletePermission({ permission: { name } }: { permission: Permission }): JSX.Element {
  const { common, roles } = useText();
  const { data: all = [] } = useQuery(allRolesQuery);
  const change = useChange({
    run: () =>
      answerOf(api.DELETE('/api/v1/permissions/{permission}', { params: { path: { permission: name } } })),
    stale: [['permissions'], ['roles']],
    done: roles.permissionDeleted,
  });
  const holders = all.filter(({ permissions }) => permissions.includes(name));
  return (
    <ConfirmButton
      size="compact-sm"
      label={common.delete}
      consequence={roles.deletePermissionConsequence(
        name,
        holders.map((role) => role.name),
      )}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutateAsync(undefined)}
    />
  );
}
