import { pbkdf2Sync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { operator } from '../support/api-client.ts';
import {
  basic,
  escapedBasic,
  oauthWorld,
  plainBasic,
  type OauthWorld,
  type TestClient,
} from '../support/oauth/index.ts';

const secret = 'mJ0Tm9pY1rYvQeR3uWbXz7LkD5cHs2Fa';
const salt = 'seasalt';
/** As django-oauth-toolkit from version 2 on keeps it, with few rounds. */
const djangoHash = `pbkdf2_sha256$2000$${salt}$${pbkdf2Sync(secret, salt, 2_000, 32, 'sha256').toString('base64')}`;
const machine = { grant_type: 'client_credentials' };

let world: OauthWorld;
let client: TestClient;
beforeEach(async () => {
  world = await oauthWorld();
  const clientId = 'client-of-the-old-system';
  const fields = { name: 'Old', grants: ['client_credentials' as const], scopes: ['read', 'write'] };
  await world.services.database.write((tx) =>
    world.services.applications.bulk.importAll({ db: tx, tx }, operator, {
      applications: [{ clientId, fields, secrets: [{ hash: djangoHash }] }],
      existing: 'refuse',
    }),
  );
  const application = await world.services.applications.get(operator, clientId);
  client = { clientId, secret, redirectUri: '', application };
});
afterEach(() => world.close());

async function storedHash(): Promise<string | undefined> {
  const rows = await world.services.database.db
    .selectFrom('application_secrets')
    .select('secret_hash')
    .execute();
  expect(rows).toHaveLength(1);
  return rows[0]?.secret_hash;
}

describe('a client whose secret was imported as a hash', () => {
  test.each([
    ['directly', plainBasic],
    ['by the engine', escapedBasic],
    ['in the body', () => ({ body: { client_id: client.clientId, client_secret: secret } })],
  ])('gets a token %s, and its hash becomes ours', async (_way, authOf) => {
    expect((await world.token(machine, authOf(client))).status).toBe(200);
    expect(await storedHash()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect((await world.token(machine, authOf(client))).status).toBe(200);
  });

  test('is refused with another secret, and nothing of it changes', async () => {
    for (const wrong of [`${secret}x`, djangoHash]) {
      const answer = await world.token(machine, { header: basic(client.clientId, wrong) });
      expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    }
    expect(await storedHash()).toBe(djangoHash);
  });

  test('may ask by many requests at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        world.token(machine, index % 2 === 0 ? plainBasic(client) : escapedBasic(client)),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(16).fill(200));
  });

  test('introspects with it', async () => {
    const { access_token: token } = (await world.token(machine, client)).body as { access_token: string };
    expect(await world.introspect(token, client)).toMatchObject({ active: true, client_id: client.clientId });
  });
});
