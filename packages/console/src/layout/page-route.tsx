import { Text } from '@mantine/core';
import { createRoute } from '@tanstack/react-router';
import type { ComponentType, JSX } from 'react';
import { useMay } from '../api/me.ts';
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

/** A page at a path below `/admin`. Its content is a part of its own (`lazyRouteComponent`), loaded when it is visited. */
export function pageRoute<const Path extends string>(
  path: Path,
  permission: string | null,
  Content: ComponentType,
) {
  return createRoute({
    getParentRoute: () => rootRoute,
    path,
    component: () => (
      <Gate permission={permission}>
        <Content />
      </Gate>
    ),
  });
}
