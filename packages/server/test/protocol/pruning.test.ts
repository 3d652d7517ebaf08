import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pruneSlice } from '../../src/platform/db/pruning.ts';
import { oauthWorld, type OauthWorld } from '../support/oauth/index.ts';

const tables = [
  'oauth_artifacts',
  'oauth_grants',
  'oauth_session_clients',
  'refresh_families',
  'sessions',
] as const;

const day = 24 * 60 * 60 * 1000;

describe.each(databases())('pruning on $name', ({ name, open }) => {
  let database: TestDatabase | undefined;
  let world: OauthWorld;
  beforeEach(async () => {
    database = name === 'postgres' ? await open() : undefined;
    world = await oauthWorld(database ? { DATABASE_URL: database.url } : {});
  });
  afterEach(async () => {
    await world.close();
    await database?.close();
  });

  async function counts(): Promise<Record<string, number>> {
    const { db } = world.services.database;
    const rows = await Promise.all(
      tables.map(async (table) => {
        const all = await db
          .selectFrom(table)
          .select((eb) => eb.fn.countAll().as('count'))
          .execute();
        return [table, Number(all[0]?.count)] as const;
      }),
    );
    return Object.fromEntries(rows);
  }

  test('leaves what is good, and in the end nothing of what has expired', async () => {
    const client = await world.client({ backchannelLogoutUri: 'http://127.0.0.1:9/logout' });
    const person = await world.person();
    for (let round = 0; round < 3; round++) {
      const browser = world.browser();
      await browser.signIn(person);
      const tokens = await world.tokensFor(client, browser, {
        scope: 'openid offline_access',
        prompt: 'consent',
      });
      await world.refresh(client, tokens.refresh_token);
      // One that nobody finishes.
      await browser.open(world.authorizeUrl(client, { prompt: 'login' }));
    }
    const before = await counts();
    for (const table of tables) expect(before[table], table).toBeGreaterThan(0);

    world.passTime(2 * 60 * 60 * 1000);
    world.clock.advance(2 * 60 * 60 * 1000);
    await world.services.prune();
    const later = await counts();
    expect(later['oauth_artifacts']).toBe(0);
    expect(later['oauth_grants']).toBe(before['oauth_grants']);
    expect(later['refresh_families']).toBe(before['refresh_families']);

    // Everything is over after two weeks and kept for a month, so that it is refused for the right reason.
    world.clock.advance(50 * day);
    await world.services.prune();
    await world.services.prune();
    expect(await counts()).toEqual(Object.fromEntries(tables.map((table) => [table, 0])));
  });

  test('deletes what has expired by the thousand in small transactions, between which others write', async () => {
    const { services } = world;
    const { database } = services;
    const gone = world.clock.nowMs() - 60 * day;
    const times = { created_at: gone, expires_at: gone, ended_at: null, end_reason: null };
    const { userId } = await world.person();
    await database.write(async (tx) => {
      for (let index = 0; index < 1_203; index++) {
        const id = `long-gone-${String(index)}`;
        await tx
          .insertInto('sessions')
          .values({
            ...{ ...times, id, user_id: userId, secret_hash: null, last_seen_at: gone },
            ...{ authenticated_at: gone, amr: '["pwd"]', acr: null, address: null, user_agent: null },
          })
          .execute();
        await tx
          .insertInto('refresh_families')
          .values({
            ...{ ...times, id, session_id: id, user_id: userId, client_id: null, scope: '', generation: 0 },
            ...{ secret_hash: id, previous_hash: null, rotated_at: null, grant_id: null, payload: null },
          })
          .execute();
      }
    });
    for (const service of [services.sessions, services.tokens]) {
      const inOne = await database.write((tx) => service.prune(tx, services.clock.nowMs()));
      expect(inOne).toBe(pruneSlice);
    }
    const pruned = await services.prune();
    expect(pruned).toMatchObject({ sessions: 1_203 - pruneSlice, tokens: 1_203 - pruneSlice });
    expect((await counts())['sessions']).toBe(0);
  });

  test('goes on in small batches until nothing is left', async () => {
    const now = world.clock.nowMs();
    await world.services.database.write(async (tx) => {
      for (let index = 0; index < 1_203; index++) {
        await tx
          .insertInto('oauth_artifacts')
          .values({
            ...{ id_hash: `hash-${String(index)}`, model: 'Interaction', payload_sealed: '' },
            ...{ client_id: null, user_id: null, grant_id: null, user_code_hash: null },
            ...{ consumed_at: null, expires_at: index < 1_200 ? now - 1 : now + day },
          })
          .execute();
      }
    });
    expect((await world.services.prune())['oauth']).toBe(1_200);
    expect((await counts())['oauth_artifacts']).toBe(3);
  });
});
