import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { ConfirmButton } from '../../../parts/confirm-button.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { memberCountQuery } from '../groups.queries.ts';
import type { GroupProps } from './edit-group.tsx';

/** Says how many lose what. */
export function DeleteGroup({ group, version }: GroupProps): JSX.Element {
  const { common, groups } = useText();
  const navigate = useNavigate();
  const { data: members } = useQuery(memberCountQuery(group.id));
  const change = useChange({
    run: () =>
      answerOf(
        api.DELETE('/api/v1/groups/{group}', {
          params: { path: { group: group.id }, header: { 'If-Match': version } },
        }),
      ),
    stale: [
      ['groups', 'list'],
      ['groups', 'all'],
    ],
    done: groups.deleted,
  });
  const remove = async () => {
    await change.mutateAsync(undefined);
    await navigate({ to: '/groups' });
  };
  return (
    <ConfirmButton
      label={common.delete}
      consequence={groups.deleteConsequence({ ...group, members: members ?? null })}
      isPending={change.isPending}
      error={change.error}
      onConfirm={remove}
    />
  );
}
