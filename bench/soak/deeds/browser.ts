import { createHash, randomBytes } from 'node:crypto';
import { BrowserTab, formOf } from '../world/browser-tab.ts';
import { jsonOf } from '../world/http.ts';
import type { Person } from '../world/people.ts';
import {
  asClient,
  ask,
  insist,
  ofSomebody,
  password,
  redirectUri,
  type Deed,
  type World,
} from '../world/world.ts';

/** The session of a browser outlives one step surely. */
const stepsOfBrowser = 1;

async function signInByForm(world: World, person: Person): Promise<BrowserTab> {
  const tab = new BrowserTab(world, person.address, person.deviceCookie);
  const page = await tab.get('sign-in page', '/sign-in');
  const form = formOf(page.text, '/sign-in');
  insist(world, 'sign-in page', { holds: form !== undefined, what: 'it has no form' });
  if (!form) return tab;
  const fields = { ...form.fields, login: person.email, password };
  await tab.post('sign-in form', { ...form, fields }, [303]);
  person.browser = { cookie: tab.cookie, signedInIn: world.step() };
  person.deviceCookie = tab.deviceCookie;
  return tab;
}

/** A browser in which the person is signed in. */
async function signedInTab(world: World, person: Person): Promise<BrowserTab> {
  const { browser } = person;
  if (browser && world.step() - browser.signedInIn <= stepsOfBrowser) {
    return new BrowserTab(world, person.address, browser.cookie);
  }
  return signInByForm(world, person);
}

async function codeFlow(world: World, person: Person): Promise<void> {
  const tab = await signedInTab(world, person);
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: world.app.id,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid read',
    state: 'soak',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const begunIn = world.step();
  const sent = await tab.get('authorize', `/o/authorize?${query.toString()}`, [302, 303]);
  const location = sent.headers.location ?? '';
  const code = location.startsWith(redirectUri) ? new URL(location).searchParams.get('code') : null;
  insist(world, 'authorize', { holds: code !== null, what: `no code, but ${location.slice(0, 120)}` });
  const answer = await ask(world, {
    kind: 'code',
    path: '/o/token',
    form: {
      grant_type: 'authorization_code',
      code: code ?? '',
      redirect_uri: redirectUri,
      code_verifier: verifier,
    },
    headers: asClient(world.app),
    expect: [200],
  });
  const { refresh_token: refreshToken } = jsonOf(answer);
  insist(world, 'code', { holds: typeof refreshToken === 'string', what: 'no refresh token' });
  person.oauth = { refreshToken: String(refreshToken), begunIn };
}

async function refreshOauth(world: World, person: Person): Promise<void> {
  const { oauth } = person;
  // The session of the browser has ended by then, and what was issued in it.
  if (!oauth || world.step() - oauth.begunIn > stepsOfBrowser) return codeFlow(world, person);
  const answer = await ask(world, {
    kind: 'OAuth refresh',
    path: '/o/token',
    form: { grant_type: 'refresh_token', refresh_token: oauth.refreshToken },
    headers: asClient(world.app),
    expect: [200],
  });
  oauth.refreshToken = String(jsonOf(answer)['refresh_token']);
}

async function signOutByForm(world: World, person: Person): Promise<void> {
  const tab = await signedInTab(world, person);
  const page = await tab.get('sign-out page', '/sign-out');
  const form = formOf(page.text, '/sign-out');
  insist(world, 'sign-out page', { holds: form !== undefined, what: 'it has no form' });
  if (form) await tab.post('sign-out form', form, [303]);
  person.browser = undefined;
  person.oauth = undefined;
}

async function deviceFlow(world: World, person: Person): Promise<void> {
  const begun = jsonOf(
    await ask(world, {
      kind: 'device code',
      path: '/o/device-authorization',
      form: { client_id: world.device.id, scope: 'openid read' },
      expect: [200],
    }),
  );
  const poll = (kind: string, expect: number) =>
    ask(world, {
      kind,
      path: '/o/token',
      form: {
        client_id: world.device.id,
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: String(begun['device_code']),
      },
      expect: [expect],
    });
  // Some are never looked at, and expire.
  if (world.random() < 0.3) return void (await poll('device, waiting', 400));
  const tab = await signedInTab(world, person);
  const fields = { user_code: String(begun['user_code']) };
  let page = await tab.get('device page', '/o/device');
  for (let pages = 0; pages < 8; pages++) {
    if (page.status >= 300) {
      page = await tab.get('device page', page.headers.location ?? '', [200, 302, 303]);
      continue;
    }
    const form = formOf(page.text, '/consent') ?? formOf(page.text);
    if (!form || !/\/(device|consent|continue)/.test(form.action)) break;
    const answers = form.action.includes('/o/device')
      ? 'user_code' in form.fields
        ? { confirm: 'yes' }
        : fields
      : {};
    page = await tab.post(
      'device page',
      { ...form, fields: { ...form.fields, ...answers } },
      [200, 302, 303],
    );
  }
  await poll('device', 200);
}

export const browserDeeds: Deed[] = [
  ofSomebody('signs in with the form', 0.4, signInByForm),
  ofSomebody('lets an application in by a code', 2.5, codeFlow),
  ofSomebody('has an application that refreshes', 3, refreshOauth),
  ofSomebody('signs out with the form', 0.3, signOutByForm),
  ofSomebody('lets a device in', 0.3, deviceFlow),
];
