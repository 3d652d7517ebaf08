import type { Texts } from '../text/en.ts';

/** The areas of the console, under the names that the server's modules have. */
export interface Area {
  key: keyof Texts['areas'];
  path: string;
  /** Without it there is nothing to see. */
  permission: string | null;
}

export const areas: readonly Area[] = [
  { key: 'overview', path: '/', permission: null },
  { key: 'users', path: '/users', permission: 'users.read' },
  { key: 'groups', path: '/groups', permission: 'roles.read' },
  { key: 'roles', path: '/roles', permission: 'roles.read' },
  { key: 'services', path: '/services', permission: 'services.read' },
  { key: 'applications', path: '/applications', permission: 'applications.read' },
  { key: 'webhooks', path: '/webhooks', permission: 'webhooks.read' },
  { key: 'review', path: '/access-review', permission: 'access.review' },
  { key: 'decisions', path: '/decisions', permission: 'access.decide' },
  { key: 'audit', path: '/audit', permission: 'audit.read' },
  { key: 'keys', path: '/keys', permission: 'keys.read' },
  { key: 'mail', path: '/mail', permission: 'mail.read' },
  { key: 'settings', path: '/settings', permission: 'settings.read' },
];
