import {
  ApiServiceGrant,
  ApiServiceGrantChange,
  ApiServiceGrantPage,
  ApiUserServicePage,
  IdParams,
  ServiceGrantListQuery,
  ServiceGroupParams,
  ServiceParams,
  ServiceRoleParams,
  ServiceUserParams,
  UserServiceListQuery,
  type ApiUserService,
  type ErrorCode,
} from '@ostiary/contract';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import type { EffectiveAccess, GrantHolder, HolderType, JsonObject, KeptGrant } from '#modules/services';
import { isoTime } from '#platform/clock.ts';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { idInCursor } from './manners/cursor-parts.ts';
import { positionFromCursor, toPageOf } from './manners/paging.ts';

type Deps = Pick<ApiServices, 'database' | 'services' | 'users'>;

const tag = 'Services';
const mayGive = 'Takes `services.manage`, or access in the service that is at least as much.';

function grantToWire(grant: KeptGrant): Static<typeof ApiServiceGrant> {
  return {
    holder_type: grant.holder,
    holder_id: grant.holderId,
    level: grant.level,
    data: grant.data,
    created_at: isoTime(grant.createdAt),
    updated_at: isoTime(grant.updatedAt),
  };
}

type Names = ReadonlyMap<string, string>;

function effectiveToWire(
  { access, by, ...rest }: EffectiveAccess,
  names: Names,
): Static<typeof ApiUserService> {
  return {
    service_id: rest.serviceId,
    service: rest.serviceName,
    may_enter: rest.mayEnter,
    access,
    by: by && { holder_type: by.holder, holder_id: by.id, holder_name: names.get(by.id) ?? null },
  };
}

/** A kind of holder, as paths and people call it. */
interface Kind {
  holder: HolderType;
  /** One of them, in words. */
  one: string;
  params: typeof ServiceUserParams | typeof ServiceGroupParams | typeof ServiceRoleParams;
  unknown: ErrorCode;
}

const kinds: readonly Kind[] = [
  { holder: 'user', one: 'a user', params: ServiceUserParams, unknown: 'users.not_found' },
  { holder: 'group', one: 'a group', params: ServiceGroupParams, unknown: 'access.group_not_found' },
  { holder: 'role', one: 'a role', params: ServiceRoleParams, unknown: 'access.role_not_found' },
];

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function addGrantList(app: ApiApp, { services }: Deps, { holder }: Kind): void {
  app.get(
    `/services/:service/access/${holder}s`,
    {
      schema: {
        operationId: `listService${capital(holder)}Access`,
        ...operation(tag, `What ${holder}s were given in a service`, 'In order of their ids.'),
        params: ServiceParams,
        querystring: ServiceGrantListQuery,
        response: { 200: ApiServiceGrantPage },
      },
      config: { permission: 'services.read', errors: ['services.not_found'] },
    },
    async ({ params, query: { cursor, limit } }) => {
      const list = `service access ${holder}`;
      const query = { holder, limit, ...given({ after: idInCursor(cursor, list) }) };
      const found = await services.listAccess(params.service, query);
      const names = await services.holderNames(found.items.map(({ holderId: id }) => ({ holder, id })));
      return toPageOf(found, list, (grant) => ({
        ...grantToWire(grant),
        holder_name: names.get(grant.holderId) ?? null,
      }));
    },
  );
}

/** What the path names, whichever kind of holder it is. */
function namedBy({ params }: FastifyRequest, { holder }: Kind): GrantHolder & { service: string } {
  const names = params as Record<string, string>;
  return { service: names['service'] ?? '', holder, id: names[holder] ?? '' };
}

function addGrantRoutes(app: ApiApp, { services }: Deps, kind: Kind): void {
  const { holder, one, params, unknown } = kind;
  const path = `/services/:service/access/${holder}s/:${holder}`;
  const errors: ErrorCode[] = ['services.not_found', unknown, 'services.cannot_grant'];
  app.put(
    path,
    {
      schema: {
        operationId: `grantService${capital(holder)}Access`,
        ...operation(
          tag,
          `Give ${one} access to a service`,
          `Takes the place of what was given before. ${mayGive}`,
        ),
        params,
        body: ApiServiceGrantChange,
        response: { 200: ApiServiceGrant },
      },
      config: { permission: 'services.grant', errors },
    },
    async (request) => {
      const { service, ...named } = namedBy(request, kind);
      const { level, data } = request.body;
      const access = given({ level, data: data as JsonObject | undefined });
      return grantToWire(
        await services.grantAccess(await request.caller(), service, { ...named, ...access }),
      );
    },
  );
  app.delete(
    path,
    {
      schema: {
        operationId: `revokeService${capital(holder)}Access`,
        ...operation(tag, `Take access to a service from ${one}`, mayGive),
        params,
        response: { 204: Type.Null({ description: 'Done.' }) },
      },
      config: {
        permission: 'services.grant',
        errors: [...errors.filter((code) => code !== 'users.not_found'), 'services.access_not_found'],
      },
    },
    async (request, reply) => {
      const { service, ...named } = namedBy(request, kind);
      await services.revokeAccess(await request.caller(), service, named);
      return reply.code(204).send(null);
    },
  );
}

function addUserRoute(app: ApiApp, { database, services, users }: Deps): void {
  app.get(
    '/users/:id/services',
    {
      schema: {
        operationId: 'listUserServices',
        ...operation(
          tag,
          'What a user has in every service',
          'All told, in order of the service’s name; those where it is nothing are there too. A grant to the user ' +
            'decides alone; without one it is the strongest of what comes by groups and roles.',
        ),
        params: IdParams,
        querystring: UserServiceListQuery,
        response: { 200: ApiUserServicePage },
      },
      config: { permission: 'services.read', errors: ['users.not_found'] },
    },
    async ({ params, query: { cursor, limit } }) => {
      const list = 'user services';
      const user = await users.get(database.db, params.id);
      const query = { limit, ...given({ after: positionFromCursor(cursor, list) }) };
      const found = await services.listServicesOf(user, query);
      const names = await services.holderNames(found.items.flatMap(({ by }) => by ?? []));
      return toPageOf(found, list, (access) => effectiveToWire(access, names));
    },
  );
}

/** Who has which access to services. */
export function addServiceAccessRoutes(app: ApiApp, deps: Deps): void {
  for (const kind of kinds) {
    addGrantList(app, deps, kind);
    addGrantRoutes(app, deps, kind);
  }
  addUserRoute(app, deps);
}
