import {
  ApiService,
  ApiServiceChanges,
  ApiServiceCreation,
  ApiServicePage,
  IfMatch,
  ServiceListQuery,
  ServiceParams,
  ServiceQuery,
  sparse,
} from '@ostiary/contract';
import Type, { type Static } from 'typebox';
import type { Service, ServiceChanges } from '#modules/services';
import { isoTime } from '#platform/clock.ts';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { positionFromCursor, toPageOf } from './manners/paging.ts';
import { expectedVersion, sendWithTag } from './manners/version-tag.ts';

type Deps = Pick<ApiServices, 'database' | 'services'>;

const tag = 'Services';
const notFound = 'services.not_found';

function serviceToWire(service: Service): Static<typeof ApiService> {
  return {
    id: service.id,
    name: service.name,
    audience: service.audience,
    description: service.description,
    scopes: service.scopes,
    token_format: service.tokenFormat,
    access_token_seconds: service.accessTokenSeconds,
    entry: service.entry,
    access_levels: service.accessLevels,
    fields: service.fields,
    data_schema: service.dataSchema,
    created_at: isoTime(service.createdAt),
    updated_at: isoTime(service.updatedAt),
  };
}

function changesFromWire(body: Static<typeof ApiServiceChanges>): ServiceChanges {
  return given({
    name: body.name,
    description: body.description,
    scopes: body.scopes,
    tokenFormat: body.token_format,
    accessTokenSeconds: body.access_token_seconds,
    entry: body.entry,
    accessLevels: body.access_levels,
    fields: body.fields,
    dataSchema: body.data_schema,
  });
}

function addReadingRoutes(app: ApiApp, { services, database }: Deps): void {
  app.get(
    '/services',
    {
      schema: {
        ...operation(tag, 'List services'),
        querystring: ServiceListQuery,
        response: { 200: ApiServicePage },
      },
      config: { permission: 'services.read' },
    },
    async ({ query: { cursor, limit, search, order = 'name' } }) => {
      const list = `services ${order}`;
      const asked = given({ search, after: positionFromCursor(cursor, list) });
      return toPageOf(await services.list({ order, limit, ...asked }), list, serviceToWire);
    },
  );
  app.get(
    '/services/:service',
    {
      schema: {
        ...operation(tag, 'One service'),
        params: ServiceParams,
        querystring: ServiceQuery,
        response: { 200: sparse(ApiService) },
      },
      config: { permission: 'services.read', errors: [notFound] },
    },
    async ({ params }, reply) => {
      const service = await services.get(database.db, params.service);
      return sendWithTag(reply, service).send(serviceToWire(service));
    },
  );
}

function addCreatingRoute(app: ApiApp, { services }: Deps): void {
  app.post(
    '/services',
    {
      schema: {
        ...operation(
          tag,
          'Register a service',
          'An API that accepts access tokens which are addressed to it.',
        ),
        body: ApiServiceCreation,
        response: { 201: ApiService },
      },
      config: {
        permission: 'services.manage',
        isIdempotent: true,
        errors: ['services.name_taken', 'services.audience_taken'],
      },
    },
    async (request, reply) => {
      const { name, audience } = request.body;
      const input = { ...changesFromWire(request.body), name, audience };
      const service = await services.create(await request.caller(), input);
      return sendWithTag(reply, service)
        .code(201)
        .header('location', `/api/v1/services/${service.id}`)
        .send(serviceToWire(service));
    },
  );
}

function addChangingRoutes(app: ApiApp, { services }: Deps): void {
  app.patch(
    '/services/:service',
    {
      schema: {
        ...operation(
          tag,
          'Change a service',
          'What is absent stays; lists are replaced as a whole. A level that somebody has cannot be removed, and ' +
            'the data that they have must fit a new `data_schema`.',
        ),
        params: ServiceParams,
        headers: IfMatch,
        body: ApiServiceChanges,
        response: { 200: ApiService },
      },
      config: {
        permission: 'services.manage',
        errors: [notFound, 'services.name_taken', 'services.level_in_use', 'services.data_in_use'],
      },
    },
    async (request, reply) => {
      const expectation = given({ expectedVersion: expectedVersion(request) });
      const changes = { ...changesFromWire(request.body), ...expectation };
      const service = await services.update(await request.caller(), request.params.service, changes);
      return sendWithTag(reply, service).send(serviceToWire(service));
    },
  );
  app.delete(
    '/services/:service',
    {
      schema: {
        ...operation(tag, 'Delete a service', 'No more tokens are made for it; those that are out expire.'),
        params: ServiceParams,
        headers: IfMatch,
        response: { 204: Type.Null({ description: 'Done.' }) },
      },
      config: { permission: 'services.manage', errors: [notFound] },
    },
    async (request, reply) => {
      const expectation = given({ expectedVersion: expectedVersion(request) });
      await services.delete(await request.caller(), request.params.service, expectation);
      return reply.code(204).send(null);
    },
  );
}

export function addServiceRoutes(app: ApiApp, deps: Deps): void {
  addReadingRoutes(app, deps);
  addCreatingRoute(app, deps);
  addChangingRoutes(app, deps);
}
