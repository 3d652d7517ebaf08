import { randomText } from '../authentication/encoding.ts';
import type { JsonObject } from '../wire.ts';
import { createFakeServer, connectionError } from './fake-server.ts';
import { createFeedAnswers } from './feed-answers.ts';
import { createFeedLog } from './feed-log.ts';
import { introspect, type KnownToken } from './introspection.ts';
import { createTestFeed } from './test-feed.ts';
import { createTestKeys } from './test-keys.ts';
import { createTestTokens } from './test-tokens.ts';
import { untilDelivered } from './until-delivered.ts';
import type { TestIssuer, TestIssuerOptions } from './testing.types.ts';

/**
 * For tests of a service that uses the kit: everybody that it may meet, without a server. With the `levels` and
 * `data` of the service what users are given in it is typed as there.
 */
export async function createTestIssuer<const Level extends string = string, Data = JsonObject>(
  options: TestIssuerOptions<Level, Data>,
): Promise<TestIssuer<{ level: Level; data: Data }>> {
  type S = { level: Level; data: Data };
  const { audience, levels = [], entry = 'everyone', url = 'https://ostiary.test' } = options;
  const { accessTokenSeconds = 300, beatMs = 500, now = Date.now } = options;
  const givenKey = `osk_${randomText()}`;
  let key: string | undefined = givenKey;
  let isAway = false;
  const log = createFeedLog(now, accessTokenSeconds);
  const feed = createFeedAnswers(log, beatMs);
  const keys = await createTestKeys();
  const tokens = new Map<string, KnownToken>();
  const told = createTestFeed<S>(log, {
    id: crypto.randomUUID(),
    name: audience,
    ...{ audience, entry, access_levels: [...levels] },
    fields: ['email', 'username', 'first_name', 'last_name', 'phone', 'external_id', 'created_at'],
  });
  const { records, revoked } = told;
  const fetch = createFakeServer({
    ...{ url, keys, records, log, feed },
    key: () => key,
    isAway: () => isAway,
    introspect: (token) => introspect(token, { records, tokens, revoked, now }),
  });

  return {
    ...{ url, audience, fetch, key: givenKey },
    get cursor() {
      return log.cursor;
    },
    ...createTestTokens<S>({ issuer: url, audience, accessTokenSeconds, now, keys, tokens, records }),
    ...told.changes,
    async rotateKey({ dropsOld = false } = {}) {
      await keys.rotate(dropsOld);
      log.add(() => [{ kind: 'keys' }]);
    },
    refuseKey() {
      key = undefined;
      feed.breakAll();
    },
    goAway() {
      isAway = true;
      feed.breakAll(connectionError());
    },
    comeBack: () => void (isAway = false),
    forgetHistory() {
      log.forget();
      feed.breakAll();
    },
    delivered: (follower, timeoutMs) => untilDelivered(log, follower, timeoutMs),
  };
}
