import { dayMs } from '../calendar.ts';
import { jsonOf } from '../world/http.ts';
import type { Person } from '../world/people.ts';
import { ask, insist, manage, ofSomebody, type Deed, type World } from '../world/world.ts';
import { accessOf, liveSession, signIn } from './first-party.ts';
import { serviceAccess, untilDenied } from './service.ts';

const api = '/api/v1';

async function read(world: World): Promise<void> {
  const paths = [
    `/users?search=person-${String(Math.floor(world.random() * 100))}&limit=20`,
    '/users?order=-created_at&limit=50',
    '/audit?limit=50',
    '/events?limit=50',
    '/overview',
    '/applications',
    '/mails?limit=20',
    '/webhooks',
  ];
  const path = paths[Math.floor(world.random() * paths.length)] ?? '/users';
  await manage(world, { kind: 'management, lists', path: api + path, expect: [200] });
}

async function readOne(world: World, { id, email }: Person): Promise<void> {
  const answer = await manage(world, {
    kind: 'management, a user',
    path: `${api}/users/${id}`,
    expect: [200],
  });
  insist(world, 'management, a user', { holds: jsonOf(answer)['email'] === email, what: 'somebody else' });
  await manage(world, { kind: 'management, a user', path: `${api}/users/${id}/sessions`, expect: [200] });
}

async function turnClerk(world: World, person: Person): Promise<void> {
  const path = `${api}/users/${person.id}/roles/clerk`;
  const method = person.isClerk ? 'DELETE' : 'PUT';
  await manage(world, { kind: 'management, roles', method, path, expect: [200, 201, 204] });
  person.isClerk = !person.isClerk;
  person.clerkChangedAt = performance.now();
}

async function change(world: World, { id }: Person): Promise<void> {
  const json = { phone: `+4930${String(world.next()).padStart(7, '0')}` };
  const path = `${api}/users/${id}`;
  await manage(world, { kind: 'management, changes', method: 'PATCH', path, json, expect: [200] });
}

async function turnAccess(world: World, { id }: Person): Promise<void> {
  const path = `${api}/services/${world.serviceId}/access/users/${id}`;
  const kind = 'management, access';
  await manage(world, { kind, method: 'PUT', path, json: { level: 'reader' }, expect: [200, 201, 204] });
  await manage(world, { kind, method: 'DELETE', path, expect: [200, 204] });
}

/** As many as signed up beyond those who are wanted, each in one of the two ways. */
async function leave(world: World, person: Person): Promise<'gone'> {
  const token = await serviceAccess(world, person);
  if (world.random() < 0.25) {
    // It takes a proof of a few minutes ago.
    const headers = { authorization: `Bearer ${(await signIn(world, person)).access.token}` };
    const path = `${api}/me/deletion`;
    await ask(world, { kind: 'asks to be deleted', method: 'POST', path, headers, expect: [202, 204] });
    return 'gone';
  }
  const path = `${api}/users/${person.id}`;
  await manage(world, { kind: 'management, deletes', method: 'DELETE', path, expect: [204] });
  await untilDenied(world, token);
  return 'gone';
}

async function useStaticToken(world: World, person: Person): Promise<void> {
  const access = await accessOf(world, await liveSession(world, person));
  const headers = { authorization: `Bearer ${access}` };
  const json = {
    name: `soak ${String(world.next())}`,
    expires_at: new Date(world.now() + 5 * dayMs).toISOString(),
  };
  const path = `${api}/me/tokens`;
  const made = jsonOf(await ask(world, { kind: 'static token', path, json, headers, expect: [201] }));
  const token = `Token ${String(made['token'])}`;
  await ask(world, { kind: 'user', path: '/auth/user/', headers: { authorization: token }, expect: [200] });
  // The others expire.
  if (world.random() < 0.5) return;
  const method = 'DELETE';
  await ask(world, {
    kind: 'static token',
    method,
    path: `${path}/${String(made['id'])}`,
    headers,
    expect: [204],
  });
}

async function forget(world: World, { email, address }: Person): Promise<void> {
  const headers = { 'x-forwarded-for': address };
  const path = `${api}/account/recovery`;
  await ask(world, { kind: 'recovery', path, json: { email }, headers, expect: [202] });
}

async function block(world: World): Promise<void> {
  const number = world.next();
  const range = `192.168.${String(Math.floor(number / 256) % 256)}.${String(number % 256)}`;
  const json = { range, expires_at: new Date(world.now() + 2 * dayMs).toISOString() };
  await manage(world, { kind: 'management, blocks', path: `${api}/blocklist`, json, expect: [201] });
}

async function createOnce(world: World): Promise<void> {
  const number = world.next();
  const headers = { authorization: `Token ${world.adminToken}`, 'idempotency-key': `soak-${String(number)}` };
  const json = { username: `made-${String(number)}` };
  const question = { kind: 'management, creates', path: `${api}/users`, json, headers, expect: [201] };
  const first = jsonOf(await ask(world, question));
  const again = jsonOf(await ask(world, question));
  insist(world, question.kind, { holds: first['id'] === again['id'], what: 'a second one was made' });
  const path = `${api}/users/${String(first['id'])}`;
  await manage(world, { kind: 'management, deletes', method: 'DELETE', path, expect: [204] });
}

async function exportUsers(world: World): Promise<void> {
  const path = `${api}/exports/users`;
  const { text } = await manage(world, { kind: 'export', path, expect: [200] });
  const lines = text.trimEnd().split('\n').length;
  // Some come and go meanwhile.
  const least = Math.floor(world.wantedPeople * 0.9);
  insist(world, 'export', { holds: lines >= least, what: `${String(lines)} lines, not ${String(least)}` });
}

export const managementDeeds: Deed[] = [
  { name: 'an administrator reads lists', perSecond: 4, run: read },
  ofSomebody('an administrator reads a user', 2, readOne),
  ofSomebody('a role is given or taken', 1.5, turnClerk),
  ofSomebody('a user is changed', 1, change),
  ofSomebody('access to a service is given and taken', 0.4, turnAccess),
  ofSomebody('makes a static token', 0.4, useStaticToken),
  ofSomebody('forgets the password', 0.3, forget),
  {
    name: 'somebody leaves',
    perSecond: 1.5,
    async run(world) {
      if (world.people.count <= world.wantedPeople) return;
      await world.people.with((person) => leave(world, person));
    },
  },
  { name: 'an address is blocked for a while', perSecond: 0.2, run: block },
  { name: 'a user is created once by two requests', perSecond: 0.2, run: createOnce },
  { name: 'users are exported', perSecond: 0.1, run: exportUsers },
];
