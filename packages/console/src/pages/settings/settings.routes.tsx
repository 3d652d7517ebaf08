import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';

export const settingRoutes = [
  pageRoute('/settings', {
    permission: 'settings.read',
    content: lazyRouteComponent(() => import('./settings.page.tsx'), 'SettingsPage'),
  }),
] as const;
