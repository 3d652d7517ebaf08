import { expect } from 'vitest';
import { until } from '../core/waiting.ts';
import type { ClientService } from './client.fixture.ts';
import type { RegisteredService, SignedIn, World } from './world.fixture.ts';

const patience = 40_000;
export const nobodyCanSay = 'unavailable feed_stale';

/** A service that runs with every setting for a silent feed, and who has signed in to it. */
export interface Policies {
  service: RegisteredService;
  /** Relies on what it knows for longer than any test takes. */
  patient: ClientService;
  refusing: ClientService;
  asking: ClientService;
  all: ClientService[];
  stays: SignedIn;
  signedOut: SignedIn;
  deleted: SignedIn;
}

/** They all run, and accept everybody. */
export async function startPolicies(world: World): Promise<Policies> {
  const service = await world.service();
  const patient = await world.client(service, { feed: { maxSilenceSeconds: 600 } });
  const refusing = await world.client(service, { feed: { maxSilenceSeconds: 3, whenSilent: 'refuse' } });
  const asking = await world.client(service, { feed: { maxSilenceSeconds: 3, whenSilent: 'introspect' } });
  const all = [patient, refusing, asking];
  const [stays, signedOut, deleted] = await world.signedIn(3, service);
  if (!stays || !signedOut || !deleted) throw new Error('Nobody has signed in');
  await Promise.all(all.map((client) => client.start()));
  const policies = { service, patient, refusing, asking, all, stays, signedOut, deleted };
  for (const { access } of [stays, signedOut, deleted]) await eachSays(all, access, 'accepted');
  return policies;
}

/** Sooner or later. */
export async function eachSays(clients: ClientService[], token: string, verdict: string): Promise<void> {
  await Promise.all(
    clients.map((client) => until(async () => (await client.verdict(token)) === verdict, patience)),
  );
}

export async function revokeSome(world: World, { signedOut, deleted }: Policies): Promise<void> {
  await signedOut.signOut();
  await world.do('DELETE', `/users/${deleted.id}`);
}

/** All of them have caught up with what was revoked. */
export async function expectHealed(
  world: World,
  { service, all, stays, signedOut, deleted }: Policies,
): Promise<void> {
  await eachSays(all, signedOut.access, 'token_revoked');
  await Promise.all(all.map((client) => world.converged(client, service)));
  // With so little patience it may be stale again for a moment, on a busy machine.
  await eachSays(all, stays.access, 'accepted');
  await eachSays(all, signedOut.access, 'token_revoked');
  await eachSays(all, deleted.access, 'token_revoked');
  for (const client of all) {
    expect((await client.dump()).users.map(({ sub }) => sub)).not.toContain(deleted.id);
  }
}
