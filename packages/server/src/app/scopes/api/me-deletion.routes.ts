import { ApiDeletion } from '@ostiary/contract';
import Type from 'typebox';
import { AppError } from '#platform/errors.ts';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { inFullScope, recentlyProved } from './manners/own-account.ts';
import { deletionToWire } from './own-account.wire.ts';

type Deps = Pick<ApiServices, 'database' | 'ownAccounts' | 'sessions' | 'signIn'>;

const tag = 'Own account';

export function addOwnDeletionRoutes(app: ApiApp, deps: Deps): void {
  const { deletion } = deps.ownAccounts;
  app.get(
    '/me/deletion',
    {
      schema: {
        operationId: 'getOwnDeletion',
        ...operation(tag, 'When your account is to be deleted'),
        response: { 200: ApiDeletion },
      },
      config: { errors: ['users.deletion_not_found'] },
    },
    async (request) => {
      const { user } = (await request.signedIn()).principal;
      const pending = await deletion.find(deps.database.db, user.id);
      if (!pending) throw new AppError('users.deletion_not_found');
      return deletionToWire(pending);
    },
  );
  app.post(
    '/me/deletion',
    {
      schema: {
        operationId: 'requestOwnDeletion',
        ...operation(
          tag,
          'Delete your account',
          'Signs you out everywhere else at once. Until it is due it can be taken back.',
        ),
        response: {
          202: ApiDeletion,
          204: Type.Null({ description: 'Deleted at once: this server grants no time to take it back.' }),
        },
      },
      config: { errors: ['login.step_up_required', 'users.last_administrator'] },
    },
    async (request, reply) => {
      const { caller, principal, session } = await recentlyProved(deps, request);
      const pending = await deletion.request(caller.act, principal.user, session.id);
      if (!pending) return reply.code(204).send(null);
      return reply.code(202).send(deletionToWire(pending));
    },
  );
  app.delete(
    '/me/deletion',
    {
      schema: {
        operationId: 'cancelOwnDeletion',
        ...operation(tag, 'Keep your account after all'),
        response: { 204: Type.Null({ description: 'Done.' }) },
      },
      config: { errors: ['users.deletion_not_found', 'users.deletion_decided'] },
    },
    async (request, reply) => {
      const { caller, principal } = await inFullScope(request);
      await deletion.cancel(caller.act, principal.user);
      return reply.code(204).send(null);
    },
  );
}
