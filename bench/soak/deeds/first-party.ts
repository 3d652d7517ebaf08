import { ask, askJson, from, insist, ofSomebody, password, type Deed, type World } from '../world/world.ts';
import type { Issued, Person, TokenSession } from '../world/people.ts';
import { isFresh, isSurelyGone, staysFresh } from './lifetimes.ts';

const sessionsEach = 3;
/** A used refresh token is good again for ten seconds; later it is a theft. */
const reuseWindowMs = 10_500;
const programs = ['curl/8.14', 'okhttp/5.1', 'python-requests/2.32'];

export async function signUp(world: World): Promise<void> {
  const number = world.next();
  const email = `person-${String(number)}@soak.test`;
  const address = `10.${String((number >> 16) & 255)}.${String((number >> 8) & 255)}.${String(number & 255)}`;
  const answer = await askJson(world, {
    kind: 'sign-up',
    path: '/auth/create-user/',
    json: { email, password, first_name: 'Somebody', last_name: String(number) },
    headers: from(address),
    expect: [201],
  });
  const id = String(answer['id']);
  world.people.add({
    ...{ id, email, address, sessions: [], browser: undefined, deviceCookie: '', oauth: undefined },
    ...{ isClerk: false, clerkChangedAt: 0 },
  });
}

export async function signIn(world: World, person: Person): Promise<TokenSession> {
  const { email, address } = person;
  const program = programs[Math.floor(world.random() * programs.length)] ?? '';
  const issuedIn = world.step();
  const { access, refresh: first } = await askJson(world, {
    kind: 'sign-in',
    path: '/auth/token/',
    json: { email, password },
    headers: { ...from(address), 'user-agent': program },
    expect: [200],
  });
  const when = { issuedIn, issuedBy: world.step() };
  const session: TokenSession = {
    access: { token: String(access), ...when },
    service: undefined,
    refresh: { token: String(first), ...when },
    used: undefined,
  };
  person.sessions.push(session);
  // The oldest is left behind, as a device in a drawer is.
  if (person.sessions.length > sessionsEach) person.sessions.shift();
  return session;
}

async function signInWrongly(world: World, { email, address }: Person): Promise<void> {
  await ask(world, {
    kind: 'sign-in, wrong password',
    path: '/auth/token/',
    json: { email, password: `not ${password}` },
    headers: from(address),
    expect: [401],
  });
}

/** For the client service with its key, for Ostiary itself without. */
export async function refresh(world: World, session: TokenSession, serviceKey?: string): Promise<Issued> {
  const issuedIn = world.step();
  const presented = session.refresh.token;
  const answer = await askJson(world, {
    kind: 'refresh',
    path: '/auth/token/refresh/',
    json: { refresh: presented },
    headers: serviceKey === undefined ? {} : { 'ostiary-service': serviceKey },
    expect: [200],
  });
  insist(world, 'refresh', { holds: answer['refresh'] !== presented, what: 'it was not rotated' });
  session.used = { token: presented, at: performance.now() };
  const when = { issuedIn, issuedBy: world.step() };
  session.refresh = { token: String(answer['refresh']), ...when };
  const issued = { token: String(answer['access']), ...when };
  if (serviceKey === undefined) session.access = issued;
  else session.service = issued;
  return issued;
}

/** What was left lying for too long is refused; how long is not known of what arrived in another step. */
async function presentExpired(world: World, session: TokenSession): Promise<void> {
  await ask(world, {
    kind: 'refresh, expired',
    path: '/auth/token/refresh/',
    json: { refresh: session.refresh.token },
    expect: isSurelyGone(world, session.refresh) ? [401] : [200, 401],
  });
}

/** A session that can be refreshed; signs in where there is none. */
export async function liveSession(world: World, person: Person): Promise<TokenSession> {
  for (let session = person.sessions.at(-1); session; session = person.sessions.at(-1)) {
    if (staysFresh(world, session.refresh)) return session;
    person.sessions.pop();
    await presentExpired(world, session);
  }
  return signIn(world, person);
}

/** An access token of a session, which is refreshed for it where that is needed. */
export async function accessOf(world: World, session: TokenSession): Promise<string> {
  const { access } = session;
  return (isFresh(world, access) ? access : await refresh(world, session)).token;
}

async function replay(world: World, person: Person): Promise<void> {
  const index = person.sessions.findIndex(
    ({ refresh: current, used }) =>
      used && staysFresh(world, current) && performance.now() - used.at > reuseWindowMs,
  );
  const [session] = index < 0 ? [] : person.sessions.splice(index, 1);
  if (!session?.used) return;
  for (const token of [session.used.token, session.refresh.token]) {
    await ask(world, {
      kind: 'refresh, replayed',
      path: '/auth/token/refresh/',
      json: { refresh: token },
      expect: [401],
    });
  }
}

async function signOut(world: World, person: Person): Promise<void> {
  const session = await liveSession(world, person);
  const access = await accessOf(world, session);
  person.sessions = person.sessions.filter((one) => one !== session);
  await ask(world, {
    kind: 'sign-out',
    path: '/auth/token/logout/',
    json: { refresh: session.refresh.token },
    headers: { authorization: `Bearer ${access}` },
    expect: [200],
  });
  await verify(world, access, false);
}

async function verify(world: World, token: string, isGood: boolean): Promise<void> {
  await ask(world, {
    kind: isGood ? 'verify' : 'verify, revoked',
    path: '/auth/token/verify/',
    json: { token },
    expect: [isGood ? 200 : 401],
  });
}

export const firstPartyDeeds: Deed[] = [
  { name: 'signs up', perSecond: 1, run: signUp },
  ofSomebody('signs in', 2.5, signIn),
  ofSomebody('mistypes the password, then signs in', 0.4, async (world, person) => {
    await signInWrongly(world, person);
    await signIn(world, person);
  }),
  ofSomebody('refreshes', 7, async (world, person) => refresh(world, await liveSession(world, person))),
  ofSomebody('asks whether a token is good', 10, async (world, person) => {
    await verify(world, await accessOf(world, await liveSession(world, person)), true);
  }),
  ofSomebody('reads who they are', 5, async (world, person) => {
    const headers = { authorization: `Bearer ${await accessOf(world, await liveSession(world, person))}` };
    const answer = await ask(world, { kind: 'user', path: '/auth/user/', headers, expect: [200] });
    insist(world, 'user', { holds: answer.text.includes(person.email), what: 'it is somebody else' });
  }),
  ofSomebody('has a token that is shown twice', 0.2, replay),
  ofSomebody('signs out', 1.2, signOut),
];
