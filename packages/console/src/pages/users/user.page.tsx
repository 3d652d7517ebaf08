import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import { api, versionedOf } from '../../api/client.ts';
import { Page } from '../../parts/page.tsx';

export function UserPage(): JSX.Element {
  const { id } = useParams({ from: '/users/$id' });
  const { data } = useSuspenseQuery({
    queryKey: ['users', 'one', id],
    queryFn: () => versionedOf(api.GET('/api/v1/users/{id}', { params: { path: { id } } })),
  });
  const { email, username } = data.data;
  return <Page title={email ?? username ?? id}>{null}</Page>;
}
