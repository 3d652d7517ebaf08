import { RemoteBrowser, type RemotePage } from '../../../packages/server/test/support/remote-browser.ts';

/** Somebody with a browser, who does what a document says is done in one. */
export interface Person {
  /** Opens an address of Ostiary, signs in and agrees where that is asked, up to where the browser is sent then. */
  allow(address: string): Promise<URL>;
  /** The page at an address of Ostiary, after whatever had to be agreed to. */
  visit(address: string): Promise<RemotePage>;
  /** Sends the form of a page whose address ends so, with what is typed in. */
  fillIn(page: RemotePage, action: string, typed: Record<string, string>): Promise<RemotePage>;
}

const maxPages = 8;

/** The form of a page that leads on, and what is typed into it. */
function nextStep(
  { html }: RemotePage,
  typed: Record<string, string>,
): [string, Record<string, string>] | undefined {
  if (html.includes('name="user_code"')) return ['/device', { confirm: 'yes' }];
  for (const action of ['/consent', '/continue']) if (html.includes(`${action}"`)) return [action, {}];
  if (/action="[^"]*\/sign-in[^"]*"/.test(html)) return ['/sign-in', typed];
  return undefined;
}

export function personWith(login: string, password: string): Person {
  let browser: RemoteBrowser | undefined;
  async function visit(address: string): Promise<RemotePage> {
    const { origin } = new URL(address);
    browser ??= new RemoteBrowser(origin, () => undefined);
    let page = await browser.open(address);
    for (let pages = 0; pages < maxPages && page.url.origin === origin; pages++) {
      const step = nextStep(page, { login, password });
      if (step === undefined) break;
      page = await browser.submit(page, step[1], step[0]);
    }
    return page;
  }
  async function fillIn(
    page: RemotePage,
    action: string,
    typed: Record<string, string>,
  ): Promise<RemotePage> {
    if (browser === undefined) throw new Error('Nobody has opened a page yet');
    return browser.submit(page, typed, action);
  }
  return { visit, fillIn, allow: async (address) => (await visit(address)).url };
}
