import type { FastifyInstance } from 'fastify';
import * as client from 'openid-client';
import type { AppParts } from './app.ts';
import { readLogoutToken } from './logout-token.ts';
import { sendPage } from './page.ts';

/** Signs out here and at Ostiary (OpenID Connect RP-Initiated Logout 1.0). */
function addSignOutHere(app: FastifyInstance, { settings, provider, sessions, cookies }: AppParts): void {
  // By POST, and the cookie is SameSite=Lax: pages of other sites cannot sign anybody out.
  app.post('/sign-out', async (request, reply) => {
    const key = cookies.sessionKey(request);
    const session = sessions.find(key);
    sessions.end(key);
    cookies.dropSessionKey(reply);
    if (!session) return reply.redirect('/', 303);
    const { configuration } = await provider();
    const url = client.buildEndSessionUrl(configuration, {
      id_token_hint: session.idToken,
      post_logout_redirect_uri: new URL('/signed-out', settings.url).href,
    });
    return reply.redirect(url.href, 303);
  });

  app.get('/signed-out', (_request, reply) =>
    sendPage(reply, settings.issuer, { title: 'You are signed out', body: '<p><a href="/">Start</a></p>' }),
  );
}

/** Learns from Ostiary, server to server, that somebody signed out elsewhere (Back-Channel Logout 1.0). */
function addSignOutElsewhere(app: FastifyInstance, { settings, provider, sessions }: AppParts): void {
  app.post('/back-channel-logout', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
    const { configuration, keys } = await provider();
    const { issuer } = configuration.serverMetadata();
    try {
      const who = await readLogoutToken(form.get('logout_token') ?? '', {
        issuer,
        clientId: settings.clientId,
        keys,
      });
      request.log.info({ sid: who.sid, ended: sessions.endMatching(who) }, 'signed out elsewhere');
      return await reply.code(200).send();
    } catch (error) {
      request.log.warn(error);
      return reply.code(400).send({ error: 'invalid_request' });
    }
  });
}

export function addSignOut(app: FastifyInstance, parts: AppParts): void {
  addSignOutHere(app, parts);
  addSignOutElsewhere(app, parts);
}
