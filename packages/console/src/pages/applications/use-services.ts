import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../api/me.ts';
import { scopesQuery } from './applications.queries.ts';
import type { ServiceScopes } from './connection.rules.ts';

const none: readonly ServiceScopes[] = [];

/** The services with their scopes, as far as whoever looks may see them. */
export function useServices(): readonly ServiceScopes[] {
  const may = useMay();
  const { data } = useQuery({ ...scopesQuery, enabled: may('services.read') });
  return data?.items ?? none;
}
