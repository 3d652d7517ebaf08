import type { FastifyInstance } from 'fastify';
import { accessToken, SignInAgain } from './access.ts';
import type { AppParts } from './app.ts';
import { escapeHtml, sendPage } from './page.ts';
import type { Session } from './sessions.ts';

interface Notes {
  notes: string[];
}

/** Calls the protected API in the name of the user. */
export function addNotes(app: FastifyInstance, { settings, provider, sessions, cookies }: AppParts): void {
  async function call(session: Session): Promise<Response> {
    const token = await accessToken(session, await provider(), settings.resource);
    return fetch(settings.apiUrl, { headers: { authorization: `Bearer ${token}` } });
  }

  async function callAgainIfRevoked(session: Session): Promise<Response> {
    const response = await call(session);
    if (response.status !== 401) return response;
    // It was good until now. Perhaps it was revoked: the refresh token knows.
    delete session.access;
    return call(session);
  }

  app.get('/notes', async (request, reply) => {
    const key = cookies.sessionKey(request);
    const session = sessions.find(key);
    if (!session) return reply.redirect('/sign-in', 303);
    try {
      const response = await callAgainIfRevoked(session);
      if (!response.ok) throw new Error(`The API answered ${response.status}`);
      const { notes } = (await response.json()) as Notes;
      const items = notes.map((note) => `<li>${escapeHtml(note)}</li>`).join('');
      const body = notes.length === 0 ? '<p>You have no notes yet.</p>' : `<ul>${items}</ul>`;
      return await sendPage(reply, settings.issuer, { title: 'Your notes', body });
    } catch (error) {
      if (!(error instanceof SignInAgain)) throw error;
      sessions.end(key);
      cookies.dropSessionKey(reply);
      return reply.redirect('/sign-in', 303);
    }
  });
}
