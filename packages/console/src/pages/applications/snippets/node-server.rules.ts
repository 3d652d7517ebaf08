import { environmentFile } from './environment.rules.ts';
import { js, lines } from './quote.rules.ts';
import type { Connection, Framework } from './snippet.types.ts';

const local = 'http://localhost:3000';

/** Where the application listens, and the path at which people come back. */
function placeOf({ redirectUri }: Connection): { port: string; path: string; home: string } {
  const { port, pathname, origin, protocol } = new URL(redirectUri);
  return { port: port || (protocol === 'https:' ? '443' : '80'), path: pathname, home: origin };
}

/** Finding the provider by openid-client 6, which checks everything that has to be. */
function discovery({ issuer }: Connection): string {
  const isPlain = issuer.startsWith('http:');
  return lines(
    'const { ISSUER, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, POST_LOGOUT_REDIRECT_URI, SCOPE, RESOURCE } =',
    '  process.env;',
    isPlain && '// allowInsecureRequests: only for http on your own machine.',
    `const execute = [${isPlain ? 'client.allowInsecureRequests, ' : ''}client.enableNonRepudiationChecks];`,
    'const proof = client.ClientSecretBasic(CLIENT_SECRET);',
    'const config = await client.discovery(new URL(ISSUER), CLIENT_ID, undefined, proof, { execute });',
  );
}

/** The request that begins a sign-in, kept until its answer. */
const beginning = `async function begin(session) {
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const verifier = client.randomPKCECodeVerifier();
  session.attempt = { state, nonce, verifier };
  const parameters = new URLSearchParams({
    redirect_uri: REDIRECT_URI,
    scope: SCOPE,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  // Access while people are away needs their consent (OpenID Connect Core section 11).
  if (SCOPE.split(' ').includes('offline_access')) parameters.set('prompt', 'consent');
  // Tokens are for one audience each (RFC 8707): the provider, who says who it is, and the API.
  if (RESOURCE) for (const audience of [ISSUER, RESOURCE]) parameters.append('resource', audience);
  return client.buildAuthorizationUrl(config, parameters).href;
}
`;

/** Checks state, issuer, nonce, signature, audience and expiry; throws for anything wrong. */
const finishing = `async function finish({ state, nonce, verifier }, url) {
  const tokens = await client.authorizationCodeGrant(config, new URL(url, REDIRECT_URI), {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  const { sub } = tokens.claims();
  const { name, email } = await client.fetchUserInfo(config, tokens.access_token, sub);
  return { user: { sub, name, email }, idToken: tokens.id_token, refreshToken: tokens.refresh_token };
}

// An access token for the API. A refresh token is good for one use: keep the one that comes with the answer.
async function accessToken(session) {
  const wanted = RESOURCE ? { resource: RESOURCE } : {};
  const tokens = await client.refreshTokenGrant(config, session.refreshToken, wanted);
  session.refreshToken = tokens.refresh_token ?? session.refreshToken;
  return tokens.access_token;
}

// Ends the session at the provider, too, and comes back.
function signOutUrl(idToken) {
  const hints = { id_token_hint: idToken };
  if (POST_LOGOUT_REDIRECT_URI) hints.post_logout_redirect_uri = POST_LOGOUT_REDIRECT_URI;
  return client.buildEndSessionUrl(config, hints).href;
}
`;

function expressServer(connection: Connection): string {
  const { path, port, home } = placeOf(connection);
  const isSecure = home.startsWith('https:');
  return `import process from 'node:process';
import express from 'express';
import session from 'express-session';
import * as client from 'openid-client';

${discovery(connection)}
${beginning}
${finishing}
const app = express();
const cookie = { httpOnly: true, sameSite: 'lax', secure: ${String(isSecure)} };
${isSecure ? "app.set('trust proxy', 1);\n" : ''}app.use(session({ secret: process.env.SESSION_SECRET, cookie, resave: false, saveUninitialized: false }));

app.get('/sign-in', async (request, response) => response.redirect(await begin(request.session)));

app.get(${js(path)}, async (request, response) => {
  const { attempt } = request.session;
  if (!attempt) return response.redirect('/sign-in');
  const signedIn = await finish(attempt, request.url);
  // A new session id: nobody who knew the old one is signed in with it.
  request.session.regenerate(() => {
    Object.assign(request.session, signedIn);
    response.redirect('/');
  });
});

app.get('/', (request, response) => response.json(request.session.user ?? null));

app.get('/token', async (request, response) => {
  if (!request.session.refreshToken) return response.sendStatus(401);
  // Call your API with it; it is shown here only so that you can see it.
  response.json({ token: await accessToken(request.session) });
});

app.post('/sign-out', (request, response) => {
  const { idToken } = request.session;
  request.session.destroy(() => response.redirect(303, idToken ? signOutUrl(idToken) : '/'));
});

app.listen(${portOf(port)});
`;
}

function fastifyServer(connection: Connection): string {
  const { path, port, home } = placeOf(connection);
  const isSecure = home.startsWith('https:');
  return `import process from 'node:process';
import cookie from '@fastify/cookie';
import session from '@fastify/session';
import Fastify from 'fastify';
import * as client from 'openid-client';

${discovery(connection)}
${beginning}
${finishing}
const app = Fastify({ logger: true${isSecure ? ', trustProxy: true' : ''} });
await app.register(cookie);
await app.register(session, {
  secret: process.env.SESSION_SECRET,
  cookie: { httpOnly: true, sameSite: 'lax', secure: ${String(isSecure)} },
  saveUninitialized: false,
});

app.get('/sign-in', async (request, reply) => reply.redirect(await begin(request.session)));

app.get(${js(path)}, async (request, reply) => {
  const { attempt } = request.session;
  if (!attempt) return reply.redirect('/sign-in');
  const signedIn = await finish(attempt, request.url);
  // A new session id: nobody who knew the old one is signed in with it.
  await request.session.regenerate();
  Object.assign(request.session, signedIn);
  return reply.redirect('/');
});

app.get('/', async (request) => ({ user: request.session.user ?? null }));

app.get('/token', async (request, reply) => {
  if (!request.session.refreshToken) return reply.code(401).send();
  // Call your API with it; it is shown here only so that you can see it.
  return { token: await accessToken(request.session) };
});

app.post('/sign-out', async (request, reply) => {
  const { idToken } = request.session;
  await request.session.destroy();
  return reply.redirect(idToken ? signOutUrl(idToken) : '/', 303);
});

await app.listen({ port: ${portOf(port)} });
`;
}

/** Behind a proxy that speaks https the application has a port of its own. */
function portOf(port: string): string {
  return port === '443' || port === '80' ? '3000' : port;
}

const sessionSecret = { SESSION_SECRET: 'put-32-random-characters-or-more-here' };

export const express: Framework = {
  id: 'express',
  name: 'Express',
  kinds: ['web'],
  asksForService: true,
  redirectUri: `${local}/callback`,
  postLogoutUri: `${local}/`,
  files: (connection) => [
    environmentFile(connection, sessionSecret),
    { name: 'server.mjs', text: expressServer(connection) },
    {
      name: 'Terminal',
      text: 'npm install express express-session openid-client\nnode --env-file=.env server.mjs\n',
    },
  ],
};

export const fastify: Framework = {
  id: 'fastify',
  name: 'Fastify',
  kinds: ['web'],
  asksForService: true,
  redirectUri: `${local}/callback`,
  postLogoutUri: `${local}/`,
  files: (connection) => [
    environmentFile(connection, sessionSecret),
    { name: 'server.mjs', text: fastifyServer(connection) },
    {
      name: 'Terminal',
      text: 'npm install fastify @fastify/cookie @fastify/session openid-client\nnode --env-file=.env server.mjs\n',
    },
  ],
};
