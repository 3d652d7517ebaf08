import { createRouter } from '@tanstack/react-router';
import { queryClient } from './api/query-client.ts';
import { rootRoute } from './layout/root-route.tsx';
import { overviewRoutes } from './pages/overview/overview.routes.tsx';
import { userRoutes } from './pages/users/users.routes.tsx';
import { Loading } from './parts/loading.tsx';

export const router = createRouter({
  routeTree: rootRoute.addChildren([...overviewRoutes, ...userRoutes]),
  basepath: '/admin',
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
