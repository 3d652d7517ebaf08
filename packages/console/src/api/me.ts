import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from './client.ts';

export type Me = Schemas['Me'];

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => answerOf(api.GET('/api/v1/me')),
  staleTime: 60_000,
});

export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Whether somebody may do a thing. */
export function mayAccording(me: Me): (permission: string) => boolean {
  return (permission) => me.is_superuser || me.access.permissions.includes(permission);
}

/** Whether whoever looks may do this. The server decides again: this only keeps what would be refused out of sight. */
export function useMay(): (permission: string) => boolean {
  return mayAccording(useMe());
}
