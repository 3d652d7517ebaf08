import { ApiUserDeletion, ApiUserDeletionState, IdParams } from '@ostiary/contract';
import Type from 'typebox';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { userDeletionToWire } from './own-account.wire.ts';

const tag = 'Users';
const permission = 'users.delete';

type Deps = Pick<ApiServices, 'database' | 'ownAccounts' | 'users'>;

function addReadingRoute(app: ApiApp, { database, ownAccounts, users }: Deps): void {
  const { deletion } = ownAccounts;
  app.get(
    '/users/:id/deletion',
    {
      schema: {
        operationId: 'getUserDeletion',
        ...operation(
          tag,
          'Whether and when a user is to be deleted',
          'With whose decision it is, and how much time there is to call such a decision off.',
        ),
        params: IdParams,
        response: { 200: ApiUserDeletionState },
      },
      // Whoever sees that an account is closed sees why.
      config: { permission: 'users.read', errors: ['users.not_found'] },
    },
    async ({ params }) => {
      const { id } = await users.get(database.db, params.id);
      const pending = await deletion.find(database.db, id);
      return {
        pending: pending ? userDeletionToWire(pending) : null,
        grace_seconds: deletion.graceSeconds,
      };
    },
  );
}

export function addUserDeletionRoutes(app: ApiApp, deps: Deps): void {
  const { deletion } = deps.ownAccounts;
  addReadingRoute(app, deps);
  app.post(
    '/users/:id/deletion',
    {
      schema: {
        operationId: 'scheduleUserDeletion',
        ...operation(
          tag,
          'Delete a user, with time to call it off',
          'Deactivates the account at once: sessions and tokens end. When the time is over it is deleted. What is ' +
            'to be deleted already stays due as it was.',
        ),
        params: IdParams,
        response: {
          202: ApiUserDeletion,
          204: Type.Null({ description: 'Deleted at once: this server grants no time to call it off.' }),
        },
      },
      config: { permission, errors: ['users.not_found', 'users.last_administrator'] },
    },
    async (request, reply) => {
      const { id } = request.params;
      const pending = await deletion.schedule(await request.caller(), id);
      if (!pending) return reply.code(204).send(null);
      return reply.code(202).send(userDeletionToWire(pending));
    },
  );
  app.delete(
    '/users/:id/deletion',
    {
      schema: {
        operationId: 'callOffUserDeletion',
        ...operation(
          tag,
          'Keep a user who is to be deleted',
          'Whoever had decided it. Reactivates the account if it was active before.',
        ),
        params: IdParams,
        response: { 204: Type.Null({ description: 'Done.' }) },
      },
      config: { permission, errors: ['users.not_found', 'users.deletion_not_found'] },
    },
    async (request, reply) => {
      await deletion.callOff(await request.caller(), request.params.id);
      return reply.code(204).send(null);
    },
  );
}
