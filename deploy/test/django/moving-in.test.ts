import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases } from '@ostiary/testkit';
import {
  postJson,
  startServerProcess,
  type Answer,
  type ServerProcess,
} from '../../../packages/server/test/support/server-process.ts';
import { type MadeToken, type MadeUser } from './django-project.ts';
import { importDjango, prepareMove, reportOf, rowsOf, type Move, type Report } from './move-in.ts';

const crowd = 100_000;
const now = Math.floor(Date.now() / 1000);

interface Moved {
  move: Move;
  home: Record<string, string>;
  server: ServerProcess;
  dry: Report;
  first: Report;
  second: Report;
}

describe.each(databases())('100,000 people of Django on $name', (dialect) => {
  let moved: Moved;
  beforeAll(async () => {
    const move = await prepareMove(dialect, { users: 'auth', crowd, now });
    const home = await move.home('ostiary');
    const server = await startServerProcess({
      // Whoever comes twice with a token is refused at once.
      env: { ...home, OSTIARY_REFRESH_REUSE_WINDOW: '0s', OSTIARY_ROTATE_REFRESH_TOKENS: 'on' },
    });
    const run = async (...more: string[]) => reportOf(await importDjango(move.from, home, { more }));
    const dry = await run('--dry-run');
    const first = await run();
    moved = { move, home, server, dry, first, second: await run() };
  }, 600_000);
  afterAll(async () => {
    await moved.server.kill();
    await moved.move.remove();
  });

  const signIn = ({ username, email }: Partial<MadeUser>, password: string): Promise<Answer> =>
    postJson(`${moved.server.url}/auth/token/`, { username: username ?? email, password });

  const hashOf = async (key: string): Promise<string | undefined> => {
    const sql = `select p.hash from passwords p join users u on u.id = p.user_id where u.external_id = '${key}'`;
    const [row] = await rowsOf<{ hash: string }>(moved.home, sql);
    return row?.hash;
  };

  const token = async (clientId: string, secret: string | null, fields: Record<string, string>) => {
    const basic = Buffer.from(`${clientId}:${secret ?? ''}`).toString('base64');
    const response = await fetch(`${moved.server.url}/o/token/`, {
      method: 'POST',
      headers: secret === null ? {} : { authorization: `Basic ${basic}` },
      body: new URLSearchParams(secret === null ? { ...fields, client_id: clientId } : fields),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  const clientOf = (clientId: string): { secret: string | null } => {
    const found = moved.move.made.applications.find((one) => one.client_id === clientId);
    return { secret: found?.client_type === 'public' ? null : (found?.secret ?? '') };
  };

  const refresh = ({ client_id: clientId, token: text }: MadeToken) =>
    token(clientId, clientOf(clientId).secret, { grant_type: 'refresh_token', refresh_token: text });

  test('come over, as the dry run said, and a second time nothing changes', () => {
    const { dry, first, second, move } = moved;
    const { lines, failed } = first;
    // A username with a space, and what belongs to nobody who came over.
    expect(first.problems).toMatchObject([{ table: 'auth_user', key: move.made.conflicts['invalid'] }]);
    expect(first).toMatchObject({ created: lines - failed, updated: 0, unchanged: 0, failed: 1 });
    for (const name of [
      'lines',
      'created',
      'updated',
      'unchanged',
      'failed',
      'problems',
      'conflicts',
    ] as const)
      expect(dry[name], name).toEqual(first[name]);
    expect(second).toMatchObject({ created: 0, updated: 0, unchanged: first.created, failed: 1 });
  });

  test('sign in with the passwords of every hasher, which are hashed anew', async () => {
    const able = moved.move.made.users.filter(
      ({ is_active: isActive, password }) => isActive && password !== null,
    );
    expect(new Set(able.map(({ kind }) => kind)).size).toBe(11);
    for (const user of able) {
      const before = await hashOf(user.id);
      expect(before, user.kind).not.toMatch(/^\$argon2id\$/);
      expect((await signIn(user, `${user.password ?? ''}x`)).status, user.kind).toBe(401);
      expect((await signIn(user, user.password ?? '')).status, user.kind).toBe(200);
      expect(await hashOf(user.id), user.kind).toMatch(/^\$argon2id\$/);
      expect((await signIn({ email: user.email }, user.password ?? '')).status, user.kind).toBe(200);
    }
  }, 300_000);

  test('sign in wherever in the crowd they are, unless they were deactivated', async () => {
    for (const number of [1, 49, 50, 51, 999, 1_000, 54_321, 99_950, 99_999]) {
      const { status } = await signIn(
        { username: `crowd-${String(number)}` },
        moved.move.made.crowd.password,
      );
      expect(status, String(number)).toBe(number % 50 === 0 ? 401 : 200);
    }
    const gone = moved.move.made.users.filter(({ is_active: isActive }) => !isActive);
    expect(gone).not.toEqual([]);
    for (const user of gone) expect((await signIn(user, user.password ?? '')).status).toBe(401);
  });

  test('keep their static tokens', async () => {
    for (const { key, user, is_active: isActive } of moved.move.made.drf_tokens) {
      const response = await fetch(`${moved.server.url}/auth/user/`, {
        headers: { authorization: `Token ${key}` },
      });
      expect(response.status === 200, user).toBe(isActive);
    }
  });

  test('bring clients that prove themselves as before, by secrets in clear and hashed', async () => {
    for (const name of ['client-machine', 'client-machine-hashed']) {
      const { secret } = clientOf(name);
      const fields = { grant_type: 'client_credentials', scope: 'read' };
      expect((await token(name, `${secret ?? ''}x`, fields)).status, name).toBe(401);
      for (const time of ['first', 'second'])
        expect(await token(name, secret, fields), `${name}, ${time}`).toMatchObject({ status: 200 });
    }
  });

  test('go on with refresh tokens of SimpleJWT once; those that are blacklisted stay refused', async () => {
    const exchange = (text: string) => postJson(`${moved.server.url}/auth/token/refresh/`, { refresh: text });
    for (const { kind, token: text } of moved.move.made.simplejwt) {
      expect((await exchange(text)).status, kind).toBe(kind === 'live' ? 200 : 401);
      expect((await exchange(text)).status, `${kind}, again`).toBe(401);
    }
  });

  test('go on with refresh tokens of their applications once, unless they were revoked', async () => {
    for (const made of moved.move.made.dot_refresh) {
      const isLive = made.kind === 'live' || made.kind === 'expired';
      const answer = await refresh(made);
      expect(answer.status, `${made.kind} of ${made.client_id}`).toBe(isLive ? 200 : 400);
      if (isLive) expect(answer.body).toMatchObject({ access_token: expect.any(String) as string });
      expect((await refresh(made)).body, `${made.kind}, again`).toMatchObject({ error: 'invalid_grant' });
    }
  });

  test('are asked about by the access tokens that are about', async () => {
    const { secret } = clientOf('client-machine');
    const ask = async (text: string) => {
      const basic = Buffer.from(`client-machine:${secret ?? ''}`).toString('base64');
      const response = await fetch(`${moved.server.url}/o/introspect/`, {
        method: 'POST',
        headers: { authorization: `Basic ${basic}` },
        body: new URLSearchParams({ token: text }),
      });
      return ((await response.json()) as { active: boolean }).active;
    };
    const own = moved.move.made.dot_access.filter(({ client_id: clientId }) => clientId === 'client-machine');
    expect(own).toHaveLength(1);
    for (const { token: text } of own) expect(await ask(text)).toBe(true);
    for (const { token: text, kind } of moved.move.made.dot_access)
      if (kind === 'expired') expect(await ask(text)).toBe(false);
  });
});
