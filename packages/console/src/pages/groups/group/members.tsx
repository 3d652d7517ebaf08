import { Button, Code, Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { Empty } from '../../../parts/empty.tsx';
import { PagedTable, type Column } from '../../../parts/paged-table.tsx';
import { RefusalAlert } from '../../../parts/refusal-alert.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useUndo } from '../../../parts/use-undo.tsx';
import { useUserColumns } from '../../../parts/user-columns.tsx';
import { nameOfUser, UserPicker, type FoundUser } from '../../../parts/user-picker.tsx';
import { useText } from '../../../text/text.tsx';
import { memberIdsList, membersList, type GroupOfUsers } from '../groups.queries.ts';

interface MembersProps {
  group: GroupOfUsers;
}

/** Into the group, and out of it again. */
function useMembership({ group }: MembersProps) {
  const { groups } = useText();
  const offerUndo = useUndo();
  const stale = [['users']];
  const pathTo = ({ id }: FoundUser) => ({ params: { path: { group: group.id, user: id } } });
  const adding = useChange({
    run: (user: FoundUser) => answerOf(api.PUT('/api/v1/groups/{group}/members/{user}', pathTo(user))),
    stale,
    done: groups.added,
  });
  const removing = useChange({
    async run(user: FoundUser) {
      await answerOf(api.DELETE('/api/v1/groups/{group}/members/{user}', pathTo(user)));
      return user;
    },
    stale,
    done: null,
    onDone: (user) => offerUndo(groups.removed(nameOfUser(user)), () => adding.mutateAsync(user)),
  });
  return { adding, removing };
}

/** Whoever may not see users sees at least how many they are. */
function MemberIds({ group }: MembersProps): JSX.Element {
  const { groups, users } = useText();
  return (
    <PagedTable<{ user_id: string }>
      label={groups.members}
      query={memberIdsList(group.id)}
      keyOf={({ user_id: id }) => id}
      empty={<Empty title={groups.noMembers} hint={groups.noMembersHint} />}
      columns={[{ head: users.id, cell: ({ user_id: id }) => <Code>{id}</Code> }]}
    />
  );
}

function MemberTable({
  group,
  onRemove,
}: MembersProps & { onRemove?: (user: FoundUser) => void }): JSX.Element {
  const { common, groups } = useText();
  const columns = useUserColumns();
  const action: Column<Schemas['SparseUser']> = {
    head: common.actions,
    cell: (user) => (
      <Button
        variant="default"
        size="compact-sm"
        aria-label={groups.remove(nameOfUser(user))}
        onClick={() => onRemove?.(user)}
      >
        {common.remove}
      </Button>
    ),
  };
  return (
    <PagedTable
      label={groups.members}
      query={membersList(group.id)}
      keyOf={({ id }) => id}
      empty={<Empty title={groups.noMembers} hint={groups.noMembersHint} />}
      columns={onRemove ? [...columns, action] : columns}
    />
  );
}

/** Who is in it: found as one types and put in, and taken out with a way back. */
export function Members({ group }: MembersProps): JSX.Element {
  const { groups } = useText();
  const may = useMay();
  const { adding, removing } = useMembership({ group });
  if (!may('users.read')) return <MemberIds group={group} />;
  const error: unknown = adding.error ?? removing.error;
  return (
    <Stack>
      <Text c="dimmed">{groups.membersAbout}</Text>
      {error != null && <RefusalAlert error={error} />}
      {may('roles.grant') && (
        <UserPicker
          // Empty again after each.
          key={adding.submittedAt}
          label={groups.addMember}
          value={null}
          onChoose={(user) => user && adding.mutate(user)}
        />
      )}
      <MemberTable
        group={group}
        {...(may('roles.grant') && { onRemove: (user: FoundUser) => removing.mutate(user) })}
      />
    </Stack>
  );
}
