// A bare Fastify route that signs one ES256 token and makes two durable writes on SQLite.
import { generateKeyPairSync, sign } from 'node:crypto';
import SqliteDatabase from 'better-sqlite3';
import { fastify } from 'fastify';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const db = new SqliteDatabase(process.env['DATABASE']);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec('create table if not exists tokens (id integer primary key, hash text, used_at integer)');
const insert = db.prepare('insert into tokens (hash, used_at) values (?, null)');
const use = db.prepare('update tokens set used_at = ? where id = ?');
const app = fastify();

app.get('/ready', () => ({}));
app.post<{ Body: { refresh: string } }>('/refresh', (request) => {
  const { lastInsertRowid } = insert.run(request.body.refresh);
  use.run(Date.now(), lastInsertRowid);
  const head = Buffer.from('{"alg":"ES256","typ":"JWT"}').toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const body = Buffer.from(JSON.stringify({ sub: 'user', iat: now, exp: now + 300 })).toString('base64url');
  const signature = sign('sha256', Buffer.from(`${head}.${body}`), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return { access: `${head}.${body}.${signature.toString('base64url')}`, refresh: request.body.refresh };
});
await app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
