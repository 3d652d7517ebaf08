import { password, signUp, startOstiary } from './ostiary.ts';

/** A client service as it is registered. */
export interface FleetMember {
  name: string;
  /** Where Ostiary is. */
  url: string;
  audience: string;
  key: string;
}

export interface FleetPerson {
  id: string;
  sessionId: string;
  /** Access tokens of one session, by the name of the service. */
  tokens: ReadonlyMap<string, string>;
}

/** An installation with many client services. */
export interface ServiceFleet {
  members: FleetMember[];
  /** Signed in, with the role `clerk`, and an editor in every service. */
  addPerson(name: string): Promise<FleetPerson>;
  endSession(person: FleetPerson): Promise<void>;
  deactivate(person: FleetPerson): Promise<void>;
  takeRole(person: FleetPerson, role: string): Promise<void>;
  takeAccess(person: FleetPerson, member: FleetMember): Promise<void>;
  stop(): Promise<void>;
}

type Json = Record<string, unknown>;
type Call = (method: string, path: string, body?: Json) => Promise<Json>;

interface Sent {
  method: string;
  headers?: Record<string, string>;
  body?: Json | undefined;
}

async function send(url: string, { method, headers, body }: Sent): Promise<Json> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${String(response.status)} ${text}`);
  return text === '' ? {} : (JSON.parse(text) as Json);
}

async function register(call: Call, url: string, count: number): Promise<FleetMember[]> {
  const members: FleetMember[] = [];
  for (let index = 0; index < count; index++) {
    const name = `service ${String(index)}`;
    const audience = `https://service-${String(index)}.bench.test`;
    const levels = ['reader', 'editor'];
    const { id } = await call('POST', '/services', { name, audience, access_levels: levels });
    const { key } = await call('POST', `/services/${String(id)}/keys`, {});
    members.push({ name, url, audience, key: String(key) });
  }
  return members;
}

function subjectAndSession(token: string): { id: string; sessionId: string } {
  const [, payload = ''] = token.split('.');
  const { sub, sid } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, string>;
  return { id: sub ?? '', sessionId: sid ?? '' };
}

/** One sign-in, and an access token for every service by refreshing with its key. */
async function tokensFor(
  url: string,
  email: string,
  members: readonly FleetMember[],
): Promise<Map<string, string>> {
  const tokens = new Map<string, string>();
  let { refresh } = await send(`${url}/auth/token/`, { method: 'POST', body: { email, password } });
  for (const { name, key } of members) {
    const headers = { 'ostiary-service': key };
    const answer = await send(`${url}/auth/token/refresh/`, { method: 'POST', headers, body: { refresh } });
    tokens.set(name, String(answer['access']));
    refresh = answer['refresh'] ?? refresh;
  }
  return tokens;
}

/** A fresh installation with so many client services. */
export async function createServiceFleet(count: number): Promise<ServiceFleet> {
  const admin = { email: 'root@bench.test', username: 'bench-root' };
  const ostiary = await startOstiary({
    OSTIARY_ADMIN_EMAIL: admin.email,
    OSTIARY_ADMIN_USERNAME: admin.username,
    OSTIARY_ADMIN_PASSWORD: password,
    OSTIARY_ACCESS_TOKEN_LIFETIME: '1h',
  });
  const { url } = ostiary;
  const { access } = await send(`${url}/auth/token/`, {
    method: 'POST',
    body: { email: admin.email, password },
  });
  const headers = { authorization: `Bearer ${String(access)}` };
  const call: Call = (method, path, body) => send(`${url}/api/v1${path}`, { method, headers, body });
  await call('POST', '/roles', { name: 'clerk', permissions: [] });
  const members = await register(call, url, count);
  const serviceOf = ({ audience }: FleetMember): string => encodeURIComponent(audience);
  const grant = (userId: string, member: FleetMember): Promise<Json> =>
    call('PUT', `/services/${serviceOf(member)}/access/users/${userId}`, { level: 'editor' });
  return {
    members,
    async addPerson(name) {
      const email = `${name}@bench.test`;
      await signUp(url, email);
      const { access: own } = await send(`${url}/auth/token/`, { method: 'POST', body: { email, password } });
      const { id } = subjectAndSession(String(own));
      await call('PUT', `/users/${id}/roles/clerk`);
      for (const member of members) await grant(id, member);
      const tokens = await tokensFor(url, email, members);
      const { sessionId } = subjectAndSession(tokens.values().next().value ?? '');
      return { id, sessionId, tokens };
    },
    endSession: async ({ id, sessionId }) =>
      void (await call('DELETE', `/users/${id}/sessions/${sessionId}`)),
    deactivate: async ({ id }) => void (await call('PATCH', `/users/${id}`, { is_active: false })),
    takeRole: async ({ id }, role) => void (await call('DELETE', `/users/${id}/roles/${role}`)),
    takeAccess: async ({ id }, member) =>
      void (await call('DELETE', `/services/${serviceOf(member)}/access/users/${id}`)),
    stop: ostiary.stop,
  };
}
