import type { FeedItem, FeedPage, FeedSnapshotLine, UserRecord } from '@ostiary/contract';
import { fakeClock, type TestDatabase } from '@ostiary/testkit';
import type { LightMyRequestResponse } from 'fastify';
import type { NewService, Service } from '#modules/services';
import type { User } from '#modules/users';
import { addPerson, operator } from '../support/http-client.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { openStream, type EventStream } from './event-stream.ts';

/** A client service as the feed knows it. */
export interface Client {
  service: Service;
  key: string;
  /** Any path below `/feed`. */
  get(path: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  /** A page that was given. */
  page(query?: string): Promise<FeedPage>;
  /** Every item after the cursor, page after page. */
  itemsAfter(cursor: string): Promise<FeedItem[]>;
  snapshot(query?: string): Promise<FeedSnapshotLine[]>;
  /** Where the feed is now. */
  cursor(): Promise<string>;
  user(sub: string): Promise<UserRecord>;
  /** Over the network. */
  stream(query?: string, headers?: Record<string, string>): Promise<EventStream>;
}

export interface FeedWorld extends TestApp {
  client(name: string, choices?: Partial<NewService>): Promise<Client>;
  person(username: string): Promise<User>;
}

export function linesOf(body: string): FeedSnapshotLine[] {
  return body
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as FeedSnapshotLine);
}

function clientOf(
  test: TestApp,
  baseUrl: () => Promise<string>,
  by: { service: Service; key: string },
): Client {
  const authorization = `Bearer ${by.key}`;
  const get: Client['get'] = (path, headers = {}) =>
    test.app.inject({ url: `/feed${path}`, headers: { authorization, ...headers } });
  const page: Client['page'] = async (query = '') => {
    const answer = await get(`/events${query}`);
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`);
    return answer.json<FeedPage>();
  };
  const snapshot: Client['snapshot'] = async (query = '') => linesOf((await get(`/snapshot${query}`)).body);
  return {
    ...by,
    get,
    page,
    snapshot,
    async itemsAfter(cursor) {
      const items: FeedItem[] = [];
      for (let after = cursor, hasMore = true; hasMore;) {
        const next = await page(`?after=${after}`);
        items.push(...next.items);
        ({ cursor: after, has_more: hasMore } = next);
      }
      return items;
    },
    async cursor() {
      const [start] = await snapshot('?users=none');
      if (start?.kind !== 'start') throw new Error('No snapshot');
      return start.cursor;
    },
    user: async (sub) => (await get(`/users/${sub}`)).json<UserRecord>(),
    stream: async (query = '', headers = {}) =>
      openStream(`${await baseUrl()}/feed/events${query}`, { authorization, ...headers }),
  };
}

/** The whole service on a database, under a master key of its own or this one. */
export async function feedWorld({ url }: Pick<TestDatabase, 'url'>, secret?: string): Promise<FeedWorld> {
  const clock = fakeClock();
  const env = { DATABASE_URL: url, ...(secret !== undefined && { OSTIARY_SECRET: secret }) };
  const test = await testApp(env, undefined, { clock });
  let listening: Promise<string> | undefined;
  const baseUrl = () => (listening ??= test.app.listen({ port: 0, host: '127.0.0.1' }));
  return {
    ...test,
    async client(name, choices = {}) {
      const audience = `https://${name.toLowerCase()}.example.org`;
      const service = await test.services.services.create(operator, { name, audience, ...choices });
      const { key } = await test.services.services.createKey(operator, service.id);
      return clientOf(test, baseUrl, { service, key });
    },
    person: (username) => addPerson(test.services, { username, email: `${username}@example.com`, roles: [] }),
  };
}
