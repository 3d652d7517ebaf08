import {
  ApiGrantedApplicationPage,
  GrantedApplicationParams,
  IdParams,
  UserGrantedApplicationParams,
} from '@ostiary/contract';
import { requireOwnOrManaged } from '#modules/sessions';
import Type from 'typebox';
import { AppError } from '#platform/errors.ts';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { inFullScope } from './manners/own-account.ts';
import { grantedToWire } from './own-account.wire.ts';

const tag = 'Own account';

export function addGrantedApplicationRoutes(
  app: ApiApp,
  deps: Pick<ApiServices, 'database' | 'oauth'>,
): void {
  app.get(
    '/me/granted-applications',
    {
      schema: {
        operationId: 'listOwnGrantedApplications',
        ...operation(tag, 'The applications that may use your account', 'The latest first, all of them.'),
        response: { 200: ApiGrantedApplicationPage },
      },
    },
    async (request) => {
      const { user } = (await request.signedIn()).principal;
      const granted = await deps.oauth.listGranted(deps.database.db, user.id);
      return { items: granted.map(grantedToWire), next_cursor: null };
    },
  );
  app.delete(
    '/me/granted-applications/:client',
    {
      schema: {
        operationId: 'revokeOwnGrantedApplication',
        ...operation(tag, 'Take back what an application may do', 'Ends what was issued to it for you.'),
        params: GrantedApplicationParams,
        response: { 204: Type.Null({ description: 'Done.' }) },
      },
      config: { errors: ['applications.not_found'] },
    },
    async (request, reply) => {
      const { caller, principal } = await inFullScope(request);
      const wasGranted = await deps.oauth.revokeGranted(caller.act, principal.user.id, request.params.client);
      if (!wasGranted) throw new AppError('applications.not_found');
      return reply.code(204).send(null);
    },
  );
}

/** The same for those who look after others, as sessions have it. */
export function addUserGrantedApplicationRoutes(
  app: ApiApp,
  deps: Pick<ApiServices, 'access' | 'database' | 'oauth' | 'users'>,
): void {
  const { db } = deps.database;
  app.get(
    '/users/:id/granted-applications',
    {
      schema: {
        operationId: 'listUserGrantedApplications',
        ...operation(
          'Sessions',
          'The applications that may use a user’s account',
          'The latest first, all of them.',
        ),
        params: IdParams,
        response: { 200: ApiGrantedApplicationPage },
      },
      config: { permission: 'sessions.read', errors: ['users.not_found'] },
    },
    async ({ params }) => {
      const { id } = await deps.users.get(db, params.id);
      const granted = await deps.oauth.listGranted(db, id);
      return { items: granted.map(grantedToWire), next_cursor: null };
    },
  );
  app.delete(
    '/users/:id/granted-applications/:client',
    {
      schema: {
        operationId: 'revokeUserGrantedApplication',
        ...operation(
          'Sessions',
          'Take back what an application may do for a user',
          'Ends what was issued to it for them.',
        ),
        params: UserGrantedApplicationParams,
        response: { 204: Type.Null({ description: 'Done.' }) },
      },
      config: { permission: 'sessions.manage', errors: ['users.not_found', 'applications.not_found'] },
    },
    async (request, reply) => {
      const caller = await request.caller();
      const { id } = await deps.users.get(db, request.params.id);
      await requireOwnOrManaged(deps, caller, id);
      const wasGranted = await deps.oauth.revokeGranted(caller.act, id, request.params.client);
      if (!wasGranted) throw new AppError('applications.not_found');
      return reply.code(204).send(null);
    },
  );
}
