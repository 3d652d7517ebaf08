import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  basic,
  oauthWorld,
  type ClientAuth,
  type Form,
  type OauthAnswer,
  type OauthWorld,
  type TestClient,
} from '../../support/oauth/index.ts';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

let world: OauthWorld;
let web: TestClient;
let other: TestClient;
let spa: TestClient;
let signed: TestClient;
let key: CryptoKey;

beforeAll(async () => {
  world = await oauthWorld();
  web = await world.client();
  other = await world.client();
  spa = await world.client({ clientType: 'public' });
  const pair = await generateKeyPair('ES256');
  key = pair.privateKey;
  const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), alg: 'ES256', use: 'sig', kid: 'one' }] };
  signed = await world.client({ authentication: 'private_key_jwt', jwks });
});
afterAll(() => world.close());

function assertion(claims: Record<string, unknown> = {}, header: object = {}): Promise<string> {
  const whole = {
    ...{ iss: signed.clientId, sub: signed.clientId, aud: world.origin, jti: randomUUID() },
    ...claims,
  };
  return new SignJWT(whole)
    .setIssuedAt()
    .setExpirationTime('1m')
    .setProtectedHeader({ alg: 'ES256', kid: 'one', ...header })
    .sign(key);
}

function secretOf({ secret }: TestClient): string {
  return secret ?? '';
}

/** Each way in which one is asked who one is. */
const endpoints: [path: string, form: Form][] = [
  ['/o/token', { grant_type: 'client_credentials' }],
  ['/o/introspect', { token: 'x' }],
  ['/o/revoke_token', { token: 'x' }],
  ['/o/par', { response_type: 'code', redirect_uri: 'https://app.example/cb', scope: 'openid' }],
];

async function refusalsOf(auth: ClientAuth, more: Form = {}): Promise<OauthAnswer[]> {
  const answers: OauthAnswer[] = [];
  for (const [path, form] of endpoints) {
    const answer = await world.post(path, { form: { ...form, ...more }, auth });
    expect([path, answer.status, answer.body['error']]).toEqual([
      path,
      expect.toSatisfy((status) => status === 400 || status === 401),
      expect.stringMatching(/^invalid_(client|request)$/),
    ]);
    expect(answer.headers['cache-control']).toBe('no-store');
    answers.push(answer);
  }
  return answers;
}

describe('RFC 9700 section 2.5: a client that proves who it is', () => {
  it('does so by Basic, or in the body', async () => {
    const inBody = { body: { client_id: web.clientId, client_secret: secretOf(web) } };
    for (const auth of [web, inBody]) {
      const { status } = await world.token({ grant_type: 'client_credentials' }, auth);
      expect(status).toBe(200);
    }
  });

  it('is refused when it does so in two ways at once', async () => {
    const header = { header: basic(web.clientId, secretOf(web)) };
    await refusalsOf(header, { client_secret: secretOf(web) });
    await refusalsOf(header, { client_id: web.clientId, client_secret: secretOf(web) });
    await refusalsOf(header, { client_id: other.clientId, client_secret: secretOf(other) });
    const proof = { client_assertion: await assertion(), client_assertion_type: assertionType };
    await refusalsOf(header, proof);
    await refusalsOf(undefined, { ...proof, client_id: signed.clientId, client_secret: 'x' });
  });

  it('is refused when it names another one beside', async () => {
    await refusalsOf({ header: basic(web.clientId, secretOf(web)) }, { client_id: other.clientId });
    await refusalsOf({ body: { client_id: other.clientId, client_secret: secretOf(web) } });
    const proof = { client_assertion: await assertion(), client_assertion_type: assertionType };
    await refusalsOf(undefined, { ...proof, client_id: other.clientId });
    await refusalsOf(undefined, { client_id: [web.clientId, other.clientId], client_secret: secretOf(web) });
  });

  it.each<[string, () => ClientAuth]>([
    ['a wrong secret', () => ({ header: basic(web.clientId, 'ocs_wrong') })],
    ['no secret', () => ({ body: { client_id: web.clientId } })],
    ['an empty secret', () => ({ header: `Basic ${Buffer.from(`${web.clientId}:`).toString('base64')}` })],
    ['an empty secret in the body', () => ({ body: { client_id: web.clientId, client_secret: '' } })],
    ['the secret of another client', () => ({ header: basic(web.clientId, secretOf(other)) })],
    ['its secret in another case', () => ({ header: basic(web.clientId, secretOf(web).toUpperCase()) })],
    ['its secret with a space', () => ({ header: basic(web.clientId, `${secretOf(web)} `) })],
    ['its secret cut short', () => ({ header: basic(web.clientId, secretOf(web).slice(0, -1)) })],
    ['an unknown client', () => ({ header: basic('nobody', secretOf(web)) })],
    ['a client with a NUL', () => ({ header: basic(`${web.clientId}\0`, secretOf(web)) })],
    ['an empty client', () => ({ header: basic('', secretOf(web)) })],
    ['no colon', () => ({ header: `Basic ${Buffer.from(web.clientId).toString('base64')}` })],
    ['no Base64', () => ({ header: 'Basic %%%' })],
    ['nothing after the scheme', () => ({ header: 'Basic ' })],
    ['another scheme', () => ({ header: `Digest ${web.clientId}` })],
    ['its secret as a bearer token', () => ({ header: `Bearer ${secretOf(web)}` })],
    ['a public client with a secret', () => ({ header: basic(spa.clientId, 'x') })],
    ['a client with keys by a secret', () => ({ header: basic(signed.clientId, 'x') })],
    [
      'the words that stand for secrets inside',
      () => ({
        header: basic(web.clientId, 'kept-as-hashes-by-the-module-applications'),
      }),
    ],
    ['a client with keys by name alone', () => ({ body: { client_id: signed.clientId } })],
    ['an array where its id should be', () => ({ body: { 'client_id[]': web.clientId } })],
  ])('is refused with %s', async (_what, auth) => {
    await refusalsOf(auth());
  });

  it('is told the same whether it is unknown or its secret is wrong', async () => {
    const unknown = await refusalsOf({ header: basic('nobody', 'ocs_wrong') });
    const wrong = await refusalsOf({ header: basic(web.clientId, 'ocs_wrong') });
    expect(unknown.map(({ status, text }) => [status, text])).toEqual(
      wrong.map(({ status, text }) => [status, text]),
    );
  });

  it('is refused with a secret that was deleted or has expired, and let in with the other one', async () => {
    const { applications } = world.services;
    const client = await world.client();
    const { id } = client.application;
    const expiresAt = world.clock.nowMs() + 60_000;
    const { secret: second } = await applications.addSecret(world.operator, id, { expiresAt });
    const both = [client, { ...client, secret: second }];
    for (const one of both)
      expect((await world.token({ grant_type: 'client_credentials' }, one)).status).toBe(200);
    world.passTime(61_000);
    await refusalsOf({ header: basic(client.clientId, second) });
    const [first] = await applications.listSecrets(world.operator, id);
    expect((await world.token({ grant_type: 'client_credentials' }, client)).status).toBe(200);
    await applications.deleteSecret(world.operator, id, first?.id ?? '');
    await refusalsOf({ header: basic(client.clientId, secretOf(client)) });
  });

  it('is refused once it is deactivated or deleted', async () => {
    const client = await world.client();
    await world.services.applications.update(world.operator, client.application.id, { isActive: false });
    await refusalsOf(client);
    const gone = await world.client();
    await world.deleteClient(gone);
    await refusalsOf(gone);
  });

  it('is not let in by the first letters of a secret being right: hashes are compared, in constant time', async () => {
    const secret = secretOf(web);
    const nearly = `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`;
    const answers = await Promise.all(
      [nearly, 'ocs_'.padEnd(secret.length, 'A')].map((one) =>
        world.token({ grant_type: 'client_credentials' }, { header: basic(web.clientId, one) }),
      ),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('may not use what is for confidential clients when it is public', async () => {
    const { status, body } = await world.token({ grant_type: 'client_credentials' }, spa);
    expect([status, body['error']]).toEqual([400, 'unauthorized_client']);
    expect(await world.introspect('x', spa)).not.toMatchObject({ active: true });
  });
});

describe('RFC 9700 section 2.5: a client that signs (RFC 7523)', () => {
  const post = (client_assertion: string, more: Form = {}): Promise<OauthAnswer> =>
    world.token({
      ...{ grant_type: 'client_credentials', client_assertion, client_assertion_type: assertionType },
      ...more,
    });

  it('is let in once by each assertion', async () => {
    const once = await assertion();
    expect((await post(once)).status).toBe(200);
    const again = await post(once);
    expect([again.status, again.body['error']]).toEqual([401, 'invalid_client']);
  });

  it('is let in by each assertion once, however many come at a time', async () => {
    const once = await assertion();
    const answers = await Promise.all(Array.from({ length: 12 }, () => post(once)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it.each<[string, Record<string, unknown>, object?]>([
    ['for another server', { aud: 'https://evil.example' }],
    ['for nobody', { aud: undefined }],
    ['in the name of another client', { iss: 'somebody' }],
    ['about another client', { sub: 'somebody' }],
    ['without an id', { jti: undefined }],
    ['of the future', { nbf: 4_000_000_000 }],
    ['by another algorithm', {}, { alg: 'none' }],
  ])('is refused by an assertion %s', async (_what, claims, header) => {
    const whole = await assertion(claims);
    const [, payload = '', signature = ''] = whole.split('.');
    const sent = header
      ? `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.${signature}`
      : whole;
    const { status, body } = await post(sent);
    expect([status, String(body['error'])]).toEqual([
      expect.toSatisfy((code) => code === 400 || code === 401),
      expect.stringMatching(/^invalid_(client|request)$/),
    ]);
  });

  it('is refused by the key of somebody else, a shared secret, or no signature at all', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const claims = { iss: signed.clientId, sub: signed.clientId, aud: world.origin };
    const sign = (header: { alg: string }, by: CryptoKey | Uint8Array) =>
      new SignJWT({ ...claims, jti: randomUUID() })
        .setIssuedAt()
        .setExpirationTime('1m')
        .setProtectedHeader(header)
        .sign(by);
    const [jwk] = signed.application.jwks?.keys ?? [];
    const confused = new TextEncoder().encode(JSON.stringify(jwk));
    for (const one of [
      await sign({ alg: 'ES256' }, privateKey),
      await sign({ alg: 'HS256' }, confused),
      'x.y.z',
      '..',
      'x',
      (await assertion()).replace(/\.[^.]*$/, '.'),
    ]) {
      const { status, body } = await post(one);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(String(body['error'])).toMatch(/^invalid_(client|request)$/);
    }
  });

  it('is refused without the type of its assertion, or with another', async () => {
    for (const client_assertion_type of [undefined, '', 'saml', [assertionType, assertionType]]) {
      const { status } = await post(await assertion(), { client_assertion_type });
      expect([400, 401]).toContain(status);
    }
  });
});
