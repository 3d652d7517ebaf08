import type { ShownMail } from '#modules/mail';
import { PageVisitor, type Visited } from '../../support/page-visitor.ts';
import { testApp, type TestApp } from '../../support/test-app.ts';

/** A server that keeps its mails to be looked at. Tests say when its jobs run. */
export function mailApp(env: Record<string, string> = {}): Promise<TestApp> {
  return testApp({ OSTIARY_MAIL: 'console', ...env });
}

/** What somebody was mailed, the newest first: what was asked for by address is answered before. */
export async function mailsTo(
  { services }: Pick<TestApp, 'services'>,
  address: string,
): Promise<ShownMail[]> {
  await services.ownAccounts.requests.answer();
  const shown = await services.mail.shown(services.database.db, 200);
  return shown.filter(({ to }) => to === address);
}

/** The newest mail of a kind. Errors: Error when there is none. */
export async function mailOf(
  test: Pick<TestApp, 'services'>,
  address: string,
  template: string,
): Promise<ShownMail> {
  const mails = await mailsTo(test, address);
  const mail = mails.find((one) => one.template === template);
  if (!mail) throw new Error(`No ${template} for ${address}: ${mails.map((one) => one.template).join()}`);
  return mail;
}

/** The path and query of the link in a mail that leads to this page. */
function linkIn({ text }: ShownMail, path: string): string {
  const address = text
    .match(/https?:\/\/\S+/g)
    ?.find((one) => URL.canParse(one) && new URL(one).pathname === path);
  if (address === undefined) throw new Error(`No link to ${path} in:\n${text}`);
  const { pathname, search } = new URL(address);
  return pathname + search;
}

export async function mailedLink(
  test: Pick<TestApp, 'app' | 'services'>,
  { to, template, path }: { to: string; template: string; path: string },
): Promise<string> {
  return linkIn(await mailOf(test, to, template), path);
}

/** What mail scanners do: looks at a link again and again, with and without a body, from nowhere known. */
export async function scan({ app }: TestApp, link: string): Promise<void> {
  for (let times = 0; times < 20; times++) {
    await new PageVisitor(app).open(link);
    await app.inject({ method: 'HEAD', url: link });
  }
}

export const headingOf = ({ document }: Visited): string => document.querySelector('h1')?.textContent ?? '';
export const noticeOf = ({ document }: Visited): string | undefined =>
  document.querySelector('[role=status]')?.textContent;
export const locationOf = ({ response }: Visited): string => String(response.headers.location);

/** Asks for a mail on one of the pages for that, as somebody who types this address. */
export async function askByForm(
  test: Pick<TestApp, 'app' | 'services'>,
  path: string,
  typed: string | { email: string; visitor: PageVisitor },
): Promise<{ visitor: PageVisitor; answer: Visited }> {
  const { email, visitor } =
    typeof typed === 'string' ? { email: typed, visitor: new PageVisitor(test.app) } : typed;
  const answer = await visitor.submit(await visitor.open(path), { fields: { email } });
  return { visitor, answer };
}
