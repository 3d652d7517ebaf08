import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, type UseQueryOptions } from '@tanstack/react-query';
import { useState } from 'react';

interface Named {
  items: { name?: string }[];
  next_cursor: string | null;
}

export interface Choices {
  names: string[];
  onSearch: (typed: string) => void;
}

/** The names to choose from: of the first page, which is all for most; else the server searches as one types. */
export function useChoices<Page extends Named, Key extends readonly unknown[]>(
  first: Page,
  queryOf: (search: string) => UseQueryOptions<Page, Error, Page, Key>,
): Choices {
  const [typed, onSearch] = useState('');
  const [wanted] = useDebouncedValue(typed.trim(), 150);
  const search = first.next_cursor === null ? '' : wanted;
  const { data } = useQuery({
    ...queryOf(search),
    enabled: search !== '',
    placeholderData: keepPreviousData,
  });
  const { items } = (search === '' ? undefined : data) ?? first;
  return { names: items.flatMap(({ name }) => name ?? []), onSearch };
}
