import { Button, Select, Stack, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { useMay, useMe } from '../../../api/me.ts';
import { Empty } from '../../../parts/empty.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { ItemTable, type Column } from '../../../parts/paged-table.tsx';
import { RefusalAlert } from '../../../parts/refusal-alert.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useUndo } from '../../../parts/use-undo.tsx';
import { useText } from '../../../text/text.tsx';
import { allRolesQuery, type Role } from '../../roles/roles.queries.ts';
import { mayGive } from '../../roles/roles.rules.ts';
import type { GroupOfUsers } from '../groups.queries.ts';

function useRolesOf(group: GroupOfUsers) {
  const { groups } = useText();
  const offerUndo = useUndo();
  const stale = [['groups'], ['users', 'access']];
  const pathTo = (role: Role) => ({ params: { path: { group: group.id, role: role.id } } });
  const giving = useChange({
    run: (role: Role) => answerOf(api.PUT('/api/v1/groups/{group}/roles/{role}', pathTo(role))),
    stale,
    done: groups.roleGiven,
  });
  const taking = useChange({
    async run(role: Role) {
      await answerOf(api.DELETE('/api/v1/groups/{group}/roles/{role}', pathTo(role)));
      return role;
    },
    stale,
    done: null,
    onDone: (role) => offerUndo(groups.roleTaken(role.name), () => giving.mutateAsync(role)),
  });
  return { giving, taking };
}

interface RoleTableProps {
  held: readonly Role[];
  onTake: (role: Role) => void;
}

function RoleTable({ held, onTake }: RoleTableProps): JSX.Element {
  const { common, groups, lists } = useText();
  const may = useMay();
  const me = useMe();
  const columns: Column<Role>[] = [
    {
      head: common.name,
      cell: ({ id, name }) => (
        <PageLink to="/roles/$role" params={{ role: id }}>
          {name}
        </PageLink>
      ),
    },
    { head: common.description, cell: ({ description }) => description },
  ];
  const action: Column<Role> = {
    head: common.actions,
    cell: (role) =>
      mayGive(me, role) && (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={groups.takeRole(role.name)}
          onClick={() => onTake(role)}
        >
          {common.remove}
        </Button>
      ),
  };
  return (
    <ItemTable
      label={lists.roles}
      items={held}
      keyOf={({ id }) => id}
      columns={may('roles.grant') ? [...columns, action] : columns}
    />
  );
}

/** What its members hold by it: given, and taken with a way back. */
export function GroupRoles({ group }: { group: GroupOfUsers }): JSX.Element {
  const { groups } = useText();
  const may = useMay();
  const me = useMe();
  const { data: roles } = useSuspenseQuery(allRolesQuery);
  const { giving, taking } = useRolesOf(group);
  const held = roles.filter(({ name }) => group.roles.includes(name));
  const others = roles.filter((role) => !held.includes(role) && mayGive(me, role));
  const error: unknown = giving.error ?? taking.error;
  const give = (id: string | null) => {
    const role = others.find((each) => each.id === id);
    if (role) giving.mutate(role);
  };
  return (
    <Stack>
      <Text c="dimmed">{groups.rolesAbout}</Text>
      {error != null && <RefusalAlert error={error} />}
      {may('roles.grant') && others.length > 0 && (
        <Select
          label={groups.giveRole}
          searchable
          maw={480}
          value={null}
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={give}
        />
      )}
      {held.length === 0 ? (
        <Empty title={groups.noRoles} hint={groups.noRolesHint} />
      ) : (
        <RoleTable held={held} onTake={(role) => taking.mutate(role)} />
      )}
    </Stack>
  );
}
