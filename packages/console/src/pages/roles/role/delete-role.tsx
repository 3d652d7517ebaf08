import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { ConfirmButton } from '../../../parts/confirm-button.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { holderCountQuery, type Role } from '../roles.queries.ts';
import { useGroupsWith } from './holders.tsx';

/** Says how many lose it. */
export function DeleteRole({ role, version }: { role: Role; version: string }): JSX.Element {
  const { common, roles } = useText();
  const navigate = useNavigate();
  const may = useMay();
  const { data: holders } = useQuery({ ...holderCountQuery(role.id), enabled: may('users.read') });
  const groups = useGroupsWith(role.name);
  const change = useChange({
    run: () =>
      answerOf(
        api.DELETE('/api/v1/roles/{role}', {
          params: { path: { role: role.id }, header: { 'If-Match': version } },
        }),
      ),
    stale: [['roles', 'list'], ['roles', 'all'], ['groups']],
    done: roles.deleted,
  });
  const remove = async () => {
    await change.mutateAsync(undefined);
    await navigate({ to: '/roles' });
  };
  return (
    <ConfirmButton
      label={common.delete}
      consequence={roles.deleteConsequence({
        name: role.name,
        holders: holders ?? null,
        groups: groups?.map(({ name }) => name) ?? [],
      })}
      isPending={change.isPending}
      error={change.error}
      onConfirm={remove}
    />
  );
}
