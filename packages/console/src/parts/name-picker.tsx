import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { answerOf, api } from '../api/client.ts';
import { useText } from '../text/text.tsx';

type Kind = 'roles' | 'groups';

function namesQuery(kind: Kind, search: string) {
  const query = { limit: 20, fields: 'name', ...(search !== '' && { search }) };
  return queryOptions({
    queryKey: [kind, 'names', search],
    queryFn: async () => {
      const call =
        kind === 'roles'
          ? api.GET('/api/v1/roles', { params: { query } })
          : api.GET('/api/v1/groups', { params: { query } });
      return (await answerOf<{ items: { name?: string }[] }>(call)).items.flatMap(({ name }) => name ?? []);
    },
  });
}

export interface NamePickerProps {
  kind: Kind;
  label: string;
  /** Empty: none chosen. */
  value: string;
  onChange: (name: string) => void;
  error?: string | undefined;
}

/** One role or group by its name, found as one types. */
export function NamePicker({ kind, label, value, onChange, error }: NamePickerProps): JSX.Element {
  const { common } = useText();
  const [typed, setTyped] = useState(value);
  const [search] = useDebouncedValue(typed === value ? '' : typed.trim(), 150);
  const { data = [] } = useQuery({ ...namesQuery(kind, search), placeholderData: keepPreviousData });
  const names = value === '' || data.includes(value) ? data : [value, ...data];
  return (
    <Select
      label={label}
      data={names}
      value={value === '' ? null : value}
      onChange={(name) => onChange(name ?? '')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': common.remove }}
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={common.none}
      error={error}
    />
  );
}
