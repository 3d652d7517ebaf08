import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  basic,
  formBody,
  oauthWorld,
  publicOrigin,
  testVerifier,
  type Form,
  type TestClient,
} from '../support/oauth/index.ts';
import {
  runOstiary,
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../support/server-process.ts';

const holders = 12;
const codes = 60;

interface Holder {
  /** The last refresh token that an answer brought. */
  token: string;
  refreshes: number;
}

interface Prepared {
  client: TestClient;
  holders: Holder[];
  codes: string[];
}

/** Users who have agreed, with refresh tokens and codes, made before there is a server to kill. */
async function prepare(env: Record<string, string>): Promise<Prepared> {
  const world = await oauthWorld(env);
  try {
    const [client, person, browser] = [await world.client(), await world.person(), world.browser()];
    await browser.signIn(person);
    const prepared: Prepared = { client, holders: [], codes: [] };
    for (let count = 0; count < holders; count++) {
      const { refresh_token: token } = await world.tokensFor(client, browser);
      prepared.holders.push({ token, refreshes: 0 });
    }
    for (let count = 0; count < codes; count++) {
      const { code = '' } = await browser.authorize(world.authorizeUrl(client));
      prepared.codes.push(code);
    }
    return prepared;
  } finally {
    await world.close();
  }
}

/** Undefined when the server did not answer. */
async function requestToken(server: ServerProcess, { clientId, secret }: TestClient, form: Form) {
  try {
    const response = await fetch(`${server.url}/o/token`, {
      method: 'POST',
      headers: {
        authorization: basic(clientId, secret ?? ''),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: formBody(form),
    });
    return { status: response.status, body: (await response.json()) as { refresh_token: string } };
  } catch {
    return undefined;
  }
}

const refreshForm = (token: string): Form => ({ grant_type: 'refresh_token', refresh_token: token });

/** One refresh after the other until the server dies. */
async function keepRefreshing(server: ServerProcess, client: TestClient, holder: Holder): Promise<void> {
  for (;;) {
    const answer = await requestToken(server, client, refreshForm(holder.token));
    if (!answer) return;
    expect(answer.status).toBe(200);
    holder.token = answer.body.refresh_token;
    holder.refreshes++;
  }
}

/** Exchanges codes until they are gone or the server is; gives those that were answered. */
async function keepExchanging(server: ServerProcess, { client, codes: left }: Prepared): Promise<void> {
  for (let code = left.pop(); code !== undefined; code = left.pop()) {
    const answer = await requestToken(server, client, {
      ...{ grant_type: 'authorization_code', code, redirect_uri: client.redirectUri },
      code_verifier: testVerifier,
    });
    if (!answer) return;
    expect(answer.status).toBe(200);
  }
}

/** Not before the first answers, however slow the machine is. */
async function untilLoaded({ holders: all }: Prepared, killAfterMs: number): Promise<void> {
  const begun = performance.now();
  for (let waited = 0; waited < 30_000; waited = performance.now() - begun) {
    if (waited >= killAfterMs && all.every(({ refreshes }) => refreshes > 0)) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function loadUntilDeath(server: ServerProcess, prepared: Prepared, killAfterMs: number): Promise<void> {
  const { client } = prepared;
  const working = Promise.all([
    ...prepared.holders.map((holder) => keepRefreshing(server, client, holder)),
    keepExchanging(server, prepared),
    keepExchanging(server, prepared),
  ]);
  const kill = async (): Promise<void> => {
    await untilLoaded(prepared, killAfterMs);
    await server.kill();
  };
  try {
    await Promise.all([working, kill()]);
  } finally {
    await server.kill();
  }
}

/** A used code has its grant and its refresh token; one that was not used has neither. */
async function expectWholeExchanges({ database }: TestDatabase): Promise<void> {
  const rows = await database.db
    .selectFrom('oauth_artifacts')
    .leftJoin('refresh_families', 'refresh_families.grant_id', 'oauth_artifacts.grant_id')
    .select(['oauth_artifacts.consumed_at as consumedAt', 'refresh_families.id as familyId'])
    .where('model', '=', 'AuthorizationCode')
    .execute();
  expect(rows).toHaveLength(holders + codes);
  for (const { consumedAt, familyId } of rows) expect(familyId === null).toBe(consumedAt === null);
}

describe.each(databases())('a server on $name that is killed while tokens are issued', ({ name, open }) => {
  let data: { path: string; remove(): Promise<void> };
  let database: TestDatabase;
  beforeEach(async () => {
    data = await temporaryDirectory();
    database = await open();
  });
  afterEach(async () => {
    await database.close();
    await data.remove();
  });

  it(
    'has for every client either the old token or the new one, and an unbroken audit chain',
    { timeout: 120_000 },
    async () => {
      const env = {
        OSTIARY_DATA_DIR: data.path,
        // Tokens are for the server at this address, whatever port it listens on.
        OSTIARY_URL: publicOrigin,
        DATABASE_URL: database.url,
        OSTIARY_SECRET: 'kept-by-whoever-is-killed-0123456789-abcdefgh',
        OSTIARY_AUTHORIZATION_CODE_LIFETIME: '1h',
        // Longer than it takes to start again: whoever got no answer asks once more.
        OSTIARY_REFRESH_REUSE_WINDOW: '5m',
      };
      const prepared = await prepare(env);
      const moments = name === 'sqlite' ? [5, 40, 90, 160, 300] : [20, 120, 250];
      for (const killAfterMs of moments) {
        for (const holder of prepared.holders) holder.refreshes = 0;
        await loadUntilDeath(await startServerProcess({ env }), prepared, killAfterMs);
        await expectWholeExchanges(database);
      }
      const server = await startServerProcess({ env });
      try {
        for (const holder of prepared.holders) {
          const answer = await requestToken(server, prepared.client, refreshForm(holder.token));
          expect(answer?.status).toBe(200);
          const next = await requestToken(server, prepared.client, refreshForm(answer!.body.refresh_token));
          expect(next?.status).toBe(200);
        }
      } finally {
        expect(await server.stop()).toBe(0);
      }
      const { code, output } = await runOstiary(['audit', 'verify'], env);
      expect(code, output).toBe(0);
    },
  );
});
