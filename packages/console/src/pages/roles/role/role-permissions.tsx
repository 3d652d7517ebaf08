import { Button, Stack, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { useMe } from '../../../api/me.ts';
import { RefusalAlert } from '../../../parts/refusal-alert.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { ChangesBar } from '../changes-bar.tsx';
import { holds, permissionsAfter, rebased, withPermission, type RoleChanges } from '../changes.rules.ts';
import { PermissionFacts, PermissionPicker } from '../permission-picker.tsx';
import { allPermissionsQuery, type Permission, type Role } from '../roles.queries.ts';
import { mayAdd } from '../roles.rules.ts';

interface EditorProps {
  role: Role;
  version: string;
  catalogue: readonly Permission[];
}

function PermissionEditor({ role, version, catalogue }: EditorProps): JSX.Element {
  const { common, roles } = useText();
  const me = useMe();
  const [wanted, setWanted] = useState<RoleChanges>({});
  // Somebody else may have done some of it meanwhile.
  const changes = rebased({ [role.id]: wanted }, [role], catalogue)[role.id] ?? {};
  const count = Object.keys(changes).length;
  const change = useChange({
    run: () =>
      answerOf(
        api.PATCH('/api/v1/roles/{role}', {
          params: { path: { role: role.id }, header: { 'If-Match': version } },
          body: { permissions: permissionsAfter(role, changes) },
        }),
      ),
    stale: [['roles'], ['me']],
    onDone: () => setWanted({}),
  });
  return (
    <Stack>
      {!me.is_superuser && <Text c="dimmed">{roles.onlyOwn}</Text>}
      <PermissionPicker
        catalogue={catalogue}
        isHeld={(name) => holds(role, changes, name)}
        isOpen={(name) => role.permissions.includes(name) || mayAdd(me, role, name)}
        onChange={(permission, isHeld) =>
          setWanted((before) => withPermission(role, before, { permission, isHeld }))
        }
      />
      {change.error != null && <RefusalAlert error={change.error} />}
      {count > 0 && (
        <ChangesBar text={roles.changes(count)} onDiscard={() => setWanted({})}>
          <Button loading={change.isPending} onClick={() => change.mutate(undefined)}>
            {common.save}
          </Button>
        </ChangesBar>
      )}
    </Stack>
  );
}

/** What the role holds: to change for whoever may, else to read. */
export function RolePermissions({
  isOpen,
  ...role
}: Omit<EditorProps, 'catalogue'> & { isOpen: boolean }): JSX.Element {
  const { data: catalogue } = useSuspenseQuery(allPermissionsQuery);
  if (isOpen) return <PermissionEditor {...role} catalogue={catalogue} />;
  return (
    <PermissionFacts permissions={catalogue.filter(({ name }) => role.role.permissions.includes(name))} />
  );
}
