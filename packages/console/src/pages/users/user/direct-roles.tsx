import type { JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { useChange } from '../../../parts/use-change.ts';
import { useUndo } from '../../../parts/use-undo.tsx';
import { useText } from '../../../text/text.tsx';
import type { Role } from '../../roles/roles.queries.ts';
import { HeldList } from './held-list.tsx';

/** Roles that somebody has of their own. */
export function DirectRoles({
  userId,
  held,
  roles,
}: {
  userId: string;
  held: readonly string[];
  roles: readonly Role[];
}): JSX.Element {
  const { common, user: text } = useText();
  const may = useMay();
  const offerUndo = useUndo();
  const path = (role: string) => ({ params: { path: { id: userId, role } } });
  const stale = [['users'], ['roles'], ['me']];
  const give = useChange({
    run: (role: string) => answerOf(api.PUT('/api/v1/users/{id}/roles/{role}', path(role))),
    stale,
  });
  const take = useChange({
    run: (role: string) => answerOf(api.DELETE('/api/v1/users/{id}/roles/{role}', path(role))),
    ...{ stale, done: null },
  });
  const onTake = (role: string) => {
    take.mutate(role, {
      onSuccess: () => offerUndo(text.roleTaken(role), () => give.mutateAsync(role)),
    });
  };
  const aboutOf = (name: string) => roles.find((role) => role.name === name)?.description;
  return (
    <HeldList
      title={text.directRoles}
      empty={text.noDirectRoles}
      held={held.map((name) => ({ name, about: aboutOf(name) ?? '' }))}
      choices={roles.map(({ name }) => name).filter((name) => !held.includes(name))}
      error={give.error ?? take.error}
      isPending={give.isPending}
      words={{
        ...{ give: text.giveRole, giveButton: text.give },
        ...{ take: text.takeRole, takeButton: common.remove },
      }}
      {...(may('roles.grant') && { onTake, onGive: (role: string) => give.mutateAsync(role) })}
    />
  );
}
