import { Text } from '@mantine/core';
import type { QueryClient } from '@tanstack/react-query';
import { createRoute } from '@tanstack/react-router';
import type { ComponentType, JSX } from 'react';
import { meQuery, mayAccording, useMay } from '../api/me.ts';
import { Page } from '../parts/page.tsx';
import { useText } from '../text/text.tsx';
import { rootRoute } from './root-route.tsx';

/** Keeps a page out of sight for whoever may not see it. The server would refuse its contents in any case. */
function Gate({ permission, children }: { permission: string | null; children: JSX.Element }): JSX.Element {
  const may = useMay();
  const { shell } = useText();
  if (permission === null || may(permission)) return children;
  return (
    <Page title={shell.notAllowedTitle}>
      <Text>{shell.notAllowed}</Text>
    </Page>
  );
}

export interface Ahead {
  client: QueryClient;
  params: Readonly<Record<string, string>>;
  search: Readonly<Record<string, string>>;
  /** Whether whoever looks may do this, as far as is known yet: at the first page, everything. */
  may: (permission: string) => boolean;
}

export interface PageOfConsole {
  /** Without it there is nothing to see. */
  permission: string | null;
  /** A part of its own (`lazyRouteComponent`), loaded when the page is visited. */
  content: ComponentType;
  /** Asks for what the page will show (`prefetchQuery`) while its code is still on its way. */
  ahead?: (ahead: Ahead) => unknown;
}

/** A page at a path below `/admin`. */
export function pageRoute<const Path extends string>(path: Path, page: PageOfConsole) {
  const { permission, content: Content, ahead } = page;
  return createRoute({
    getParentRoute: () => rootRoute,
    path,
    // Not for every letter that goes into the address.
    shouldReload: ({ cause }) => cause !== 'stay',
    loader: ({ context, params, location }) => {
      const me = context.queryClient.getQueryData(meQuery.queryKey);
      const may = me === undefined ? () => true : mayAccording(me);
      if (permission !== null && !may(permission)) return;
      ahead?.({ client: context.queryClient, params: { ...params }, search: { ...location.search }, may });
    },
    component: () => (
      <Gate permission={permission}>
        <Content />
      </Gate>
    ),
  });
}
