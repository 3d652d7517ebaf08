import {
  ApiEnded,
  ApiSessionPage,
  ApiTokenPage,
  IdParams,
  SessionListQuery,
  TokenListQuery,
  UserSessionParams,
  UserTokenParams,
} from '@ostiary/contract';
import Type, { type Static } from 'typebox';
import { requireOwnOrManaged } from '#modules/sessions';
import { AppError } from '#platform/errors.ts';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { cutPage, idInCursor } from './manners/cursor-parts.ts';
import { toPageOf } from './manners/paging.ts';
import { sessionToWire, tokenToWire } from './to-wire.ts';

type Deps = Pick<ApiServices, 'access' | 'database' | 'login' | 'sessions' | 'tokens' | 'users'>;

const NoContent = Type.Null({ description: 'Done.' });

/** One page of a user's sessions, newest first. */
export async function listSessionPage(
  { sessions, database }: Pick<Deps, 'sessions' | 'database'>,
  userId: string,
  { currentId, query }: { currentId: string | null; query: Static<typeof SessionListQuery> },
) {
  const { limit, state = 'live' } = query;
  const list = `sessions ${state}`;
  const before = idInCursor(query.cursor, list);
  const rows = await sessions.list(database.db, userId, { limit: limit + 1, state, ...given({ before }) });
  const page = cutPage(rows, limit, (session) => session.id);
  return toPageOf(page, list, (session) => sessionToWire(session, currentId));
}

/** One page of a user's static tokens, newest first. */
export async function listTokenPage(
  { tokens, database }: Pick<Deps, 'tokens' | 'database'>,
  userId: string,
  { cursor, limit }: Static<typeof TokenListQuery>,
) {
  const before = idInCursor(cursor, 'tokens');
  const rows = await tokens.listApiTokens(database.db, userId, { limit: limit + 1, ...given({ before }) });
  return toPageOf(
    cutPage(rows, limit, (token) => token.id),
    'tokens',
    tokenToWire,
  );
}

/** AppError `sessions.not_found` unless it is a live session of this user. */
export async function requireSessionOf(
  { sessions }: Pick<Deps, 'sessions'>,
  id: string,
  userId: string,
): Promise<void> {
  const found = await sessions.findWithUser(id, userId);
  if (!found?.session) throw new AppError('sessions.not_found');
}

/** AppError `tokens.api_token_not_found` unless it is a token of this user. */
export async function requireTokenOf(
  { tokens, database }: Pick<Deps, 'tokens' | 'database'>,
  id: string,
  userId: string,
): Promise<void> {
  const token = await tokens.findApiToken(database.db, id);
  if (token?.userId !== userId) throw new AppError('tokens.api_token_not_found');
}

function addSessionRoutesOfUser(app: ApiApp, deps: Deps): void {
  app.get(
    '/users/:id/sessions',
    {
      schema: {
        ...operation('Sessions', 'Sessions of a user', 'Newest first; the live ones by default.'),
        params: IdParams,
        querystring: SessionListQuery,
        response: { 200: ApiSessionPage },
      },
      config: { permission: 'sessions.read', errors: ['users.not_found'] },
    },
    async (request) => {
      const principal = await request.principal();
      const { id } = await deps.users.get(deps.database.db, request.params.id);
      return listSessionPage(deps, id, { query: request.query, currentId: principal?.sessionId ?? null });
    },
  );
  app.delete(
    '/users/:id/sessions',
    {
      schema: {
        operationId: 'endUserSessions',
        ...operation('Sessions', 'Sign a user out everywhere'),
        params: IdParams,
        response: { 200: ApiEnded },
      },
      config: { permission: 'sessions.manage', errors: ['users.not_found'] },
    },
    async (request) => {
      const caller = await request.caller();
      const { id } = await deps.users.get(deps.database.db, request.params.id);
      await requireOwnOrManaged(deps, caller, id);
      return { ended: await deps.login.signOutEverywhere(caller.act, id) };
    },
  );
  app.delete(
    '/users/:id/sessions/:session',
    {
      schema: {
        operationId: 'endUserSession',
        ...operation('Sessions', 'End one session of a user'),
        params: UserSessionParams,
        response: { 204: NoContent },
      },
      config: { permission: 'sessions.manage', errors: ['sessions.not_found'] },
    },
    async (request, reply) => {
      const { id, session } = request.params;
      await requireSessionOf(deps, session, id);
      await deps.sessions.endOne(await request.caller(), session);
      return reply.code(204).send(null);
    },
  );
}

function addTokenRoutesOfUser(app: ApiApp, deps: Deps): void {
  app.get(
    '/users/:id/tokens',
    {
      schema: {
        ...operation(
          'Sessions',
          'Static tokens of a user',
          'Not revoked, newest first. Never the tokens themselves.',
        ),
        params: IdParams,
        querystring: TokenListQuery,
        response: { 200: ApiTokenPage },
      },
      config: { permission: 'sessions.read', errors: ['users.not_found'] },
    },
    async ({ params, query }) => {
      const { id } = await deps.users.get(deps.database.db, params.id);
      return listTokenPage(deps, id, query);
    },
  );
  app.delete(
    '/users/:id/tokens/:token',
    {
      schema: {
        operationId: 'revokeUserToken',
        ...operation('Sessions', 'Revoke a static token of a user'),
        params: UserTokenParams,
        response: { 204: NoContent },
      },
      config: { permission: 'sessions.manage', errors: ['tokens.api_token_not_found'] },
    },
    async (request, reply) => {
      const { id, token } = request.params;
      await requireTokenOf(deps, token, id);
      await deps.tokens.revokeApiToken(await request.caller(), token);
      return reply.code(204).send(null);
    },
  );
}

export function addSessionRoutes(app: ApiApp, deps: Deps): void {
  addSessionRoutesOfUser(app, deps);
  addTokenRoutesOfUser(app, deps);
}
