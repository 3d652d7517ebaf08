import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, type ErrorComponentProps } from '@tanstack/react-router';
import type { JSX } from 'react';
import { meQuery } from '../api/me.ts';
import { PageLink } from '../parts/page-link.tsx';
import { Page } from '../parts/page.tsx';
import { RefusalAlert } from '../parts/refusal-alert.tsx';
import { useText } from '../text/text.tsx';
import { Shell } from './shell.tsx';

function NotFound(): JSX.Element {
  const { shell } = useText();
  return (
    <Page title={shell.notFoundTitle}>
      <PageLink to="/">{shell.backToStart}</PageLink>
    </Page>
  );
}

function Failed({ error, reset }: ErrorComponentProps): JSX.Element {
  return <RefusalAlert error={error} onRetry={reset} />;
}

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  // Texts only: what a page makes of them is its own affair.
  validateSearch: (search: Record<string, unknown>): Record<string, string> =>
    Object.fromEntries(Object.entries(search).map(([key, value]) => [key, String(value)])),
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: Failed,
  // Asked for while the code of the page is still on its way.
  loader: ({ context }) => context.queryClient.ensureQueryData(meQuery),
});
