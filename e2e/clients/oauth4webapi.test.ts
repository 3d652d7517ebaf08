import * as oauth from 'oauth4webapi';
import { beforeAll, describe, expect, it } from 'vitest';
import { clientKey } from '../support/client-keys.ts';
import { FormVisitor } from '../support/form-visitor.ts';
import { subjectOf } from '../support/management.ts';
import { addClient, type OauthClient } from '../support/oauth-client.ts';
import type { Person } from '../support/site.ts';
import { siteTest } from '../support/site-test.ts';

const test = siteTest();
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
/** Plain http, on this machine only. */
const insecure = { [oauth.allowInsecureRequests]: true };

let as: oauth.AuthorizationServer;
let ada: Person;
let sub: string;
beforeAll(async () => {
  const issuer = new URL(test.site.url);
  as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
  ada = await test.site.addPerson();
  sub = await subjectOf(test.site, ada);
});

interface Party {
  known: OauthClient;
  client: oauth.Client;
  auth: oauth.ClientAuth;
}

async function confidential(): Promise<Party> {
  const known = await addClient(test.site);
  return { known, client: { client_id: known.clientId }, auth: oauth.ClientSecretBasic(known.secret) };
}

async function publicParty(details: Record<string, unknown> = {}): Promise<Party> {
  const known = await addClient(test.site, { client_type: 'public', ...details });
  return { known, client: { client_id: known.clientId }, auth: oauth.None() };
}

interface Attempt {
  verifier: string;
  nonce: string;
  state: string;
  parameters: URLSearchParams;
}

async function attempt({ known }: Party): Promise<Attempt> {
  const verifier = oauth.generateRandomCodeVerifier();
  const [nonce, state] = [oauth.generateRandomNonce(), oauth.generateRandomState()];
  const parameters = new URLSearchParams({
    ...{ client_id: known.clientId, redirect_uri: known.redirectUri, response_type: 'code' },
    ...{ scope: 'openid profile email read', nonce, state, code_challenge_method: 'S256' },
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
  });
  return { verifier, nonce, state, parameters };
}

/** Sends somebody to the server with these parameters, and checks `iss` and `state` of the answer. */
async function authorize({ client }: Party, query: URLSearchParams, state: string): Promise<URLSearchParams> {
  const answer = await new FormVisitor(test.site, ada).allow(
    `${as.authorization_endpoint}?${query.toString()}`,
  );
  return oauth.validateAuthResponse(as, client, answer, state);
}

/** Redeems a code; checks `nonce`, `aud`, `iss`, times and, by the keys of the server, the signature. */
async function redeem(
  { client, auth, known }: Party,
  { verifier, nonce }: Attempt,
  { answer, options = {} }: { answer: URLSearchParams; options?: oauth.DPoPRequestOptions },
): Promise<oauth.TokenEndpointResponse> {
  const response = await oauth.authorizationCodeGrantRequest(
    ...([as, client, auth, answer, known.redirectUri, verifier] as const),
    { ...insecure, ...options },
  );
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, {
    ...{ expectedNonce: nonce, requireIdToken: true },
  });
  await oauth.validateApplicationLevelSignature(as, response, insecure);
  return tokens;
}

async function signIn(
  party: Party,
  options: oauth.DPoPRequestOptions = {},
): Promise<oauth.TokenEndpointResponse> {
  const begun = await attempt(party);
  const answer = await authorize(party, begun.parameters, begun.state);
  return redeem(party, begun, { answer, options });
}

describe('oauth4webapi', () => {
  it('signs somebody in with every check on, and reads userinfo', async () => {
    const party = await confidential();
    const tokens = await signIn(party);
    expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({ sub });
    const response = await oauth.userInfoRequest(as, party.client, tokens.access_token, insecure);
    const info = await oauth.processUserInfoResponse(as, party.client, sub, response);
    expect(info).toMatchObject({ email: ada.email, name: 'Ada Lovelace' });
  });

  it('takes the access token for what it is: a JWT for the server itself (RFC 9068)', async () => {
    const { access_token } = await signIn(await confidential());
    const request = new Request(test.site.url, { headers: { authorization: `Bearer ${access_token}` } });
    const claims = await oauth.validateJwtAccessToken(as, request, test.site.url, insecure);
    expect(claims).toMatchObject({ sub, scope: 'openid profile email read' });
  });

  it('refuses an id token for another attempt', async () => {
    const party = await confidential();
    const begun = await attempt(party);
    const answer = await authorize(party, begun.parameters, begun.state);
    await expect(redeem(party, { ...begun, nonce: 'other' }, { answer })).rejects.toThrow('"nonce"');
  });

  it('refreshes, introspects and revokes', async () => {
    const party = await confidential();
    const { client, auth } = party;
    const { refresh_token = '' } = await signIn(party);
    const refresh = async (token: string): Promise<oauth.TokenEndpointResponse> =>
      oauth.processRefreshTokenResponse(
        ...([as, client] as const),
        await oauth.refreshTokenGrantRequest(as, client, auth, token, insecure),
      );
    const next = await refresh(refresh_token);
    const introspect = async (): Promise<oauth.IntrospectionResponse> =>
      oauth.processIntrospectionResponse(
        ...([as, client] as const),
        await oauth.introspectionRequest(as, client, auth, next.access_token, insecure),
      );
    expect(await introspect()).toMatchObject({ active: true, sub, iss: test.site.url });
    const revoked = await oauth.revocationRequest(as, client, auth, next.refresh_token ?? '', insecure);
    expect(await oauth.processRevocationResponse(revoked)).toBeUndefined();
    expect(await introspect()).toEqual({ active: false });
    await expect(refresh(next.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('gets a token in its own name by Basic, by the form and by a key', async () => {
    const machine = { grant_types: ['client_credentials'], redirect_uris: [], scopes: ['read'] };
    const { privateKey, registration } = await clientKey();
    const [known, keyed] = [
      await addClient(test.site, machine),
      await addClient(test.site, { ...machine, ...registration }),
    ];
    const proofs: [OauthClient, oauth.ClientAuth][] = [
      [known, oauth.ClientSecretBasic(known.secret)],
      [known, oauth.ClientSecretPost(known.secret)],
      [keyed, oauth.PrivateKeyJwt(privateKey)],
    ];
    for (const [{ clientId }, auth] of proofs) {
      const client = { client_id: clientId };
      const response = await oauth.clientCredentialsGrantRequest(
        as,
        client,
        auth,
        { scope: 'read' },
        insecure,
      );
      const tokens = await oauth.processClientCredentialsResponse(as, client, response);
      expect(tokens).toMatchObject({ token_type: 'bearer', scope: 'read' });
    }
  });

  it('lets a device in', async () => {
    const { client, auth } = await publicParty({
      ...{ application_type: 'native', redirect_uris: [], grant_types: [deviceGrant] },
    });
    const asked = await oauth.deviceAuthorizationRequest(as, client, auth, { scope: 'openid' }, insecure);
    const begun = await oauth.processDeviceAuthorizationResponse(as, client, asked);
    const poll = async (): Promise<oauth.TokenEndpointResponse> =>
      oauth.processDeviceCodeResponse(
        ...([as, client] as const),
        await oauth.deviceCodeGrantRequest(as, client, auth, begun.device_code, insecure),
      );
    await expect(poll()).rejects.toMatchObject({ error: 'authorization_pending' });
    await new FormVisitor(test.site, ada).connect(begun.verification_uri_complete ?? '');
    expect(oauth.getValidatedIdTokenClaims(await poll())?.sub).toBe(sub);
  });

  it('pushes its request first (PAR)', async () => {
    const party = await confidential();
    const { client, auth, known } = party;
    const begun = await attempt(party);
    const pushed = await oauth.pushedAuthorizationRequest(as, client, auth, begun.parameters, insecure);
    const { request_uri } = await oauth.processPushedAuthorizationResponse(as, client, pushed);
    const query = new URLSearchParams({ client_id: known.clientId, request_uri });
    const answer = await authorize(party, query, begun.state);
    expect(oauth.getValidatedIdTokenClaims(await redeem(party, begun, { answer }))?.sub).toBe(sub);
  });

  it('binds its tokens to a key (DPoP)', async () => {
    const party = await publicParty();
    const DPoP = oauth.DPoP(party.client, await oauth.generateKeyPair('ES256'));
    const tokens = await signIn(party, { DPoP });
    expect(tokens.token_type).toBe('dpop');
    const read = (token: string, options: oauth.DPoPRequestOptions): Promise<Response> =>
      oauth.userInfoRequest(as, party.client, token, { ...insecure, ...options });
    const response = await read(tokens.access_token, { DPoP });
    expect(await oauth.processUserInfoResponse(as, party.client, sub, response)).toMatchObject({ sub });
    expect((await read(tokens.access_token, {})).ok).toBe(false);
  });
});
