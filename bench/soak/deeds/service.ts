import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from '../world/people.ts';
import { ask, ofSomebody, type Deed, type World } from '../world/world.ts';
import { liveSession, refresh } from './first-party.ts';
import { isFresh } from './lifetimes.ts';

/** A change is known in client services within a second; machines are slow at times. */
const knownAfterMs = 3_000;

/** An access token for the client service. */
export async function serviceAccess(world: World, person: Person): Promise<string> {
  const known = person.sessions.find(({ service }) => service && isFresh(world, service));
  if (known?.service) return known.service.token;
  return (await refresh(world, await liveSession(world, person), world.serviceKey)).token;
}

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

async function visit(world: World, person: Person): Promise<void> {
  const headers = bearer(await serviceAccess(world, person));
  await ask(world, { kind: 'service', of: world.service, path: '/me', headers, expect: [200] });
}

async function visitAsClerk(world: World, person: Person): Promise<void> {
  const headers = bearer(await serviceAccess(world, person));
  const isKnown = performance.now() - person.clerkChangedAt > knownAfterMs;
  const expect = isKnown ? [person.isClerk ? 200 : 403] : [200, 403];
  await ask(world, { kind: 'service, by role', of: world.service, path: '/clerks', headers, expect });
}

/** Until the client service lets nobody in with it any more. */
export async function untilDenied(world: World, token: string): Promise<void> {
  const headers = bearer(token);
  for (const deadline = performance.now() + knownAfterMs; performance.now() < deadline; await sleep(100)) {
    const expect = [200, 401];
    const kind = 'service, revoked';
    const { status } = await ask(world, { kind, of: world.service, path: '/me', headers, expect });
    if (status === 401) return;
  }
  world.answers.complain('service, revoked', 'let in three seconds after it was revoked');
}

export const serviceDeeds: Deed[] = [
  ofSomebody('visits a service', 7, visit),
  ofSomebody('visits what is for a role', 4, visitAsClerk),
];
