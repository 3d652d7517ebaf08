import { postJson } from '../../packages/server/test/support/server-process.ts';
import type { Person, Site } from './site.ts';

type Json = Record<string, unknown>;

/** What a program gets that signs somebody in by the token API. */
async function firstPartyToken(site: Site, person: Person): Promise<string> {
  const { username, password } = person;
  const { status, body } = await postJson(`${site.url}/auth/token/`, { username, password });
  if (status !== 200) throw new Error(`Signing in answered ${status}: ${JSON.stringify(body)}`);
  return String(body['access']);
}

/** One call of the management API, as the administrator. Errors: Error for whatever is refused. */
export async function manage(site: Site, request: string, body?: Json): Promise<Json> {
  const [method = '', path = ''] = request.split(' ');
  const token = await firstPartyToken(site, site.administrator);
  const answer = await fetch(`${site.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${request} answered ${answer.status}: ${text}`);
  return (text === '' ? {} : JSON.parse(text)) as Json;
}

/** The id of somebody, which is the `sub` of their tokens. */
export async function subjectOf(site: Site, person: Person): Promise<string> {
  const token = await firstPartyToken(site, person);
  const answer = await fetch(`${site.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
  return String(((await answer.json()) as Json)['id']);
}
