// A client service as anybody would write one: guards, a mirror, tokens verified by itself. Started by a soak as a
// process of its own.
import { createGuards, createMirror, createOstiary } from '@ostiary/sdk';
import { fastifyDoor } from '@ostiary/sdk/fastify';
import { kyselyStore } from '@ostiary/sdk/kysely';
import BetterSqlite from 'better-sqlite3';
import { fastify } from 'fastify';
import { Kysely, SqliteDialect } from 'kysely';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const { SOAK_OSTIARY_URL = '', SOAK_AUDIENCE = '', SOAK_SERVICE_KEY = '', PORT } = process.env;
const longestTokenSeconds = Number(process.env['SOAK_LONGEST_TOKEN_SECONDS']);
const tablePrefix = 'mirror_';

const database = new BetterSqlite(':memory:');
const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) });
const mirror = createMirror({
  store: kyselyStore(db, { tablePrefix }),
  rememberGoneSeconds: longestTokenSeconds,
});
const troubles: string[] = [];
const ostiary = createOstiary({
  url: SOAK_OSTIARY_URL,
  audience: SOAK_AUDIENCE,
  key: SOAK_SERVICE_KEY,
  levels: ['reader', 'editor'],
  mirror,
  longestTokenSeconds,
  onWarning: ({ code, message }) => troubles.push(`${code}: ${message}`),
  onError: ({ message }) => troubles.push(message),
});
await ostiary.start();

const door = fastifyDoor(ostiary);
const { role, authenticated } = createGuards(ostiary);
const delays = monitorEventLoopDelay({ resolution: 20 });
delays.enable();

const app = fastify();
app.get('/me', door.route(authenticated()), (request) => ({ sub: door.user(request).sub }));
app.get('/clerks', door.route(role('clerk')), () => ({ welcome: true }));
app.get('/figures', () => {
  const { heapUsed, external } = process.memoryUsage();
  const loopDelayMs = delays.percentile(99) / 1e6;
  delays.reset();
  const rows = Object.fromEntries(
    ['users', 'gone', 'definitions'].map((table) => {
      const { count } = database.prepare(`select count(*) as count from ${tablePrefix}${table}`).get() as {
        count: number;
      };
      return [table, count];
    }),
  );
  return { heapUsed, external, loopDelayMs, rows, state: ostiary.status().state, troubles };
});
app.get('/mirror', async () => {
  const subs = database.prepare(`select sub from ${tablePrefix}users order by sub`).all() as {
    sub: string;
  }[];
  return Promise.all(subs.map(({ sub }) => mirror.getUser(sub)));
});
await app.listen({ port: Number(PORT), host: '127.0.0.1' });
process.once('SIGTERM', () => {
  void ostiary.close().then(() => app.close());
});
