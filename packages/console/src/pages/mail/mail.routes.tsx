import { lazyRouteComponent } from '@tanstack/react-router';
import { pageRoute, type Ahead } from '../../layout/page-route.tsx';
import { pageQuery } from '../../parts/list-query.ts';
import { mailFilterFrom, mailsList, templatesQuery } from './mail.queries.ts';

function readMailAhead({ client, search }: Ahead): void {
  if (search['tab'] === 'templates') void client.prefetchQuery(templatesQuery);
  else void client.prefetchQuery(pageQuery(mailsList(mailFilterFrom(search))));
}

export const mailRoutes = [
  pageRoute('/mail', {
    permission: 'mail.read',
    content: lazyRouteComponent(() => import('./mail.page.tsx'), 'MailPage'),
    ahead: readMailAhead,
  }),
] as const;
