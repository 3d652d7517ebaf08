import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { deviceGrant } from '#modules/applications';
import { OauthBrowser, type OauthWorld, type TestClient } from '../../support/oauth/index.ts';

/** One answer that a browser got. */
export interface Seen {
  method: string;
  /** Path and query, or the whole address. */
  url: string;
  response: LightMyRequestResponse;
  isPage: boolean;
}

interface Sent {
  method?: string;
  url?: string;
}

/** A browser whose every answer is kept. */
export function watchedBrowser(world: OauthWorld, seen: Seen[]): OauthBrowser {
  const inject = async (sent: Sent): Promise<LightMyRequestResponse> => {
    const response = await world.app.inject(sent as never);
    const isPage = String(response.headers['content-type'] ?? '').startsWith('text/html');
    const isRedirect = response.headers.location !== undefined;
    seen.push({
      method: sent.method ?? 'GET',
      url: sent.url ?? '',
      response,
      isPage: isPage && !isRedirect,
    });
    return response;
  };
  const app = Object.create(world.app, { inject: { value: inject } }) as FastifyInstance;
  return new OauthBrowser(app, world.origin);
}

async function walkSignIn(world: OauthWorld, browser: OauthBrowser, web: TestClient): Promise<void> {
  const person = await world.person();
  const form = await browser.open(world.authorizeUrl(web));
  const wrong = await browser.signIn({ ...person, password: 'not-the-password' }, form);
  const consent = await browser.signIn(person, wrong);
  browser.arrived(await browser.consent(consent));
  const chooser = await browser.open(world.authorizeUrl(web, { prompt: 'select_account consent' }));
  browser.arrived(await browser.deny(await browser.goOn(chooser)));
  await browser.open(world.authorizeUrl(web, { prompt: 'login' }));
  browser.arrived(await browser.open(world.authorizeUrl(web, { response_mode: 'form_post' })));
  browser.arrived(await browser.open(world.authorizeUrl(web, { prompt: 'none', scope: 'openid phone' })));
}

async function walkMistakes(world: OauthWorld, browser: OauthBrowser, web: TestClient): Promise<void> {
  await browser.open(world.authorizeUrl({ ...web, clientId: 'nobody' }));
  await browser.open(world.authorizeUrl(web, { redirect_uri: 'https://evil.example/cb' }));
  await browser.open('/o/authorize/gone');
  await browser.open('/o/interaction/gone');
  await browser.post('/o/interaction/gone/consent', {});
  await browser.post('/o/authorize', {});
  await browser.open('/o/logout?id_token_hint=x');
}

async function walkDevice(world: OauthWorld, browser: OauthBrowser): Promise<void> {
  const tv = await world.client({ clientType: 'public', grants: [deviceGrant], redirectUris: [] });
  const start = async (): Promise<string> => {
    const form = { client_id: tv.clientId, scope: 'openid' };
    const { body } = await world.post('/o/device-authorization', { form });
    return String(body['user_code']);
  };
  const page = await browser.open(`/o/device?user_code=${await start()}`);
  const wrong = await browser.submit(page, { user_code: 'XXXX-XXXX' });
  const confirm = await browser.submit(wrong, { user_code: await start() });
  const consent = await browser.submit(confirm, { confirm: 'yes' });
  await browser.consent(consent);
  const again = await browser.submit(await browser.open('/o/device'), { user_code: await start() });
  await browser.submit(again, { abort: 'yes' });
}

async function walkSignOut(world: OauthWorld, browser: OauthBrowser, web: TestClient): Promise<void> {
  const target = { client_id: web.clientId, post_logout_redirect_uri: 'https://app.example/bye' };
  const question = await browser.open(`/o/logout?${new URLSearchParams(target).toString()}`);
  await browser.submit(question, {}, '/confirm');
  const other = await browser.open('/o/logout');
  await browser.submit(other, { logout: 'yes' }, '/confirm');
  const nobody = await browser.open('/o/logout');
  await browser.submit(nobody, {}, '/confirm');
}

/** Every kind of page that OAuth shows somebody, and every redirect between them. */
export async function wholeJourney(world: OauthWorld): Promise<Seen[]> {
  const seen: Seen[] = [];
  const browser = watchedBrowser(world, seen);
  const web = await world.client({
    name: 'Notebook',
    postLogoutRedirectUris: ['https://app.example/bye'],
    homepageUri: 'https://app.example/',
    policyUri: 'https://app.example/policy',
    termsUri: 'https://app.example/terms',
    logoUri: 'https://app.example/logo.png',
    scopes: ['openid', 'profile', 'phone', 'read'],
  });
  await walkMistakes(world, browser, web);
  await walkSignIn(world, browser, web);
  await walkMistakes(world, browser, web);
  await walkDevice(world, browser);
  for (const url of ['/o/authorized_tokens/', '/o/applications/', '/o/applications/register/', '/']) {
    await browser.open(url);
  }
  await walkSignOut(world, browser, web);
  for (const url of ['/sign-in', '/sign-up', '/o/device', '/nowhere']) await browser.open(url);
  return seen;
}
