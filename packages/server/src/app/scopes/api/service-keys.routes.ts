import {
  ApiServiceKeyCreated,
  ApiServiceKeyCreation,
  ApiServiceKeyPage,
  ServiceKeyParams,
  ServiceParams,
  type ApiServiceKey,
} from '@ostiary/contract';
import Type, { type Static } from 'typebox';
import type { ServiceKey } from '#modules/services';
import { isoTime } from '#platform/clock.ts';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { fromIso } from './to-wire.ts';

type Deps = Pick<ApiServices, 'services'>;

const tag = 'Services';
const notFound = 'services.not_found';

function keyToWire(key: ServiceKey): Static<typeof ApiServiceKey> {
  return {
    id: key.id,
    hint: key.hint,
    created_at: isoTime(key.createdAt),
    expires_at: key.expiresAt === null ? null : isoTime(key.expiresAt),
  };
}

function addKeyList(app: ApiApp, { services }: Deps): void {
  app.get(
    '/services/:service/keys',
    {
      schema: {
        ...operation(tag, 'Keys of a service', 'Those that count, never what they are.'),
        params: ServiceParams,
        response: { 200: ApiServiceKeyPage },
      },
      config: { permission: 'services.read', errors: [notFound] },
    },
    async (request) => {
      const keys = await services.listKeys(await request.caller(), request.params.service);
      return { items: keys.map(keyToWire), next_cursor: null };
    },
  );
}

function addChangingRoutes(app: ApiApp, { services }: Deps): void {
  app.post(
    '/services/:service/keys',
    {
      schema: {
        ...operation(
          tag,
          'Give a service a key',
          'With it the service follows the feed, introspects tokens and names itself at the token API. At most two ' +
            'count at a time, so that one can be replaced while it is in use. Shown this once.',
        ),
        params: ServiceParams,
        body: ApiServiceKeyCreation,
        response: { 201: ApiServiceKeyCreated },
      },
      config: {
        permission: 'services.manage',
        isIdempotent: true,
        errors: [notFound, 'services.too_many_keys'],
      },
    },
    async (request, reply) => {
      const options = given({ expiresAt: fromIso(request.body.expires_at) });
      const { service } = request.params;
      const { key, info } = await services.createKey(await request.caller(), service, options);
      return reply.code(201).send({ ...keyToWire(info), key });
    },
  );
  app.delete(
    '/services/:service/keys/:key',
    {
      schema: {
        ...operation(tag, 'Delete a key of a service', 'It is refused within a second.'),
        params: ServiceKeyParams,
        response: { 204: Type.Null({ description: 'Done.' }) },
      },
      config: { permission: 'services.manage', errors: [notFound, 'services.key_not_found'] },
    },
    async (request, reply) => {
      const { service, key } = request.params;
      await services.deleteKey(await request.caller(), service, key);
      return reply.code(204).send(null);
    },
  );
}

export function addServiceKeyRoutes(app: ApiApp, deps: Deps): void {
  addKeyList(app, deps);
  addChangingRoutes(app, deps);
}
