import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { beforeAll, describe, expect, it } from 'vitest';
import { clientKey } from '../support/client-keys.ts';
import { FormVisitor } from '../support/form-visitor.ts';
import { subjectOf } from '../support/management.ts';
import { addClient, type OauthClient } from '../support/oauth-client.ts';
import type { Person } from '../support/site.ts';
import { siteTest } from '../support/site-test.ts';

const test = siteTest();
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

let ada: Person;
let sub: string;
beforeAll(async () => {
  ada = await test.site.addPerson();
  sub = await subjectOf(test.site, ada);
});

/** Signatures are checked although tokens come straight from the issuer; http is for this machine only. */
function discover(known: OauthClient, auth?: client.ClientAuth): Promise<client.Configuration> {
  return client.discovery(new URL(test.site.url), known.clientId, undefined, auth, {
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  });
}

async function confidential(details: Record<string, unknown> = {}) {
  const known = await addClient(test.site, details);
  return { known, config: await discover(known, client.ClientSecretBasic(known.secret)) };
}

type Tokens = Awaited<ReturnType<typeof client.authorizationCodeGrant>>;

interface SignIn {
  known: OauthClient;
  config: client.Configuration;
  build?: (config: client.Configuration, parameters: Record<string, string>) => URL | Promise<URL>;
  options?: client.DPoPOptions;
}

/** The code flow with every check that the library has. */
async function signIn({
  known,
  config,
  build = client.buildAuthorizationUrl,
  options = {},
}: SignIn): Promise<Tokens> {
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const url = await build(config, {
    ...{ redirect_uri: known.redirectUri, scope: 'openid profile email read', state, nonce, max_age: '600' },
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  });
  const answer = await new FormVisitor(test.site, ada).allow(url);
  expect(answer.searchParams.get('iss')).toBe(test.site.url);
  const checks = {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier,
    idTokenExpected: true,
    maxAge: 600,
  };
  return client.authorizationCodeGrant(config, answer, checks, undefined, options);
}

describe('openid-client', () => {
  it('finds out what the server can do, both ways', async () => {
    const { known, config } = await confidential();
    const metadata = config.serverMetadata();
    expect(metadata.supportsPKCE()).toBe(true);
    expect(metadata.authorization_response_iss_parameter_supported).toBe(true);
    const plain = await client.discovery(new URL(test.site.url), known.clientId, undefined, undefined, {
      ...{ algorithm: 'oauth2', execute: [client.allowInsecureRequests] },
    });
    expect(plain.serverMetadata().token_endpoint).toBe(metadata.token_endpoint);
  });

  it('signs somebody in, reads userinfo, refreshes, introspects and revokes', async () => {
    const { known, config } = await confidential();
    const tokens = await signIn({ known, config });
    expect(tokens.claims()).toMatchObject({ sub, aud: known.clientId, iss: test.site.url });
    const info = await client.fetchUserInfo(config, tokens.access_token, sub);
    expect(info).toMatchObject({ email: ada.email, preferred_username: ada.username, name: 'Ada Lovelace' });

    const next = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(next.claims()?.sub).toBe(sub);
    expect(await client.tokenIntrospection(config, next.access_token)).toMatchObject({ active: true, sub });
    await client.tokenRevocation(config, next.refresh_token ?? '');
    expect(await client.tokenIntrospection(config, next.access_token)).toEqual({ active: false });
    const late = client.refreshTokenGrant(config, next.refresh_token ?? '');
    await expect(late).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('refuses an answer with another state or from another issuer', async () => {
    const { known, config } = await confidential();
    const visitor = new FormVisitor(test.site, ada);
    const parameters = { redirect_uri: known.redirectUri, scope: 'openid', state: 'mine' };
    const answer = await visitor.allow(client.buildAuthorizationUrl(config, parameters));
    const redeem = (url: URL, expectedState: string) =>
      client.authorizationCodeGrant(config, url, { expectedState });
    const unexpected = (name: string) => ({
      cause: { message: expect.stringContaining(`"${name}"`) as string },
    });
    await expect(redeem(answer, 'other')).rejects.toMatchObject(unexpected('state'));
    const mixedUp = new URL(answer);
    mixedUp.searchParams.set('iss', 'https://evil.example');
    await expect(redeem(mixedUp, 'mine')).rejects.toMatchObject(unexpected('iss'));
  });

  it('gets a token in its own name, however it proves who it is', async () => {
    const machine = { grant_types: ['client_credentials'], redirect_uris: [], scopes: ['read'] };
    const known = await addClient(test.site, machine);
    const { privateKey, registration } = await clientKey();
    const keyed = await addClient(test.site, { ...machine, ...registration });
    for (const config of [
      await discover(known, client.ClientSecretBasic(known.secret)),
      await discover(known, client.ClientSecretPost(known.secret)),
      await discover(keyed, client.PrivateKeyJwt(privateKey)),
    ]) {
      const tokens = await client.clientCredentialsGrant(config, { scope: 'read' });
      expect(decodeJwt(tokens.access_token)).toMatchObject({ client_id: config.clientMetadata().client_id });
    }
    const wrong = await discover(known, client.ClientSecretBasic('wrong'));
    await expect(client.clientCredentialsGrant(wrong)).rejects.toMatchObject({
      ...{ status: 401, cause: [{ scheme: 'basic', parameters: { error: 'invalid_client' } }] },
    });
  });

  it('lets a device in', async () => {
    const known = await addClient(test.site, {
      ...{ client_type: 'public', application_type: 'native', redirect_uris: [] },
      grant_types: [deviceGrant, 'refresh_token'],
    });
    const config = await discover(known, client.None());
    const begun = await client.initiateDeviceAuthorization(config, { scope: 'openid email' });
    await new FormVisitor(test.site, ada).connect(begun.verification_uri_complete ?? '');
    // It is known to be agreed to already: no reason to wait before the first poll.
    const tokens = await client.pollDeviceAuthorizationGrant(config, { ...begun, interval: 0 });
    expect(tokens.claims()?.sub).toBe(sub);
  });

  it('pushes its request first (PAR)', async () => {
    const { known, config } = await confidential();
    const tokens = await signIn({
      known,
      config,
      async build(...request) {
        const url = await client.buildAuthorizationUrlWithPAR(...request);
        expect([...url.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
        return url;
      },
    });
    expect(tokens.claims()?.sub).toBe(sub);
  });

  it('binds its tokens to a key (DPoP), without which they are worth nothing', async () => {
    const known = await addClient(test.site, { client_type: 'public' });
    const config = await discover(known, client.None());
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
    const tokens = await signIn({ known, config, options: { DPoP } });
    expect(tokens.token_type).toBe('dpop');
    const { access_token: token } = tokens;
    expect(await client.fetchUserInfo(config, token, sub, { DPoP })).toMatchObject({ email: ada.email });
    await expect(client.fetchUserInfo(config, token, sub)).rejects.toThrow();
    const thief = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
    const stolen = client.refreshTokenGrant(config, tokens.refresh_token ?? '', {}, { DPoP: thief });
    await expect(stolen).rejects.toMatchObject({ error: 'invalid_grant' });
    const next = await client.refreshTokenGrant(config, tokens.refresh_token ?? '', {}, { DPoP });
    expect(next.token_type).toBe('dpop');
  });

  it('leads to signing out', async () => {
    const back = 'http://127.0.0.1:9/signed-out';
    const { known, config } = await confidential({ post_logout_redirect_uris: [back] });
    const tokens = await signIn({ known, config });
    const url = client.buildEndSessionUrl(config, {
      ...{ id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: back, state: 'gone' },
    });
    // This browser has no session any more, so nothing is asked.
    const answer = await new FormVisitor(test.site, ada).signOut(url);
    expect(answer.href).toBe(`${back}?state=gone`);
  });
});
