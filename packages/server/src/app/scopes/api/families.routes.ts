import { ApiRefreshFamilyPage, FamilyListQuery, IdParams, UserFamilyParams } from '@ostiary/contract';
import Type from 'typebox';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { cutPage, partsFromCursor } from './manners/cursor-parts.ts';
import { toPageOf } from './manners/paging.ts';
import { familyToWire } from './to-wire.ts';

const tag = 'Sessions';
const list = 'refresh-families';
const position = /^([0-9a-f-]{36}) ([0-9a-f-]{36})$/;

export function addFamilyRoutes(
  app: ApiApp,
  { database, tokens, users }: Pick<ApiServices, 'database' | 'tokens' | 'users'>,
): void {
  app.get(
    '/users/:id/refresh-families',
    {
      schema: {
        ...operation(
          tag,
          'Refresh families of a user',
          'Each is the line of refresh tokens of one sign-in; those of the newest session first. Never the tokens themselves.',
        ),
        params: IdParams,
        querystring: FamilyListQuery,
        response: { 200: ApiRefreshFamilyPage },
      },
      config: { permission: 'sessions.read', errors: ['users.not_found'] },
    },
    async ({ params, query }) => {
      const [sessionId, id] = partsFromCursor(query.cursor, list, position) ?? [];
      const before = sessionId !== undefined && id !== undefined ? { before: { sessionId, id } } : {};
      const user = await users.get(database.db, params.id);
      const rows = await tokens.listFamilies(database.db, user.id, { limit: query.limit + 1, ...before });
      const page = cutPage(rows, query.limit, (family) => `${family.sessionId} ${family.id}`);
      return toPageOf(page, list, familyToWire);
    },
  );
  app.delete(
    '/users/:id/refresh-families/:family',
    {
      schema: {
        operationId: 'endUserRefreshFamily',
        ...operation(
          tag,
          'End a refresh family of a user',
          'Its refresh token is refused; the session stays.',
        ),
        params: UserFamilyParams,
        response: { 204: Type.Null({ description: 'Done.' }) },
      },
      config: { permission: 'sessions.manage', errors: ['tokens.family_not_found'] },
    },
    async (request, reply) => {
      const { id: userId, family: id } = request.params;
      await tokens.endFamily(await request.caller(), { userId, id });
      return reply.code(204).send(null);
    },
  );
}
