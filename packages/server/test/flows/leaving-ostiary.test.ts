import { createHmac, hkdfSync } from 'node:crypto';
import { Readable } from 'node:stream';
import { databases, type SoftwareAuthenticator, type TestDatabase } from '@ostiary/testkit';
import { afterEach, describe, expect, test } from 'vitest';
import { callApi, operator, type Json } from '../support/api-client.ts';
import { oauthWorld, type OauthWorld, type Person, type TestClient } from '../support/oauth/index.ts';
import { addApp, addPasskey, type AuthenticatorApp } from '../support/second-factor.ts';

const secret = 'the one secret of both installations, long enough';
const otherSecret = 'the secret of a third installation, another one';
const audience = 'https://orders.example.com';
const password = 'engine-no-1-difference';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function world(dialect: 'sqlite' | 'postgres', key = secret): Promise<OauthWorld> {
  const env: Record<string, string> = { OSTIARY_SECRET: key };
  if (dialect === 'postgres') {
    const store: TestDatabase | undefined = await databases()
      .find(({ name }) => name === dialect)
      ?.open({ isMigrated: false });
    if (!store) throw new Error('There is no PostgreSQL');
    open.push(store);
    env['DATABASE_URL'] = store.url;
  }
  const made = await oauthWorld(env);
  open.push(made);
  return made;
}

async function exported({ services }: OauthWorld): Promise<string> {
  let text = '';
  for await (const page of await services.transfer.exportUsers(operator, {
    format: 'jsonl',
    isEverything: true,
  }))
    text += page;
  return text;
}

async function imported({ services }: OauthWorld, text: string, isDryRun = false) {
  const source = Readable.from([Buffer.from(text)]);
  const running = services.transfer.importAll(operator, source, { format: 'jsonl', isDryRun });
  for (;;) {
    const next = await running.next();
    if (next.done === true) return next.value;
  }
}

const toLines = (objects: readonly object[]): string =>
  objects.map((one) => `${JSON.stringify(one)}\n`).join('');

const oddNames = ['Ünal', '李', 'O’Brien "the" <b>', '=cmd|x', ' \u{1f600}', 'ﬁ', "'", 'null'];

/** Two thousand people, of whom much is missing, and what they hold. */
function manyPeople(): object[] {
  const people = Array.from({ length: 2_000 }, (_, index) => ({
    ...(index % 3 === 0 && { external_id: `old;${String(index)}` }),
    ...(index % 2 === 0 ? { email: `u${String(index)}@example.com` } : { username: `Ünal-${String(index)}` }),
    first_name: (oddNames[index % oddNames.length] ?? '').trim(),
    ...(index % 5 === 0 && { phone: '+49 30 123', is_active: index % 10 === 0 }),
    ...(index % 7 === 0 && { roles: ['clerk'], groups: ['Büro, Nord (2)'] }),
    ...(index % 11 === 0 && { last_sign_in_at: '2025-05-05T05:05:05.005Z', email_verified: true }),
    created_at: '2020-02-02T02:02:02.002Z',
  }));
  return [
    { type: 'permission', name: 'orders.read', description: 'See "orders"; all of them' },
    { type: 'role', name: 'clerk', level: 9, description: 'Nimmt Aufträge an', permissions: ['orders.read'] },
    { type: 'group', name: 'Büro, Nord (2)', roles: ['clerk'] },
    { type: 'group', name: 'Empty' },
    ...people,
  ];
}

interface Filled {
  ann: { userId: string };
  cleo: Person;
  /** A static token of cleo. */
  token: string;
  client: TestClient;
  key: string;
  app: AuthenticatorApp;
  passkey: SoftwareAuthenticator;
}

async function addServices({ services }: OauthWorld, userId: string): Promise<string> {
  await services.services.create(operator, {
    ...{ name: 'Orders', audience, description: 'Bestellungen', tokenFormat: 'opaque', entry: 'granted' },
    ...{ scopes: [{ name: 'orders:read', description: 'See orders' }], accessLevels: ['guest', 'chief'] },
    ...{ fields: ['email', 'phone'], accessTokenSeconds: 90 },
    dataSchema: { type: 'object', properties: { z: { type: 'string' }, a: { type: ['integer', 'null'] } } },
  });
  await services.services.create(operator, { name: 'Büro', audience: 'urn:example:buero' });
  const give = (given: Parameters<typeof services.services.grantAccess>[2]) =>
    services.services.grantAccess(operator, audience, given);
  await give({ holder: 'user', id: userId, level: 'chief', data: { z: '“quoted”', a: null } });
  await give({ holder: 'group', id: 'Büro, Nord (2)', level: 'guest' });
  await give({ holder: 'role', id: 'clerk', data: { a: 1 } });
  const { key } = await services.services.createKey(operator, 'Orders');
  return key;
}

/** Something of every kind. */
async function fill(source: OauthWorld): Promise<Filled> {
  const { services } = source;
  const report = await imported(source, toLines(manyPeople()));
  expect(report).toMatchObject({ failed: 0, problems: [] });
  const root = await source.person('root', { isSuperuser: true });
  const ann = await source.person('ann', { roles: ['owner'] });
  const client = await source.client({
    ...{ ownerId: ann.userId, metadata: { b: 1, a: [null] } },
    scopes: ['openid', 'read', 'write', 'offline_access', 'orders:read'],
  });
  await source.client({ name: 'Ж "public"', clientType: 'public', isActive: false });
  const keys = { ownerId: root.userId, backchannelLogoutUri: 'https://app.example/out' };
  await source.client({ name: 'Trusted', isFirstParty: true, mayImpersonate: true, ...keys });
  const key = await addServices(source, ann.userId);
  const cleo = await source.person('cleo');
  await source.tokensFor(client, cleo);
  await source.tokensFor(client, cleo, { scope: 'orders:read', resource: audience });
  const named = { userId: cleo.userId, name: 'Läptop', scope: 'users.read' };
  const { token } = await services.tokens.createApiToken(operator, named);
  const revoked = await services.tokens.createApiToken(operator, { ...named, name: 'Old' });
  await services.tokens.revokeApiToken(operator, revoked.info.id);
  const app = await addApp(source, ann.userId);
  const { key: passkey } = await addPasskey(source, root.userId);
  // One that is gone is nowhere.
  const gone = await services.services.createKey(operator, 'Orders');
  await services.services.deleteKey(operator, 'Orders', gone.info.id);
  return { ann, cleo, token, client, key, app, passkey };
}

const typesOf = (text: string): Record<string, number> => {
  const types = text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { type?: string }).type ?? 'user');
  return Object.fromEntries([...Map.groupBy(types, (type) => type)].map(([type, all]) => [type, all.length]));
};

/** A keyed hash as the guide says how it is made (docs/guides/import-and-export.md), by nothing of ours. */
function keyedHash(purpose: string, text: string): Buffer {
  const key = hkdfSync('sha256', secret, 'ostiary', `mac:${purpose}`, 32);
  return createHmac('sha256', Buffer.from(key)).update(text).digest();
}

const asItLeaves = (purpose: string, text: string): string => {
  const keyId = keyedHash('export-key-id', '').subarray(0, 8).toString('base64url');
  return `ostiary$${keyId}$${keyedHash(purpose, text).toString('base64url')}`;
};

describe.each([
  ['sqlite', 'postgres'],
  ['postgres', 'sqlite'],
] as const)('an installation on %s that moves to %s', (from, to) => {
  test('is there whole, and everybody and everything gets in as before', async () => {
    const source = await world(from);
    const { ann, cleo, token, client, key, app, passkey } = await fill(source);
    const text = await exported(source);
    expect(typesOf(text)).toEqual({
      ...{ permission: 1, role: 6, group: 2, user: 2_003, service: 2, application: 3 },
      ...{ service_access: 3, consent: 1, api_token: 1, factor: 2 },
    });
    const lines = text.trim().split('\n').length;
    // Whoever has the secret can verify all of them, with any other system.
    const [code = ''] = app.recoveryCodes;
    const ofAnn = `${ann.userId}.${code.replaceAll('-', '')}`;
    expect(text).toContain(`"${asItLeaves('recovery-code', ofAnn)}"`);
    expect(text).toContain(`"secret_hash":"${asItLeaves('application-secret', client.secret ?? '')}"`);
    expect(text).toContain(`"token_hash":"${asItLeaves('api-token', token)}"`);
    expect(text).toContain(`"key_hash":"${asItLeaves('service-key', key)}"`);

    const target = await world(to);
    expect(await imported(target, text, true)).toMatchObject({ failed: 0, problems: [] });
    const report = await imported(target, text);
    expect(report).toMatchObject({ created: lines - 5, unchanged: 5, failed: 0, problems: [] });
    expect(await exported(target)).toBe(text);
    expect(await imported(target, text)).toMatchObject({ unchanged: lines, failed: 0, problems: [] });
    expect(await exported(target)).toBe(text);

    const { services } = target;
    const wrong = services.tokens.signIn(operator.act, { login: 'ann', password: 'another one' });
    await expect(wrong).rejects.toMatchObject({ code: 'passwords.invalid_credentials' });
    const alone = services.tokens.signIn(operator.act, { login: 'ann', password });
    await expect(alone).rejects.toMatchObject({ code: 'mfa.required' });
    const signedIn = await services.tokens.signIn(operator.act, { login: 'ann', password, otp: app.code() });
    expect(signedIn.user.id).toBe(ann.userId);
    const user = await services.users.get(services.database.db, ann.userId);
    expect(await services.mfa.proveCode(operator.act, user, app.recoveryCodes[3] ?? '')).toEqual(['otp']);

    const shown = passkey.get(await services.mfa.passkeys.authenticationOptions(null));
    const root = await services.mfa.passkeys.authenticate(operator.act, null, shown);
    expect(root.user.username).toBe('root');

    expect((await target.token({ grant_type: 'client_credentials' }, client)).status).toBe(200);
    expect(await services.services.authenticateKey(key)).toMatchObject({ audience });
    const byToken = await services.tokens.authenticateApiToken(token);
    expect(byToken).toMatchObject({ user: { id: cleo.userId }, scope: 'users.read' });

    // Nobody is asked again for what they have agreed to, and everybody for what they have not.
    const sent = async (parameters: Record<string, string> = {}) => {
      const browser = target.browser();
      return browser.signIn(cleo, await browser.open(target.authorizeUrl(client, parameters)));
    };
    expect((await sent()).arrival?.searchParams.get('code')).toMatch(/./);
    const orders = { scope: 'orders:read', resource: audience };
    expect((await sent(orders)).arrival?.searchParams.get('code')).toMatch(/./);
    const more = await sent({ scope: 'openid read write' });
    expect(more).toMatchObject({ status: 200, arrival: undefined });
  }, 180_000);
});

test('under another secret what cannot be verified is left out, and reported line by line', async () => {
  const source = await world('sqlite');
  const { client, key, app } = await fill(source);
  const text = await exported(source);
  const target = await world('sqlite', otherSecret);
  const message = expect.stringContaining('another OSTIARY_SECRET') as string;
  for (const isDryRun of [true, false]) {
    const report = await imported(target, text, isDryRun);
    // Of a static token nothing else is known.
    expect(report.failed).toBe(1);
    expect(report.problems.map(({ path }) => path).sort()).toEqual([
      ...['keys.0.key_hash', 'recovery_codes', 'recovery_codes', 'secrets.0', 'secrets.0', 'token_hash'],
    ]);
    for (const problem of report.problems)
      expect(problem).toMatchObject({ code: 'request.invalid', message });
  }
  const { services } = target;
  await services.tokens.signIn(operator.act, { login: 'ann', password, otp: app.code() });
  const { application } = (await services.applications.findClient(client.clientId)) ?? {};
  expect(application).toMatchObject({ name: client.application.name, redirectUris: [client.redirectUri] });
  expect((await target.token({ grant_type: 'client_credentials' }, client)).status).toBe(401);
  expect(await services.services.authenticateKey(key)).toBeUndefined();
});

test('only a superuser gets all of it, and that is in the audit log before the first line', async () => {
  const source = await world('sqlite');
  await source.person('root', { isSuperuser: true });
  await source.person('owner', { roles: ['owner'] });
  const as = async (login: string) => {
    const { pair } = await source.services.tokens.signIn(operator.act, { login, password });
    const call = { method: 'GET', path: '/exports/users?include=everything' } as const;
    const headers = { authorization: `Bearer ${pair.access}` };
    return source.app.inject({ method: call.method, url: `/api/v1${call.path}`, headers });
  };
  expect((await as('owner')).statusCode).toBe(403);
  expect(await source.audited('user.export')).toEqual([]);
  const answer = await as('root');
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-disposition']).toBe('attachment; filename="everything.jsonl"');
  expect(answer.body).toBe(await exported(source));
  const [, noted] = await source.audited('user.export');
  const all = { include_hashes: true, include_roles: true, include_groups: true, everything: true };
  expect(noted?.details).toEqual({ format: 'jsonl', ...all });
  const { pair } = await source.services.tokens.signIn(operator.act, { login: 'root', password });
  const refused: [query: string, path: string][] = [
    ['include=everything&format=csv', 'format'],
    ['include=everything&format=scim', 'format'],
    ['format=scim&include_hashes=true', 'include_hashes'],
    ['include=everything,roles', 'include'],
  ];
  for (const [query, path] of refused) {
    const { status, body } = await callApi(source, {
      ...{ method: 'GET', path: `/exports/users?${query}`, token: `Bearer ${pair.access}` },
    });
    expect(status).toBe(400);
    expect(body['errors']).toMatchObject([{ path }] satisfies Json[]);
  }
});
