import { ApiUserFactors, IdParams } from '@ostiary/contract';
import Type from 'typebox';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { factorsToWire, trustedDeviceToWire } from './own-account.wire.ts';

const tag = 'Users';

export function addUserFactorRoutes(
  app: ApiApp,
  deps: Pick<ApiServices, 'database' | 'mfa' | 'users'>,
): void {
  const { db } = deps.database;
  app.get(
    '/users/:id/factors',
    {
      schema: {
        operationId: 'getUserFactors',
        ...operation(tag, 'What a user can show beside a password', 'Never a secret.'),
        params: IdParams,
        response: { 200: ApiUserFactors },
      },
      config: { permission: 'users.read', errors: ['users.not_found'] },
    },
    async ({ params }) => {
      const { id } = await deps.users.get(db, params.id);
      const devices = await deps.mfa.trustedDevices.list(db, id);
      return { ...(await factorsToWire(deps, id)), trusted_devices: devices.map(trustedDeviceToWire) };
    },
  );
  app.delete(
    '/users/:id/factors',
    {
      schema: {
        operationId: 'resetUserFactors',
        ...operation(
          tag,
          'Remove the factors of a user who has lost theirs',
          'All of them, with recovery codes and trusted browsers; signs the user out, who is told by mail.',
        ),
        params: IdParams,
        response: { 204: Type.Null({ description: 'Done.' }) },
      },
      config: { permission: 'users.reset_factors', errors: ['users.not_found'] },
    },
    async (request, reply) => {
      await deps.mfa.reset(await request.caller(), request.params.id);
      return reply.code(204).send(null);
    },
  );
}
