import type { Page } from 'playwright-core';
import { manage } from './management.ts';
import type { Site } from './site.ts';

type Json = Record<string, unknown>;

/** An application as it was registered, and what every client does with it. */
export interface OauthClient {
  name: string;
  /** Its id in the management API. */
  id: string;
  clientId: string;
  /** Empty for one that has none. */
  secret: string;
  redirectUri: string;
  /** Where a browser is sent to sign somebody in; a parameter that is empty is left out. */
  authorizeUrl(parameters?: Record<string, string>): string;
}

/** Where nothing listens: for clients that never get to load it. */
const nowhere = 'http://127.0.0.1:9/callback';

let clients = 0;

/** Registers an application of the installation; `details` are members of the management API. */
export async function addClient(site: Site, details: Json = {}): Promise<OauthClient> {
  clients += 1;
  const wanted = { name: `Notebook ${clients}`, redirect_uris: [nowhere], ...details };
  const made = await manage(site, 'POST /applications', wanted);
  const [redirectUri = ''] = made['redirect_uris'] as string[];
  const clientId = String(made['client_id']);
  return {
    name: wanted.name,
    id: String(made['id']),
    clientId,
    secret: typeof made['client_secret'] === 'string' ? made['client_secret'] : '',
    redirectUri,
    authorizeUrl(parameters = {}) {
      const query = {
        ...{ response_type: 'code', client_id: clientId, redirect_uri: redirectUri, state: 'state-1' },
        ...{ scope: 'openid profile email', ...parameters },
      };
      const given = Object.entries(query).filter(([, value]) => value !== '');
      return `${site.url}/o/authorize?${new URLSearchParams(given).toString()}`;
    },
  };
}

/** Waits until the browser is back at the client, and gives what it is told there. */
export async function arrival(page: Page, { redirectUri }: OauthClient): Promise<URLSearchParams> {
  await page.waitForURL((url) => url.href.startsWith(`${redirectUri}?`));
  return new URL(page.url()).searchParams;
}

export interface Answer {
  status: number;
  body: Json;
}

/** A form to an endpoint for programs, with the secret by Basic when the client has one. */
export async function postForm(
  site: Site,
  path: string,
  { form, client }: { form: Record<string, string>; client: OauthClient },
): Promise<Answer> {
  const { clientId, secret } = client;
  const basic = Buffer.from(`${clientId}:${secret}`).toString('base64');
  const answer = await fetch(`${site.url}${path}`, {
    method: 'POST',
    headers: secret === '' ? {} : { authorization: `Basic ${basic}` },
    body: new URLSearchParams(secret === '' ? { ...form, client_id: clientId } : form),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Json };
}

/** Redeems a code. */
export function exchange(site: Site, client: OauthClient, code: string | null): Promise<Answer> {
  const { redirectUri } = client;
  const form = { grant_type: 'authorization_code', code: code ?? '', redirect_uri: redirectUri };
  return postForm(site, '/o/token', { form, client });
}
