import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useText } from '../../../text/text.tsx';
import { allRolesQuery } from '../../roles/roles.queries.ts';

/** Several roles by their names. */
export function RolesPicker({
  value,
  onChange,
}: {
  value?: string[];
  onChange?: (names: string[]) => void;
}): JSX.Element {
  const { lists, users } = useText();
  const { data = [] } = useQuery(allRolesQuery);
  return (
    <MultiSelect
      label={lists.roles}
      description={users.rolesHint}
      data={data.map(({ name }) => name)}
      value={value ?? []}
      onChange={(names) => onChange?.(names)}
      searchable
    />
  );
}
