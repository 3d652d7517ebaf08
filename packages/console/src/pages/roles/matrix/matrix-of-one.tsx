import { Select, Stack } from '@mantine/core';
import { useState, type JSX } from 'react';
import { useText } from '../../../text/text.tsx';
import { holds } from '../changes.rules.ts';
import { PermissionPicker } from '../permission-picker.tsx';
import type { MatrixProps } from './role-matrix.tsx';

/** Where there is no room for a matrix: one of its columns. */
export function MatrixOfOne({ roles, permissions, state, isOpen }: MatrixProps): JSX.Element {
  const { roles: text } = useText();
  const [chosen, setChosen] = useState(roles[0]?.id ?? null);
  const role = roles.find(({ id }) => id === chosen);
  return (
    <Stack>
      <Select
        label={text.role}
        searchable
        allowDeselect={false}
        data={roles.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        onChange={setChosen}
      />
      {role && (
        <PermissionPicker
          catalogue={permissions}
          isHeld={(name) => holds(role, state.changes[role.id], name)}
          isOpen={(name) => isOpen(role, name)}
          onChange={(name, isHeld) => state.change(role, name, isHeld)}
        />
      )}
    </Stack>
  );
}
