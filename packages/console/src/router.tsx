import { createRouter } from '@tanstack/react-router';
import { queryClient } from './api/query-client.ts';
import { rootRoute } from './layout/root-route.tsx';
import { reviewRoutes } from './pages/access-review/access-review.routes.tsx';
import { applicationRoutes } from './pages/applications/applications.routes.tsx';
import { auditRoutes } from './pages/audit/audit.routes.tsx';
import { groupRoutes } from './pages/groups/groups.routes.tsx';
import { keyRoutes } from './pages/keys/keys.routes.tsx';
import { roleRoutes } from './pages/roles/roles.routes.tsx';
import { serviceRoutes } from './pages/services/services.routes.tsx';
import { overviewRoutes } from './pages/overview/overview.routes.tsx';
import { userRoutes } from './pages/users/users.routes.tsx';
import { decisionRoutes } from './pages/decisions/decisions.routes.tsx';
import { mailRoutes } from './pages/mail/mail.routes.tsx';
import { settingRoutes } from './pages/settings/settings.routes.tsx';
import { webhookRoutes } from './pages/webhooks/webhooks.routes.tsx';
import { Loading } from './parts/loading.tsx';

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    ...overviewRoutes,
    ...userRoutes,
    ...reviewRoutes,
    ...applicationRoutes,
    ...auditRoutes,
    ...groupRoutes,
    ...keyRoutes,
    ...roleRoutes,
    ...serviceRoutes,
    ...settingRoutes,
    ...mailRoutes,
    ...webhookRoutes,
    ...decisionRoutes,
  ]),
  basepath: '/admin',
  context: { queryClient },
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString();
    return text === '' ? '' : `?${text}`;
  },
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
