import {
  ApiEnded,
  ApiSessionPage,
  ApiTokens,
  IdParams,
  SessionListQuery,
  UserSessionParams,
  UserTokenParams,
} from '@ostiary/contract';
import Type from 'typebox';
import { requireOwnOrManaged } from '#modules/sessions';
import { AppError } from '#platform/errors.ts';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { idFromCursor, toPage } from './manners/paging.ts';
import { sessionToWire, tokenToWire } from './to-wire.ts';

type Deps = Pick<ApiServices, 'access' | 'database' | 'login' | 'sessions' | 'tokens' | 'users'>;

const NoContent = Type.Null({ description: 'Done.' });

/** One page of a user's live sessions, newest first. */
export async function listSessionPage(
  { sessions, database }: Pick<Deps, 'sessions' | 'database'>,
  userId: string,
  page: { cursor?: string; limit: number; currentId: string | null },
) {
  const { limit, currentId } = page;
  const before = idFromCursor(page.cursor);
  const rows = await sessions.list(database.db, userId, { limit: limit + 1, ...given({ before }) });
  return toPage(rows, limit, {
    item: (session) => sessionToWire(session, currentId),
    position: (session) => session.id,
  });
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
  const owned = await tokens.listApiTokens(database.db, userId);
  if (!owned.some((token) => token.id === id)) throw new AppError('tokens.api_token_not_found');
}

function addSessionRoutesOfUser(app: ApiApp, deps: Deps): void {
  app.get(
    '/users/:id/sessions',
    {
      schema: {
        ...operation('Sessions', 'Live sessions of a user', 'Newest first.'),
        params: IdParams,
        querystring: SessionListQuery,
        response: { 200: ApiSessionPage },
      },
      config: { permission: 'sessions.read' },
    },
    async (request) => {
      const { principal } = await request.signedIn();
      const { id } = await deps.users.get(deps.database.db, request.params.id);
      return listSessionPage(deps, id, { ...request.query, currentId: principal.sessionId });
    },
  );
  app.delete(
    '/users/:id/sessions',
    {
      schema: {
        ...operation('Sessions', 'Sign a user out everywhere'),
        params: IdParams,
        response: { 200: ApiEnded },
      },
      config: { permission: 'sessions.manage' },
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
        ...operation('Sessions', 'End one session of a user'),
        params: UserSessionParams,
        response: { 204: NoContent },
      },
      config: { permission: 'sessions.manage' },
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
        ...operation('Sessions', 'Static tokens of a user', 'Never the tokens themselves.'),
        params: IdParams,
        response: { 200: ApiTokens },
      },
      config: { permission: 'sessions.read' },
    },
    async ({ params }) => {
      const { id } = await deps.users.get(deps.database.db, params.id);
      return { items: (await deps.tokens.listApiTokens(deps.database.db, id)).map(tokenToWire) };
    },
  );
  app.delete(
    '/users/:id/tokens/:token',
    {
      schema: {
        ...operation('Sessions', 'Revoke a static token of a user'),
        params: UserTokenParams,
        response: { 204: NoContent },
      },
      config: { permission: 'sessions.manage' },
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
