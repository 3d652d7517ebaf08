// A client service: one route bare, and the same one behind the kit's guards, following a real Ostiary.
import { createGuards, createMirror, createOstiary } from '@ostiary/sdk';
import { fastifyDoor } from '@ostiary/sdk/fastify';
import { kyselyStore } from '@ostiary/sdk/kysely';
import BetterSqlite from 'better-sqlite3';
import { fastify } from 'fastify';
import { Kysely, SqliteDialect } from 'kysely';

const { OSTIARY = '', AUDIENCE: audience = '', KEY: key = '', MIRROR = 'off', PORT } = process.env;
const levels = ['reader', 'editor'] as const;
const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new BetterSqlite(':memory:') }) });
const mirror = MIRROR === 'on' ? createMirror({ store: kyselyStore(db) }) : undefined;
const ostiary = createOstiary({ url: OSTIARY, audience, key, levels, ...(mirror && { mirror }) });
await ostiary.start();
const door = fastifyDoor(ostiary);
const { authenticated } = createGuards(ostiary);

const app = fastify();
app.get('/bare', () => ({ hello: 'somebody' }));
app.get('/guarded', door.route(authenticated()), () => ({ hello: 'somebody' }));
await app.listen({ port: Number(PORT), host: '127.0.0.1' });
