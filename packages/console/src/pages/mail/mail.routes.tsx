import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute } from '../../layout/page-route.tsx';

export const mailRoutes = [
  pageRoute('/mail', {
    permission: 'mail.read',
    content: lazyRouteComponent(() => import('./mail.page.tsx'), 'MailPage'),
  }),
] as const;
