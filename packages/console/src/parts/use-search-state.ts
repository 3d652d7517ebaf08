import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/**
 * State that stands in the query of the address, so that links lead to it and going back brings it back. What is
 * the default is left out. Typing replaces the entry in the history (`push: false`), choosing adds one.
 */
export function useSearchState(
  key: string,
  fallback = '',
  { push = false }: { push?: boolean } = {},
): [string, (value: string) => void] {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = useCallback(
    (value: string) => {
      void navigate({
        to: '.',
        replace: !push,
        search: (before: Record<string, string | undefined>) => {
          const { [key]: _left, ...rest } = before;
          return value === fallback ? rest : { ...rest, [key]: value };
        },
      });
    },
    [navigate, key, fallback, push],
  );
  return [search[key] ?? fallback, set];
}
