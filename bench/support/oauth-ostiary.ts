import { ask, clientCredentials, codeFlow } from './oauth-requests.ts';
import type { Member, OauthClient, OauthServer } from './oauth-server.ts';
import { password, signIn, startOstiary, type Installation } from './ostiary.ts';

export const administrator = { email: 'root@bench.test', username: 'bench-root' };
export const administratorEnv = {
  OSTIARY_ADMIN_EMAIL: administrator.email,
  OSTIARY_ADMIN_USERNAME: administrator.username,
  OSTIARY_ADMIN_PASSWORD: password,
};
const redirectUri = 'https://client.bench.test/callback';
const opaqueAudience = 'https://opaque.bench.test';
const paths = { authorize: '/o/authorize', token: '/o/token', introspect: '/o/introspect' };

export async function create(url: string, token: string, body: object): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (response.status !== 201) throw new Error(`${url}: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

/** Needs the administrator of `administratorEnv`. */
export async function registerClient(url: string): Promise<OauthClient> {
  const { access } = await signIn(url, administrator.email);
  await create(`${url}/api/v1/services`, access, {
    name: 'Opaque',
    audience: opaqueAudience,
    scopes: [{ name: 'read', description: 'Reads.' }],
    token_format: 'opaque',
  });
  const application = await create(`${url}/api/v1/applications`, access, {
    name: 'Bench',
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    redirect_uris: [redirectUri],
    scopes: ['openid', 'read'],
    is_first_party: true,
  });
  return {
    clientId: String(application['client_id']),
    clientSecret: String(application['client_secret']),
    redirectUri,
  };
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

/** Signs in with the form, as a browser would. */
async function signInBrowser(url: string): Promise<string> {
  const page = await fetch(`${url}/sign-in`);
  const token = /name="form_token" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const response = await fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookiesOf(page) },
    body: new URLSearchParams({ form_token: token, login: administrator.email, password }),
  });
  if (response.status !== 303) throw new Error(`${url}/sign-in: ${String(response.status)}`);
  return cookiesOf(response);
}

async function makeMember(server: OauthServer): Promise<Member> {
  const cookie = await signInBrowser(server.url);
  const { path, exchangeOf } = codeFlow(server, 'read');
  const response = await fetch(server.url + path, { redirect: 'manual', headers: { cookie } });
  const { refresh_token: refreshToken } = await ask(
    server,
    paths.token,
    exchangeOf(response.headers.get('location') ?? `${String(response.status)} without location`),
  );
  return { cookie, refreshToken: String(refreshToken) };
}

/** An installation as the client sees it that `registerClient` made. */
export function oauthServerOf({ url, stop }: Installation, client: OauthClient): OauthServer {
  const server: OauthServer = {
    ...client,
    url,
    paths,
    async opaqueToken() {
      const fields = { ...clientCredentials, resource: opaqueAudience };
      return String((await ask(server, paths.token, fields))['access_token']);
    },
    async members(count) {
      const members: Member[] = [];
      while (members.length < count) members.push(await makeMember(server));
      return members;
    },
    stop,
  };
  return server;
}

/** Ostiary with its defaults, on SQLite with durable commits, and one first-party application. */
export async function startOstiaryOauth(): Promise<OauthServer> {
  const ostiary = await startOstiary(administratorEnv);
  try {
    return oauthServerOf(ostiary, await registerClient(ostiary.url));
  } catch (error) {
    await ostiary.stop();
    throw error;
  }
}
