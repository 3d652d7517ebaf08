import { Button, Group, MultiSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useMemo, useState, type JSX } from 'react';
import { useMay, useMe } from '../../../api/me.ts';
import { useText } from '../../../text/text.tsx';
import { ChangesBar } from '../changes-bar.tsx';
import { countChanges } from '../changes.rules.ts';
import { allPermissionsQuery, allRolesQuery, type Permission, type Role } from '../roles.queries.ts';
import { matching, mayAdd, mayDefine } from '../roles.rules.ts';
import { MatrixOfOne } from './matrix-of-one.tsx';
import { MatrixTable } from './matrix-table.tsx';
import { ReviewChanges } from './review-changes.tsx';
import { useChanges, type ChangesState } from './use-changes.ts';

export interface MatrixProps {
  roles: readonly Role[];
  permissions: readonly Permission[];
  state: ChangesState;
  /** Whether whoever looks may give the role this permission, or take it. */
  isOpen: (role: Role, permission: string) => boolean;
}

/** Said before it is tried, as far as it is known here. */
function useIsOpen(): MatrixProps['isOpen'] {
  const me = useMe();
  const may = useMay();
  return (role, permission) =>
    may('roles.manage') &&
    mayDefine(me, role) &&
    (role.permissions.includes(permission) || mayAdd(me, role, permission));
}

function Matrix(props: MatrixProps): JSX.Element {
  const { lists, roles: text } = useText();
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const permissions = matching(props.permissions, words);
  const roles = useMemo(
    () => (chosen.length === 0 ? props.roles : props.roles.filter(({ id }) => chosen.includes(id))),
    [props.roles, chosen],
  );
  if (isNarrow) return <MatrixOfOne {...props} />;
  return (
    <>
      <Group align="end">
        <TextInput
          type="search"
          label={text.findPermission}
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
        />
        <MultiSelect
          label={lists.roles}
          placeholder={chosen.length === 0 ? lists.all : ''}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': lists.clear }}
          miw={240}
          maw={480}
          data={props.roles.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen}
          onChange={setChosen}
        />
      </Group>
      {permissions.length === 0 ? (
        <Text c="dimmed">{text.noPermissionMatches}</Text>
      ) : (
        <MatrixTable {...props} roles={roles} permissions={permissions} />
      )}
    </>
  );
}

/** All roles against all permissions: changed here first, then looked at and saved together. */
export function RoleMatrix(): JSX.Element {
  const { roles: text } = useText();
  const may = useMay();
  const isOpen = useIsOpen();
  const { data: roles } = useSuspenseQuery(allRolesQuery);
  const { data: permissions } = useSuspenseQuery(allPermissionsQuery);
  const state = useChanges(roles, permissions);
  const [isReviewed, setReviewed] = useState(false);
  const count = countChanges(state.changes);
  return (
    <Stack>
      <Text c="dimmed">{may('roles.manage') ? text.matrixAbout : text.matrixRead}</Text>
      <Matrix roles={roles} permissions={permissions} state={state} isOpen={isOpen} />
      {count.changes > 0 && (
        <ChangesBar text={text.changesOf(count)} onDiscard={state.discard}>
          <Button onClick={() => setReviewed(true)}>{text.review}</Button>
        </ChangesBar>
      )}
      <ReviewChanges
        isOpen={isReviewed}
        onClose={() => setReviewed(false)}
        roles={roles}
        changes={state.changes}
        onSaved={state.forget}
      />
    </Stack>
  );
}
