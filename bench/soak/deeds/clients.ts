import { jsonOf } from '../world/http.ts';
import { asClient, ask, insist, opaqueAudience, type Deed, type World } from '../world/world.ts';
import { isFresh } from './lifetimes.ts';

const keptTokens = 200;

async function issueOpaque(world: World): Promise<void> {
  const issuedIn = world.step();
  const answer = await ask(world, {
    kind: 'client credentials',
    path: '/o/token',
    form: { grant_type: 'client_credentials', scope: 'read', resource: opaqueAudience },
    headers: asClient(world.app),
    expect: [200],
  });
  // Which step it was issued in nobody knows otherwise.
  if (issuedIn !== world.step()) return;
  world.opaque.push({ token: String(jsonOf(answer)['access_token']), issuedIn });
  if (world.opaque.length > keptTokens) world.opaque.shift();
}

async function issueSigned(world: World): Promise<void> {
  await ask(world, {
    kind: 'client credentials',
    path: '/o/token',
    form: { grant_type: 'client_credentials', scope: 'read' },
    headers: asClient(world.app),
    expect: [200],
  });
}

async function introspect(world: World, token: string, isActive: boolean): Promise<void> {
  const answer = await ask(world, {
    kind: 'introspection',
    path: '/o/introspect',
    form: { token },
    headers: asClient(world.app),
    expect: [200],
  });
  const said = jsonOf(answer)['active'];
  insist(world, 'introspection', { holds: said === isActive, what: `active: ${String(said)}` });
}

async function introspectSome(world: World): Promise<void> {
  const index = Math.floor(world.random() * world.opaque.length);
  // Meanwhile nobody may revoke it.
  const [known] = world.opaque.splice(index, 1);
  if (!known) return issueOpaque(world);
  const isActive = isFresh(world, known);
  await introspect(world, known.token, isActive);
  if (isActive) world.opaque.unshift(known);
}

async function revoke(world: World): Promise<void> {
  const known = world.opaque.pop();
  if (!known) return issueOpaque(world);
  await ask(world, {
    kind: 'revocation',
    path: '/o/revoke_token',
    form: { token: known.token },
    headers: asClient(world.app),
    expect: [200],
  });
  await introspect(world, known.token, false);
}

export const clientDeeds: Deed[] = [
  { name: 'a client gets a signed token', perSecond: 3, run: issueSigned },
  { name: 'a client gets an opaque token', perSecond: 3, run: issueOpaque },
  { name: 'a client asks about a token', perSecond: 7, run: introspectSome },
  { name: 'a client revokes a token', perSecond: 1.5, run: revoke },
];
