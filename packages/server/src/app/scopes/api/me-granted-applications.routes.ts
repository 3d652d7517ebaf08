import { ApiGrantedApplicationPage, GrantedApplicationParams } from '@ostiary/contract';
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
