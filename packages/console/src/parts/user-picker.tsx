import { Loader, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type JSX, type ReactNode } from 'react';
import { answerOf, api, type Schemas } from '../api/client.ts';
import { useText } from '../text/text.tsx';

export type FoundUser = Pick<Schemas['SparseUser'], 'id' | 'email' | 'username'>;

/** What people call somebody. */
export function nameOfUser({ id, email, username }: FoundUser): string {
  return email ?? username ?? id;
}

export interface UserPickerProps {
  label: string;
  description?: string;
  /** Whom the field shows; null for nobody yet. */
  value: FoundUser | null;
  onChoose: (user: FoundUser | null) => void;
  error?: ReactNode;
}

function useFound(search: string) {
  return useQuery({
    queryKey: ['users', 'found', search],
    queryFn: () =>
      answerOf(
        api.GET('/api/v1/users', {
          params: { query: { search, limit: 10, fields: 'id,email,username' } },
        }),
      ),
    enabled: search !== '',
    placeholderData: keepPreviousData,
  });
}

/** One user, found as one types the beginning of an email or username. */
export function UserPicker({ value, onChoose, ...field }: UserPickerProps): JSX.Element {
  const { users, lists } = useText();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const isTyping = value === null || typed !== nameOfUser(value);
  const { data, isFetching } = useFound(isTyping ? search : '');
  const found: FoundUser[] = isTyping && search !== '' ? (data?.items ?? []) : [];
  const shown = value === null || found.some(({ id }) => id === value.id) ? found : [value, ...found];
  return (
    <Select
      {...field}
      searchable
      clearable={value !== null}
      clearButtonProps={{ 'aria-label': lists.clear }}
      placeholder={users.search}
      maw={480}
      value={value?.id ?? null}
      searchValue={typed}
      onSearchChange={setTyped}
      data={shown.map((user) => ({ value: user.id, label: nameOfUser(user) }))}
      filter={({ options }) => options}
      nothingFoundMessage={search === '' || isFetching ? undefined : users.noMatch}
      rightSection={isFetching ? <Loader size="xs" /> : undefined}
      onChange={(id) => onChoose(shown.find((user) => user.id === id) ?? null)}
    />
  );
}
