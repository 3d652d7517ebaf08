import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';
import { settingsQuery } from './settings.queries.ts';

export const settingRoutes = [
  pageRoute('/settings', {
    permission: 'settings.read',
    content: lazyRouteComponent(() => import('./settings.page.tsx'), 'SettingsPage'),
    ahead: ({ client }) => client.prefetchQuery(settingsQuery),
  }),
] as const;
