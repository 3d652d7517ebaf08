import { randomBytes } from 'node:crypto';
import { TOTP } from 'otpauth';
import type { MailServer } from '../../src/modules/mail/transports/mail-server.fixture.ts';
import { RemoteBrowser } from '../support/remote-browser.ts';
import type { SecretSearch } from '../support/secret-search.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { basic, pkce } from '../support/oauth/index.ts';
import { secretWire } from './secret-wire.ts';

export interface SecretGround {
  server: ServerProcess;
  mailServer: MailServer;
  secrets: SecretSearch;
  /** Of the administrator `root`. */
  password: string;
}

/** People and programs that use every kind of secret that there is, rightly and wrongly. */
export interface SecretLoad {
  administrator(): Promise<void>;
  tokenApi(): Promise<void>;
  applications(): Promise<void>;
  codeFlow(): Promise<void>;
  secondFactor(): Promise<void>;
  mails(): Promise<void>;
  /** What people and programs get wrong. */
  mistakes(): Promise<void>;
  /** What is asked while the database does not answer. */
  unavailable(): Promise<void>;
  /** What the server tells those who may look. */
  written(): Promise<Record<string, string>>;
}

const redirectUri = 'https://app.example/cb';

export function secretLoad({ server, mailServer, secrets, password }: SecretGround): SecretLoad {
  // As the server knows itself: cookies and forms are for this origin.
  const origin = server.url.replace('127.0.0.1', 'localhost');
  const person = { email: 'ann@example.com', password: fresh('a password') };
  const client = { id: '', secret: '', serviceKey: '', apiToken: '' };
  let admin = '';

  function fresh(what: string): string {
    return secrets.note(what, `${randomBytes(18).toString('base64')}+/ "7`);
  }

  const { send, json, form, get } = secretWire(origin, secrets);

  /** What is said so in a mail to somebody, as soon as it has come, whether it was refused or not. */
  async function mailed(to: string, what: RegExp): Promise<string> {
    const find = (): string | undefined =>
      mailServer.received
        .filter(({ envelope }) => envelope.to.includes(to))
        .map(({ text = '' }) => what.exec(text)?.[0])
        .findLast((found) => found !== undefined);
    for (let found = find(); ; found = find()) {
      if (found !== undefined) return found;
      await mailServer.until(mailServer.received.length + 1);
    }
  }

  const tokenIn = (link: string): string =>
    secrets.note('mailed token', new URL(link, origin).searchParams.get('token'));

  const browse = (): RemoteBrowser => new RemoteBrowser(origin, (value) => secrets.note('cookie', value));

  async function administrator(): Promise<void> {
    const { body } = await json('/auth/token/', { username: 'root', password }, { expected: 200 });
    admin = body['access'] ?? '';
    const made = await json('/api/v1/me/tokens', { name: 'cli' }, { token: admin, expected: 201 });
    client.apiToken = made.body['token'] ?? '';
    const headers = { authorization: `Token ${client.apiToken}` };
    await send('GET', '/api/v1/me', { headers, expected: 200 });
  }

  async function tokenApi(): Promise<void> {
    await json('/auth/create-user/', person, { expected: 201 });
    const { body: pair } = await json('/auth/token/', person, { expected: 200 });
    await json('/auth/token/verify/', { token: pair['access'] }, { expected: 200 });
    const next = await json('/auth/token/refresh/', { refresh: pair['refresh'] }, { expected: 200 });
    await get('/auth/user/', next.body['access'] ?? '');
    await json('/auth/token/logout/', { refresh: pair['refresh'] }, { token: next.body['access'] ?? '' });
    await json('/auth/token/refresh/', { refresh: pair['refresh'] }, { expected: 401 });
    const sliding = await json('/auth/token/sliding/', person, { expected: 200 });
    await json('/auth/token/sliding/refresh/', { token: sliding.body['token'] }, { expected: 200 });
    const renewed = fresh('a new password');
    const change = { ...person, new_password: renewed };
    await json('/auth/password-change/', change);
    person.password = renewed;
    const again = await json('/auth/token/', person, { expected: 200 });
    await json('/auth/token/blacklist/', { refresh: again.body['refresh'] }, { expected: 200 });
  }

  async function applications(): Promise<void> {
    const application = {
      name: 'Shop',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    };
    const made = await json('/api/v1/applications', application, { token: admin, expected: 201 });
    client.id = made.body['client_id'] ?? '';
    client.secret = secrets.note('client secret', made.body['client_secret']);
    const service = { name: 'Orders', audience: 'https://orders.example.org' };
    const { body } = await json('/api/v1/services', service, { token: admin, expected: 201 });
    const key = await json(`/api/v1/services/${body['id']}/keys`, {}, { token: admin, expected: 201 });
    client.serviceKey = secrets.note('service key', key.body['key']);
    const own = await form(
      '/o/token',
      { grant_type: 'client_credentials' },
      { expected: 200, authorization: basic(client.id, client.secret) },
    );
    const asked = { token: own.body['access_token'] ?? '' };
    await form('/o/introspect', asked, { expected: 200, authorization: basic(client.id, client.secret) });
    await form('/o/introspect', asked, { expected: 200, authorization: `Bearer ${client.serviceKey}` });
    await send('GET', '/feed/snapshot', {
      headers: { authorization: `Bearer ${client.serviceKey}` },
      expected: 200,
    });
    await form('/o/revoke_token', asked, { expected: 200, authorization: basic(client.id, client.secret) });
  }

  async function codeFlow(): Promise<void> {
    const browser = browse();
    const { verifier, challenge } = pkce();
    secrets.note('code verifier', verifier);
    const query = new URLSearchParams({
      ...{ response_type: 'code', client_id: client.id, redirect_uri: redirectUri, scope: 'openid read' },
      ...{
        state: fresh('state'),
        nonce: fresh('nonce'),
        code_challenge: challenge,
        code_challenge_method: 'S256',
      },
    });
    const asked = await browser.open(`/o/authorize?${query.toString()}`);
    const typed = { login: person.email, password: person.password };
    const wrong = await browser.submit(asked, { ...typed, password: fresh('a wrong password') }, '/sign-in');
    let page = await browser.submit(wrong, typed, '/sign-in');
    if (page.url.origin === origin) page = await browser.submit(page, {}, '/consent');
    const code = secrets.note('authorization code', page.url.searchParams.get('code'));
    if (code === '') throw new Error(`No code at ${page.url.href}`);
    const exchange = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    };
    const authorization = basic(client.id, client.secret);
    const { body } = await form('/o/token', exchange, { expected: 200, authorization });
    await get('/o/userinfo', body['access_token'] ?? '');
    const refresh = { grant_type: 'refresh_token', refresh_token: body['refresh_token'] ?? '' };
    const next = await form('/o/token', refresh, { expected: 200, authorization });
    await form('/o/token', exchange, { expected: 400, authorization });
    await form(
      '/o/token',
      { ...refresh, refresh_token: fresh('no refresh token') },
      { expected: 400, authorization },
    );
    await send('GET', `/auth/user/?access_token=${next.body['access_token'] ?? ''}`);
    await browser.submit(await browser.open('/sign-out'), {}, '/sign-out');
  }

  async function secondFactor(): Promise<void> {
    const { body: pair } = await json('/auth/token/', person, { expected: 200 });
    const token = pair['access'] ?? '';
    const begun = await json('/api/v1/me/factors/totp', { name: 'Phone' }, { token, expected: 201 });
    const secret = secrets.note('TOTP secret', begun.body['secret']);
    const totp = new TOTP({ secret });
    const code = (aheadMs = 0): string =>
      secrets.note('TOTP code', totp.generate({ timestamp: Date.now() + aheadMs }));
    const path = `/api/v1/me/factors/totp/${begun.body['id']}/confirm`;
    const confirmed = await json(path, { otp: code(-30_000) }, { token, expected: 200 });
    const codes = (confirmed.body as unknown as { recovery_codes: string[] }).recovery_codes;
    for (const each of codes) secrets.note('recovery code', each);
    await json('/auth/token/', { ...person, otp: secrets.note('a wrong code', '918273') }, { expected: 401 });
    await json('/auth/token/', { ...person, otp: code() }, { expected: 200 });
    await json('/auth/token/', { ...person, otp: codes[0] }, { expected: 200 });
    await json('/auth/token/', { ...person, otp: codes[0] }, { expected: 401 });
  }

  async function mails(): Promise<void> {
    const bob = { email: 'bob@example.com', password: fresh('a password') };
    await json('/auth/create-user/', bob, { expected: 201 });
    // A mail server that has no room at first, and says back what it was sent.
    let refusals = 1;
    mailServer.onMail = ({ text = '' }) =>
      refusals-- > 0 ? [451, `4.2.0 Later: ${text.replaceAll('\n', ' ')}`] : undefined;
    await json('/api/v1/account/recovery', { email: bob.email }, { expected: 202 });
    tokenIn(await mailed(bob.email, /\/verify-email\?\S+/));
    const recovery = await mailed(bob.email, /\/reset-password\?\S+/);
    const token = tokenIn(recovery);
    await send('GET', recovery, { expected: 200 });
    const renewed = { token, password: fresh('a recovered password') };
    await json('/api/v1/account/recovery/complete', renewed, { expected: 204 });
    await json('/api/v1/account/recovery/complete', renewed, { expected: 400 });
    const asking = browse();
    const page = await asking.submit(
      await asking.open('/sign-in/code'),
      { email: bob.email },
      '/sign-in/code',
    );
    const code = secrets.note('mailed code', await mailed(bob.email, /\b\d{6}\b/));
    await asking.submit(page, { code }, '/enter');
    const linked = browse();
    await linked.submit(await linked.open('/sign-in/link'), { email: bob.email }, '/sign-in/link');
    const link = await mailed(bob.email, /\/sign-in\/link\/open\?\S+/);
    tokenIn(link);
    await linked.submit(await linked.open(link), {}, '/open');
  }

  async function mistakes(): Promise<void> {
    await json('/auth/token/', { ...person, password: fresh('a wrong password') }, { expected: 401 });
    await form(
      '/o/token',
      { grant_type: 'client_credentials' },
      { expected: 401, authorization: basic(client.id, fresh('a wrong secret')) },
    );
    const broken = `{"password": "${fresh('a password in broken JSON').replaceAll('"', '')}"`;
    const headers = { 'content-type': 'application/json' };
    for (const path of ['/auth/token/', '/api/v1/users', '/o/token'])
      await send('POST', path, { headers, body: broken });
    await json('/auth/token/', { email: { password: fresh('a password in the wrong place') }, password: [] });
    await send('GET', `/nothing/${encodeURIComponent(fresh('a secret in a path'))}`, { expected: 404 });
    await send('GET', `/%E0%A4%A?token=${encodeURIComponent(fresh('a secret in a query'))}`);
    await send('POST', '/auth/token/', { headers, body: `"${fresh('much').padEnd(300_000, 'x')}"` });
    await get('/api/v1/me', fresh('no token').replaceAll(/[^\w]/g, ''), 401);
    const basicHeader = { authorization: basic(person.email, person.password) };
    await send('GET', '/api/v1/me', { headers: basicHeader });
    const registration = {
      authorization: `Bearer ${fresh('no registration token').replaceAll(/[^\w]/g, '')}`,
    };
    await send('POST', '/o/register', {
      headers: { ...headers, ...registration },
      body: '{"redirect_uris":["https://a.example/"]}',
    });
  }

  async function unavailable(): Promise<void> {
    const person = { email: 'eve@example.com', password: fresh('a password') };
    await json('/auth/create-user/', person, { expected: 503 });
  }

  async function written(): Promise<Record<string, string>> {
    const look = async (path: string): Promise<string> => (await get(path, admin)).text;
    return {
      metrics: await look('/metrics'),
      audit: await look('/api/v1/audit/export'),
      events: await look('/api/v1/events'),
      mails: await look('/api/v1/mails'),
      settings: await look('/api/v1/settings'),
      statistics: await look('/api/v1/overview'),
    };
  }

  return {
    administrator,
    tokenApi,
    applications,
    codeFlow,
    secondFactor,
    mails,
    mistakes,
    unavailable,
    written,
  };
}
