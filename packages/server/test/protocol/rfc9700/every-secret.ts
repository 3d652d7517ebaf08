import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { deviceGrant, exchangeGrant } from '#modules/applications';
import {
  testVerifier,
  type Form,
  type OauthAnswer,
  type OauthWorld,
  type Person,
  type TestClient,
} from '../../support/oauth/index.ts';
import { keyHolder } from './dpop-proof.ts';
import { watchedBrowser, wholeJourney, type Seen } from './whole-journey.ts';

/** Names of what is secret in an answer of an endpoint. */
const secretMembers = [
  ...['access_token', 'refresh_token', 'id_token', 'device_code', 'user_code', 'client_secret'],
  ...['registration_access_token', 'request_uri'],
];

export type Secrets = Map<string, string>;

function noteAnswer(secrets: Secrets, { body }: OauthAnswer, of: string): void {
  for (const name of secretMembers) {
    const value = body[name];
    if (typeof value === 'string') secrets.set(`${name} of ${of} ${String(secrets.size)}`, value);
  }
}

/** Codes in addresses, cookies, and the tokens of forms. */
function noteSeen(secrets: Secrets, seen: readonly Seen[]): void {
  for (const { response } of seen) {
    const { location } = response.headers;
    const code =
      location === undefined ? null : new URL(String(location), 'http://x').searchParams.get('code');
    if (code !== null) secrets.set(`code ${String(secrets.size)}`, code);
    for (const { name, value } of response.cookies) {
      if (value.length > 10) secrets.set(`cookie ${name} ${String(secrets.size)}`, value);
    }
    for (const [, name = '', value = ''] of response.body.matchAll(
      /<input type="hidden" name="(form_token|xsrf|code)" value="([^"]+)"/g,
    )) {
      secrets.set(`${name} ${String(secrets.size)}`, value);
    }
  }
}

async function byDevice(
  world: OauthWorld,
  secrets: Secrets,
  { person, seen }: { person: Person; seen: Seen[] },
) {
  const tv = await world.client({
    clientType: 'public',
    grants: [deviceGrant, 'refresh_token'],
    redirectUris: [],
  });
  const browser = watchedBrowser(world, seen);
  await browser.signIn(person);
  const begun = await world.post('/o/device-authorization', {
    form: { client_id: tv.clientId, scope: 'openid read' },
  });
  noteAnswer(secrets, begun, 'device');
  const page = await browser.open('/o/device');
  const confirm = await browser.submit(page, { user_code: String(begun.body['user_code']) });
  await browser.consent(await browser.submit(confirm, { confirm: 'yes' }));
  const form = { grant_type: deviceGrant, device_code: String(begun.body['device_code']) };
  const answer = await world.token(form, tv);
  if (answer.status !== 200) throw new Error(answer.text);
  noteAnswer(secrets, answer, 'device');
}

async function bySigning(world: OauthWorld, secrets: Secrets): Promise<void> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'one' }] };
  const { clientId } = await world.client({ authentication: 'private_key_jwt', jwks });
  const assertion = await new SignJWT({ iss: clientId, sub: clientId, aud: world.origin, jti: randomUUID() })
    .setIssuedAt()
    .setExpirationTime('1m')
    .setProtectedHeader({ alg: 'ES256', kid: 'one' })
    .sign(privateKey);
  secrets.set('client_assertion', assertion);
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  const form = { client_assertion: assertion, client_assertion_type: type };
  noteAnswer(secrets, await world.token({ grant_type: 'client_credentials', ...form }), 'assertion');
}

async function byPushing(
  world: OauthWorld,
  secrets: Secrets,
  { person, seen }: { person: Person; seen: Seen[] },
) {
  const web = await world.client();
  const { searchParams } = new URL(world.authorizeUrl(web, { prompt: 'consent' }), world.origin);
  const form: Form = Object.fromEntries(searchParams);
  const pushed = await world.post('/o/par', { form, auth: web });
  noteAnswer(secrets, pushed, 'PAR');
  const sent = { client_id: web.clientId, request_uri: String(pushed.body['request_uri']) };
  const browser = watchedBrowser(world, seen);
  const arrival = await browser.authorize(`/o/authorize?${new URLSearchParams(sent).toString()}`, person);
  const proofOf = await keyHolder();
  const dpop = await proofOf({ method: 'POST', url: `${world.origin}/o/token` });
  secrets.set('DPoP proof', dpop);
  const code = { grant_type: 'authorization_code', code: arrival.code, redirect_uri: web.redirectUri };
  const answer = await world.token({ ...code, code_verifier: testVerifier }, web, { dpop });
  noteAnswer(secrets, answer, 'DPoP');
}

async function byCode(
  world: OauthWorld,
  secrets: Secrets,
  { person, seen }: { person: Person; seen: Seen[] },
) {
  const scopes = [{ name: 'orders', description: 'See orders' }];
  await world.service({ name: 'Orders', audience: 'https://orders.example', tokenFormat: 'opaque', scopes });
  const web = await world.client({ scopes: ['openid', 'offline_access', 'read', 'orders'] });
  secrets.set('client secret', web.secret ?? '');
  const asked: Form[] = [
    { scope: 'openid read offline_access', prompt: 'consent' },
    { scope: 'openid orders', resource: 'https://orders.example' },
  ];
  for (const parameters of asked) {
    const browser = watchedBrowser(world, seen);
    const arrival = await browser.authorize(world.authorizeUrl(web, parameters), person);
    const { resource } = parameters;
    const first = await world.exchange(web, arrival, resource === undefined ? {} : { resource });
    if (first.status !== 200) throw new Error(first.text);
    noteAnswer(secrets, first, 'code');
    const next = await world.refresh(web, String(first.body['refresh_token']));
    noteAnswer(secrets, next, 'refresh');
    for (const token of [
      next.body['access_token'],
      next.body['refresh_token'],
      first.body['refresh_token'],
    ]) {
      await world.introspect(String(token), web);
    }
    await world.get('/o/userinfo', String(next.body['access_token']));
    await exchangeIt(world, secrets, String(next.body['access_token']));
    await world.post('/o/revoke_token', { form: { token: String(next.body['access_token']) }, auth: web });
    await world.exchange(web, arrival);
  }
  const own = await world.token({ grant_type: 'client_credentials' }, await world.client());
  noteAnswer(secrets, own, 'client credentials');
  secrets.set('code verifier', testVerifier);
}

async function exchangeIt(world: OauthWorld, secrets: Secrets, token: string): Promise<void> {
  const worker: TestClient = await world.client({ grants: [exchangeGrant], redirectUris: [] });
  const type = 'urn:ietf:params:oauth:token-type:access_token';
  const form = { grant_type: exchangeGrant, subject_token: token, subject_token_type: type };
  noteAnswer(secrets, await world.token(form, worker), 'exchange');
}

async function byRegistering(world: OauthWorld, secrets: Secrets): Promise<void> {
  const payload = { redirect_uris: ['https://new.example/cb'], grant_types: ['authorization_code'] };
  const headers = { authorization: 'Bearer the-token-for-registration-0123456789' };
  const response = await world.app.inject({ method: 'POST', url: '/o/register', payload, headers });
  if (response.statusCode !== 201) throw new Error(response.body);
  const { body, statusCode: status } = response;
  const answer = {
    status,
    headers: response.headers,
    text: body,
    body: response.json<Record<string, unknown>>(),
  };
  noteAnswer(secrets, answer, 'registration');
  const read = await world.get(
    `/o/register/${String(answer.body['client_id'])}`,
    String(answer.body['registration_access_token']),
  );
  noteAnswer(secrets, read, 'registration, read');
  secrets.set('registration token', 'the-token-for-registration-0123456789');
}

export const worldForSecrets = {
  OSTIARY_DYNAMIC_REGISTRATION: 'token',
  OSTIARY_REGISTRATION_TOKEN: 'the-token-for-registration-0123456789',
} as const;

/** Goes through every grant, and through the pages; gives whatever was secret on the way, by what it is. */
export async function everySecret(world: OauthWorld): Promise<Secrets> {
  const secrets: Secrets = new Map();
  const person = await world.person('ada', { isSuperuser: true });
  secrets.set('password', person.password);
  const seen = await wholeJourney(world);
  const walk = { person, seen };
  await byCode(world, secrets, walk);
  await byDevice(world, secrets, walk);
  await byPushing(world, secrets, walk);
  await bySigning(world, secrets);
  await byRegistering(world, secrets);
  noteSeen(secrets, seen);
  return secrets;
}
