import cookiePlugin from '@fastify/cookie';
import { fastify, type FastifyInstance } from 'fastify';
import { createCookies, type Cookies } from './cookies.ts';
import { addNotes } from './notes.routes.ts';
import { escapeHtml, sendPage } from './page.ts';
import { lazyProvider, type Provider } from './provider.ts';
import { createSessions, type Sessions } from './sessions.ts';
import type { Settings } from './settings.ts';
import { addSignIn } from './sign-in.routes.ts';
import { addSignOut } from './sign-out.routes.ts';

/** What the routes share. */
export interface AppParts {
  settings: Settings;
  provider: () => Promise<Provider>;
  sessions: Sessions;
  cookies: Cookies;
}

function addHome(app: FastifyInstance, { settings, sessions, cookies }: AppParts): void {
  app.get('/', (request, reply) => {
    const session = sessions.find(cookies.sessionKey(request));
    if (!session) {
      const body = '<p><a href="/sign-in">Sign in with Ostiary</a></p>';
      return sendPage(reply, settings.issuer, { title: 'Example application', body });
    }
    const body =
      `<p>Email: ${escapeHtml(session.email ?? 'not given')}</p>` +
      '<p><a href="/notes">Your notes</a></p>' +
      '<form method="post" action="/sign-out"><button>Sign out</button></form>';
    return sendPage(reply, settings.issuer, { title: `Hello, ${session.name}`, body });
  });
}

export async function buildApp(settings: Settings): Promise<FastifyInstance> {
  const app = fastify({ logger: { level: 'warn' } });
  await app.register(cookiePlugin);
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, text, done) => done(null, new URLSearchParams(String(text))),
  );
  app.setErrorHandler((error, request, reply) => {
    request.log.error(error);
    const body = '<p>Try again in a moment.</p>';
    return sendPage(reply.code(502), settings.issuer, { title: 'That did not work', body });
  });
  const parts = {
    settings,
    provider: lazyProvider(settings),
    sessions: createSessions(),
    cookies: createCookies(settings.url),
  };
  for (const add of [addHome, addSignIn, addNotes, addSignOut]) add(app, parts);
  return app;
}
