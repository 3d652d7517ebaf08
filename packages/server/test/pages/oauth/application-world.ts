import type { Application } from '#modules/applications';
import { operator } from '../../support/http-client.ts';
import type { PageVisitor, Visited } from '../../support/page-visitor.ts';
import type { PagesApp } from './pages-app.ts';

export const webApp = {
  name: 'Web app',
  client_type: 'confidential',
  authorization_grant_type: 'authorization-code',
  redirect_uris: 'http://127.0.0.1:8000/noexist/callback https://app.example/callback',
  scopes: 'openid read',
};

/** The facts of a page that are to be copied. */
export const codesIn = ({ document }: Visited): (string | null)[] =>
  [...document.querySelectorAll('dd code')].map(({ textContent }) => textContent);

export async function register(
  visitor: PageVisitor,
  fields: Record<string, string> = webApp,
): Promise<Visited> {
  return visitor.submit(await visitor.open('/o/applications/register/'), { fields });
}

/** The page of the application that was just registered. */
export async function detailAfter(
  visitor: PageVisitor,
  answer: Visited,
): Promise<{ path: string; page: Visited }> {
  const link = answer.document.querySelector('a.button')?.getAttribute('href');
  const path = link ?? String(answer.response.headers.location);
  return { path, page: await visitor.open(path) };
}

export async function applicationAt({ services }: PagesApp, path: string): Promise<Application> {
  return services.applications.get(operator, path.split('/')[3] ?? '');
}
