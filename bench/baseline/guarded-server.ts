// A Fastify service with the same route twice: bare, and behind the kit's guards with a mirror on SQLite.
import { createGuards, createMirror, createOstiary } from '@ostiary/sdk';
import { fastifyDoor } from '@ostiary/sdk/fastify';
import { kyselyStore } from '@ostiary/sdk/kysely';
import { createTestIssuer } from '@ostiary/sdk/testing';
import BetterSqlite from 'better-sqlite3';
import { fastify } from 'fastify';
import { Kysely, SqliteDialect } from 'kysely';

const levels = ['reader', 'editor'] as const;
const issuer = await createTestIssuer({ audience: 'https://orders.example.org', levels });
for (let index = 0; index < 1_000; index++) {
  const access = { level: 'editor' as const, data: {} };
  issuer.putUser({
    sub: `user-${String(index)}`,
    email: `${String(index)}@bench.test`,
    roles: ['clerk'],
    access,
  });
}
const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new BetterSqlite(':memory:') }) });
const { url, audience, key, fetch } = issuer;
const mirror = createMirror({ store: kyselyStore(db) });
const ostiary = createOstiary({ url, audience, key, fetch, levels, mirror });
await ostiary.start();
const door = fastifyDoor(ostiary);
const { role, serviceAccess } = createGuards(ostiary);

const app = fastify();
app.get('/token', async () => ({ token: await issuer.tokenFor('user-7', { lifetimeSeconds: 3_600 }) }));
app.get('/bare', () => ({ hello: 'somebody' }));
app.get('/guarded', door.route(role('clerk'), serviceAccess('editor')), () => ({ hello: 'somebody' }));
await app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
