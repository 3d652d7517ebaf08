import type { JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { useChange } from '../../../parts/use-change.ts';
import { useUndo } from '../../../parts/use-undo.tsx';
import { useText } from '../../../text/text.tsx';
import type { GroupOfUsers } from '../../groups/groups.queries.ts';
import { HeldList } from './held-list.tsx';

/** Groups that somebody is in, with the roles that come through each. */
export function Memberships({
  userId,
  joined,
  groups,
}: {
  userId: string;
  joined: readonly string[];
  groups: readonly GroupOfUsers[];
}): JSX.Element {
  const { common, user: text } = useText();
  const may = useMay();
  const offerUndo = useUndo();
  const path = (group: string) => ({ params: { path: { group, user: userId } } });
  const stale = [['users'], ['groups'], ['me']];
  const join = useChange({
    run: (group: string) => answerOf(api.PUT('/api/v1/groups/{group}/members/{user}', path(group))),
    stale,
  });
  const leave = useChange({
    run: (group: string) => answerOf(api.DELETE('/api/v1/groups/{group}/members/{user}', path(group))),
    ...{ stale, done: null },
  });
  const onTake = (group: string) => {
    leave.mutate(group, {
      onSuccess: () => offerUndo(text.groupLeft(group), () => join.mutateAsync(group)),
    });
  };
  const rolesOf = (name: string) => groups.find((group) => group.name === name)?.roles ?? [];
  const aboutOf = (name: string) => {
    const roles = rolesOf(name);
    return roles.length === 0 ? text.givesNothing : text.gives(roles.join(', '));
  };
  return (
    <HeldList
      title={text.groups}
      empty={text.noGroups}
      held={joined.map((name) => ({ name, about: aboutOf(name) }))}
      choices={groups.map(({ name }) => name).filter((name) => !joined.includes(name))}
      error={join.error ?? leave.error}
      isPending={join.isPending}
      words={{
        ...{ give: text.joinGroup, giveButton: text.join },
        ...{ take: text.leaveGroup, takeButton: common.remove },
      }}
      {...(may('roles.grant') && { onTake, onGive: (group: string) => join.mutateAsync(group) })}
    />
  );
}
