import { createClient, type OstiaryClient } from '@ostiary/contract/client';
import { addClient } from '../api-client.ts';
import { testApp, type TestApp } from '../test-app.ts';
import type { Entry } from './row.types.ts';

/** Somebody who calls, over the network, by the client that is generated from the document. */
export interface Somebody {
  id: string;
  api: OstiaryClient;
  /** The same person, who sends these headers with every call. */
  withHeaders(headers: Record<string, string>): OstiaryClient;
}

export type SignedIn = Somebody & { username: string };

/** A server that listens, and people who call it. */
export interface World {
  test: TestApp;
  /** A superuser. */
  root: Somebody;
  /** Signed in, and may do nothing. */
  nobody: Somebody;
  /** A superuser's token that is good for reading users and for nothing else. */
  limited: Somebody;
  anonymous: OstiaryClient;
  /** A name that nothing has yet. */
  fresh(prefix: string): string;
  newUser(): Promise<{ id: string; username: string }>;
  /** Somebody with a session and no roles. */
  newSignedIn(options?: { email?: string }): Promise<SignedIn>;
  newRole(): Promise<{ id: string; name: string }>;
  newGroup(): Promise<{ id: string; name: string }>;
  /** Number of the last audit entry. */
  auditHead(): Promise<number>;
  entriesAfter(seq: number): Promise<(Omit<Entry, 'actorId'> & { actorId: string | null })[]>;
  close(): Promise<void>;
}

/** An id that is well formed and nobody's. */
export const unknownId = '019b6ad4-3c00-7000-8000-000000000000';

export const unknownName = 'no-such-thing';

export function required<T>(data: T | undefined): T {
  if (data === undefined) throw new Error('The call was refused');
  return data;
}

type SignIn = (username: string, options?: { isSuperuser?: boolean; email?: string }) => Promise<Somebody>;

/** What tests of one operation need made first. */
function makers({ api }: Somebody, signIn: SignIn) {
  let counter = 0;
  const fresh = (prefix: string): string => `${prefix}-${++counter}`;
  return {
    fresh,
    async newSignedIn(options: { email?: string } = {}) {
      const username = fresh('signed-in');
      return { username, ...(await signIn(username, options)) };
    },
    async newUser() {
      const username = fresh('user');
      const { data } = await api.POST('/api/v1/users', { body: { username, roles: [] } });
      return { id: required(data).id, username };
    },
    async newRole() {
      const name = fresh('role');
      const { data } = await api.POST('/api/v1/roles', { body: { name, permissions: ['users.read'] } });
      return { id: required(data).id, name };
    },
    async newGroup() {
      const name = fresh('group');
      const { data } = await api.POST('/api/v1/groups', { body: { name } });
      return { id: required(data).id, name };
    },
  };
}

function auditReader({ services }: TestApp): Pick<World, 'auditHead' | 'entriesAfter'> {
  const { db } = services.database;
  return {
    async auditHead() {
      const head = await db.selectFrom('audit_head').select('seq').executeTakeFirstOrThrow();
      return head.seq;
    },
    async entriesAfter(seq) {
      const rows = await db
        .selectFrom('audit_entries')
        .select(['action', 'outcome', 'actor_id', 'target_type', 'target_id', 'details'])
        .where('seq', '>', seq)
        .orderBy('seq')
        .execute();
      return rows.map((row) => ({
        action: row.action,
        outcome: row.outcome as NonNullable<Entry['outcome']>,
        actorId: row.actor_id,
        target: row.target_id === null ? null : { type: row.target_type ?? '', id: row.target_id },
        details: JSON.parse(row.details) as Record<string, unknown>,
      }));
    },
  };
}

/** A server on this database; by default on SQLite. */
export async function openWorld(env: Record<string, string> = {}): Promise<World> {
  const test = await testApp(env);
  const baseUrl = await test.app.listen({ port: 0, host: '127.0.0.1' });
  const somebody = (id: string, authorization: string): Somebody => ({
    id,
    api: createClient(baseUrl, { authorization }),
    withHeaders: (headers) => createClient(baseUrl, { authorization, headers }),
  });
  const signIn: SignIn = async (username, options = {}) => {
    const { userId, token } = await addClient(test, username, { roles: [], ...options });
    return somebody(userId, token);
  };
  const root = await signIn('root', { isSuperuser: true });
  const { data } = await root.api.POST('/api/v1/me/tokens', {
    body: { name: 'limited', scope: 'users.read' },
  });
  return {
    test,
    root,
    nobody: await signIn('nobody'),
    limited: somebody(root.id, `Token ${required(data).token}`),
    anonymous: createClient(baseUrl),
    ...makers(root, signIn),
    ...auditReader(test),
    close: () => test.close(),
  };
}
