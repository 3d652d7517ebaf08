import { databases } from '@ostiary/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, goodPassword, operator } from '../support/http-client.ts';
import { attackOn } from './hostile-values.ts';
import { describedOperations, type Operation } from './operations.ts';
import { expectHarmless, openPages, payloadOf, urlOf } from './sending.ts';
import { leakIn, watchedApp, type WatchedApp } from './watched-app.ts';

/** The same attacks in every run; a failure prints them. Another number finds other ones. */
const seed = 20_261_123;
const runsPerOperation = 12;

interface Attacker {
  name: string;
  /** Signs in anew for each operation of their own account, whose sensitive ones take a session. */
  isInSession?: boolean;
  /** The credential of programs: belongs to no session, so that no attack ends it half way. */
  token: string | undefined;
  login: string | undefined;
}

let test: WatchedApp;
let secrets: string[];
/** What a path may speak of, by the name of the parameter. */
let existing: Record<string, string> = {};
const attackers: Record<string, Attacker> = {};
/** Every status that was answered. */
const seen = new Set<number>();

async function addAttacker(username: string, role: string): Promise<Attacker> {
  const user = await addPerson(test.services, { username, email: `${username}@example.com`, roles: [role] });
  const { token } = await test.services.tokens.createApiToken(operator, { userId: user.id, name: 'attack' });
  return { name: role, token: `Token ${token}`, login: username };
}

async function prepare(databaseUrl: string): Promise<void> {
  seen.clear();
  const everything = { OSTIARY_SIGN_IN_LINK: 'on', OSTIARY_SIGN_IN_CODE: 'on' };
  test = await watchedApp({ DATABASE_URL: databaseUrl, ...everything });
  attackers['nobody'] = { name: 'nobody', token: undefined, login: undefined };
  attackers['reader'] = await addAttacker('rita', 'read-only');
  attackers['owner'] = await addAttacker('olga', 'owner');
  const victim = await addPerson(test.services, { username: 'vic', email: 'vic@example.com' });
  await test.services.access.createGroup(operator, { name: 'Team' });
  existing = { id: victim.id, user: victim.id, role: 'read-write', group: 'team', range: '203.0.113.0/24' };
  existing['session'] = existing['token'] = existing['family'] = victim.id;
  existing['permission'] = 'orders.read';
  existing['secret'] = victim.id;
  const { application } = await test.services.applications.create(operator, {
    name: 'Shop',
    redirectUris: ['https://shop.example.org/callback'],
  });
  existing['application'] = application.clientId;
  await test.services.services.create(operator, { name: 'Orders', audience: 'https://orders.example.org' });
  existing['service'] = 'orders';
  await test.services.webhooks.create(operator, { name: 'Billing', url: 'https://billing.example.org/' });
  existing['webhook'] = 'billing';
  existing['delivery'] = (await test.services.webhooks.sendTest(operator, 'billing')).id;
  const { key, info } = await test.services.services.createKey(operator, 'orders');
  attackers['member'] = { ...(await addAttacker('mona', 'read-write')), name: 'member', isInSession: true };
  attackers['service'] = { name: 'service', token: `Bearer ${key}`, login: undefined };
  existing['key'] = info.id;
  existing['sub'] = victim.id;
  existing['uid'] = 'a-request-that-nobody-made';
  existing['clientId'] = existing['client'] = application.clientId;
  secrets = [
    test.config.secrets.master,
    goodPassword,
    'tulip-anvil-marsh',
    ...Object.values(attackers).flatMap(({ token }) => token?.split(' ').slice(1) ?? []),
  ];
}

async function credentialOf({ token, login, isInSession }: Attacker): Promise<string | undefined> {
  if (isInSession !== true) return token;
  const credentials = { login: login ?? '', password: goodPassword };
  const { pair } = await test.services.tokens.signIn(operator.act, credentials);
  return `Bearer ${pair.access}`;
}

async function attackAll(attacker: Attacker): Promise<void> {
  const isOwn = ({ path }: Operation): boolean => path.startsWith('/api/v1/me');
  const all = describedOperations(test.app);
  for (const operation of attacker.isInSession === true ? all.filter(isOwn) : all) {
    const token = await credentialOf(attacker);
    const isPage = operation.shape === 'page';
    const browser = isPage ? await openPages(test, attacker.login) : undefined;
    await fc
      .assert(
        fc.asyncProperty(attackOn(operation), async (attack) => {
          const { payload, headers } = payloadOf(operation, attack, browser?.formToken ?? '');
          const answer = await test.app.inject({
            method: operation.method,
            url: urlOf(operation, attack, existing),
            headers: {
              ...attack.headers,
              ...headers,
              ...(browser && { cookie: browser.cookie, origin: 'http://localhost:8000' }),
              ...(!browser && token !== undefined && { authorization: token }),
            },
            ...(payload !== undefined && { payload }),
          });
          seen.add(answer.statusCode);
          expectHarmless(answer, operation, secrets);
        }),
        { seed, numRuns: runsPerOperation },
      )
      .catch((error: unknown) => {
        throw new Error(`${operation.name} as ${attacker.name}`, { cause: error });
      });
  }
}

describe.each(databases())('whatever is sent to any route, on $name', ({ open }) => {
  let database: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    database = await open();
    await prepare(database.url);
  });
  afterAll(async () => {
    await test.close();
    await database.close();
  });

  it.each(['nobody', 'reader', 'member', 'service', 'owner'])(
    'by %s, it is refused or done, in its own shape, and nothing comes out',
    { timeout: 60_000 },
    async (who) => {
      const attacker = attackers[who];
      if (!attacker) throw new Error('Unknown attacker');
      await attackAll(attacker);
    },
  );

  it('has come past every first check', () => {
    expect([...seen].sort()).toEqual(
      expect.arrayContaining([200, 201, 204, 303, 400, 401, 403, 404, 409, 413, 415]),
    );
  });

  it('leaves no secret and no trace in the log', () => {
    expect(test.logged()).toContain('"answered"');
    expect(leakIn(test.logged(), secrets)).toBeUndefined();
    expect(test.logged()).not.toMatch(/"level":(50|60)/);
  });

  it('leaves the records whole, and nobody above where they were', async () => {
    const { access, audit, users, database } = test.services;
    expect(await audit.verify()).toMatchObject({ isIntact: true });
    expect(await access.countHolders(database.db, 'owner')).toBe(1);
    const everybody = await users.list(database.db, { limit: 1_000 });
    expect(everybody.filter((user) => user.isSuperuser || user.isStaff)).toEqual([]);
  });
});
