import type { JSX } from 'react';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { useChange } from '../../../parts/use-change.ts';
import { useUndo } from '../../../parts/use-undo.tsx';
import { useText } from '../../../text/text.tsx';
import { HeldList } from './held-list.tsx';
import { useChoices } from './use-choices.ts';
import { rolesQuery } from './user.queries.ts';

/** Roles that somebody has of their own. */
export function DirectRoles({
  userId,
  held,
  roles,
}: {
  userId: string;
  held: readonly string[];
  roles: Schemas['RolePage'];
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
  const { names, onSearch } = useChoices(roles, rolesQuery);
  const aboutOf = (name: string) => roles.items.find((role) => role.name === name)?.description;
  return (
    <HeldList
      title={text.directRoles}
      empty={text.noDirectRoles}
      held={held.map((name) => ({ name, about: aboutOf(name) ?? '' }))}
      choices={names.filter((name) => !held.includes(name))}
      onSearch={onSearch}
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
