import type { Messages } from '../messages/messages.ts';

export type AccountPageName = keyof Messages['accountPages']['names'];

/** Where each account page is, in the order of the navigation. */
export const accountPaths: Readonly<Record<AccountPageName, string>> = {
  overview: '/account/',
  profile: '/account/profile',
  email: '/account/email',
  password: '/account/password',
  factors: '/account/factors',
  sessions: '/account/sessions',
  applications: '/account/applications',
  tokens: '/account/tokens',
  activity: '/account/activity',
  data: '/account/data',
};

/** A page with a notice, by its key. */
export function done(path: string, notice: keyof Messages['notices']): string {
  return `${path}?done=${notice}`;
}

/** A page about one thing. */
export function about(path: string, id: string): string {
  return `${path}?id=${encodeURIComponent(id)}`;
}
