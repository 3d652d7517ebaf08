import type { Services } from '#app/build-services.ts';
import { isAppError } from '#platform/errors.ts';
import { addPerson, operator } from '../../support/http-client.ts';

/** Somebody who sends requests. */
export interface Attacker {
  authorization: string | undefined;
  login: string | undefined;
}

interface Browser {
  cookie: string;
  formToken: string;
}

/** What a stretch of requests is about and who sends it: all of it new, since they undo much. */
export interface Surroundings {
  /** What a path may speak of, by the name of the parameter. */
  existing: Readonly<Record<string, string>>;
  clientId: string;
  clientSecret: string;
  /** What no answer may hold. */
  secrets: string[];
  /** The attackers in turn. */
  next(): Attacker;
  /** The attacker's browser, opened when it is first needed. */
  browser(attacker: Attacker, openPages: (login: string | undefined) => Promise<Browser>): Promise<Browser>;
}

let made = 0;

async function addAttacker(services: Services, role: string): Promise<Attacker & { id: string }> {
  const username = `${role}-${String(made)}`;
  const user = await addPerson(services, { username, email: `${username}@example.com`, roles: [role] });
  const { token } = await services.tokens.createApiToken(operator, { userId: user.id, name: 'attack' });
  return { id: user.id, authorization: `Token ${token}`, login: username };
}

/** There may only be a few: one, made again when it is gone. */
async function ensureWebhook(services: Services): Promise<void> {
  const input = { name: 'billing', url: 'https://billing.example.org/' };
  await services.webhooks.create(operator, input).catch((error: unknown) => {
    if (!isAppError(error, 'webhooks.name_taken') && !isAppError(error, 'webhooks.too_many')) throw error;
  });
}

export async function freshSurroundings(services: Services): Promise<Surroundings> {
  made += 1;
  const name = `thing-${String(made)}`;
  const victim = await addPerson(services, { username: `victim-${String(made)}` });
  const owner = await addAttacker(services, 'owner');
  const member = await addAttacker(services, 'read-write');
  await services.access.createGroup(operator, { name });
  await services.access.createRole(operator, { name, permissions: [] });
  const permission = `thing${String(made)}.read`;
  await services.access.createPermission(operator, { name: permission });
  const { application, secret } = await services.applications.create(operator, {
    name,
    redirectUris: ['https://shop.example.org/callback'],
    grants: ['authorization_code', 'refresh_token', 'client_credentials'],
  });
  const service = await services.services.create(operator, {
    name,
    audience: `https://${name}.example.org`,
  });
  await ensureWebhook(services);
  const { key, info } = await services.services.createKey(operator, service.id);
  const attackers: Attacker[] = [
    { authorization: undefined, login: undefined },
    ...[owner, owner, member],
    { authorization: `Bearer ${key}`, login: undefined },
  ];
  const browsers = new Map<Attacker, Promise<Browser>>();
  let turn = 0;
  return {
    existing: {
      ...{ id: victim.id, user: victim.id, sub: victim.id, session: victim.id, token: victim.id },
      ...{ family: victim.id, secret: victim.id, secretId: victim.id, key: info.id, delivery: victim.id },
      ...{ role: name, group: name, service: service.id, webhook: 'billing', permission },
      ...{ application: application.clientId, clientId: application.clientId, client: application.clientId },
      ...{ range: '203.0.113.0/24', uid: 'a-request-that-nobody-made' },
    },
    clientId: application.clientId,
    clientSecret: secret ?? '',
    secrets: [secret ?? '', key, owner.authorization?.slice(6) ?? ''].filter((text) => text !== ''),
    next() {
      const attacker = attackers[turn++ % attackers.length];
      if (!attacker) throw new TypeError('There are attackers');
      return attacker;
    },
    browser(attacker, openPages) {
      const open = browsers.get(attacker) ?? openPages(attacker.login);
      browsers.set(attacker, open);
      return open;
    },
  };
}
