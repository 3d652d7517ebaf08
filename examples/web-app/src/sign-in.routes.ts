import type { FastifyInstance } from 'fastify';
import * as client from 'openid-client';
import type { AppParts } from './app.ts';
import { sendPage } from './page.ts';
import type { Provider } from './provider.ts';
import type { Session } from './sessions.ts';

type Tokens = Awaited<ReturnType<typeof client.authorizationCodeGrant>>;

/** The first access token is for the userinfo endpoint; those for the API are asked for when needed. */
async function sessionFrom({ configuration }: Provider, tokens: Tokens): Promise<Session> {
  const claims = tokens.claims();
  if (claims === undefined || tokens.id_token === undefined) throw new Error('There is no id token');
  const info = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
  return {
    subject: claims.sub,
    sid: typeof claims['sid'] === 'string' ? claims['sid'] : undefined,
    name: info.name ?? info.preferred_username ?? info.email ?? claims.sub,
    email: info.email,
    idToken: tokens.id_token,
    refreshToken: tokens.refresh_token,
  };
}

/** Sends people to Ostiary to sign in, and takes them back (OpenID Connect Core section 3.1). */
export function addSignIn(app: FastifyInstance, { settings, provider, sessions, cookies }: AppParts): void {
  const redirectUri = new URL('/callback', settings.url).href;

  app.get('/sign-in', async (_request, reply) => {
    const { configuration } = await provider();
    const codeVerifier = client.randomPKCECodeVerifier();
    const attempt = { state: client.randomState(), nonce: client.randomNonce(), codeVerifier };
    cookies.setAttempt(reply, attempt);
    const parameters = new URLSearchParams({
      redirect_uri: redirectUri,
      scope: settings.scope,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      // OpenID Connect Core section 11: access while the user is away needs their consent.
      ...(settings.scope.split(' ').includes('offline_access') && { prompt: 'consent' }),
    });
    // Tokens are made for one audience each (RFC 8707): Ostiary, who says who the user is, and the API.
    parameters.append('resource', configuration.serverMetadata().issuer);
    parameters.append('resource', settings.resource);
    const url = client.buildAuthorizationUrl(configuration, parameters);
    return reply.redirect(url.href, 303);
  });

  app.get<{ Querystring: { state?: unknown } }>('/callback', async (request, reply) => {
    const attempt = cookies.takeAttempt(request, reply, request.query.state);
    const again = '<p><a href="/sign-in">Sign in</a></p>';
    if (!attempt) {
      return sendPage(reply.code(400), settings.issuer, { title: 'This sign-in is over', body: again });
    }
    const found = await provider();
    try {
      const tokens = await client.authorizationCodeGrant(
        found.configuration,
        new URL(request.url, settings.url),
        {
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          pkceCodeVerifier: attempt.codeVerifier,
          idTokenExpected: true,
        },
      );
      cookies.setSessionKey(reply, sessions.start(await sessionFrom(found, tokens)));
      return await reply.redirect('/', 303);
    } catch (error) {
      // The user refused, the code was used before, a check failed: nobody is signed in.
      request.log.warn(error);
      return sendPage(reply.code(400), settings.issuer, { title: 'You are not signed in', body: again });
    }
  });
}
