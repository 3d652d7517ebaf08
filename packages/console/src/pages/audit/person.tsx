import { Code } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useMay } from '../../api/me.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { useText } from '../../text/text.tsx';
import { namesQuery } from './audit.queries.ts';

export type Names = ReadonlyMap<string, string> | undefined;

/** What those in a list are called, as far as whoever looks may know. */
export function useNames(ids: readonly string[]): Names {
  const may = useMay();
  const query = namesQuery(ids);
  return useQuery({ ...query, enabled: ids.length > 0 && may('users.read') }).data;
}

/** Who did something, or to whom or what it was done. */
export function Party({ type, id, names }: { type: string; id: string | null; names: Names }): JSX.Element {
  const { audit } = useText();
  if (id === null) return <>{audit.actors[type as keyof typeof audit.actors] ?? type}</>;
  if (type !== 'user') {
    return (
      <>
        {type} <Code>{id}</Code>
      </>
    );
  }
  const name = names?.get(id);
  if (name === undefined) return <Code>{id}</Code>;
  return (
    <PageLink to="/users/$id" params={{ id }}>
      {name}
    </PageLink>
  );
}
