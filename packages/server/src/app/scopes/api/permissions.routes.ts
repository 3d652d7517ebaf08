import {
  ApiPermission,
  ApiPermissionChanges,
  ApiPermissionCreation,
  ApiPermissionPage,
  IfMatch,
  PermissionListQuery,
  PermissionParams,
} from '@ostiary/contract';
import Type from 'typebox';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { positionFromCursor, toPageOf } from './manners/paging.ts';
import { expectedVersion, sendWithTag } from './manners/version-tag.ts';
import { permissionToWire } from './to-wire.ts';

type Deps = Pick<ApiServices, 'access'>;

const tag = 'Permissions';

function addReadingRoutes(app: ApiApp, { access }: Deps): void {
  app.get(
    '/permissions',
    {
      schema: {
        ...operation(tag, 'List permissions', 'Ostiary’s own and those defined for services, by name.'),
        querystring: PermissionListQuery,
        response: { 200: ApiPermissionPage },
      },
      config: { permission: 'roles.read' },
    },
    async ({ query: { cursor, limit, order = 'name', search, is_builtin: isBuiltin } }) => {
      const list = `permissions ${order}`;
      const asked = given({ search, isBuiltin, after: positionFromCursor(cursor, list) });
      return toPageOf(await access.listPermissions({ order, limit, ...asked }), list, permissionToWire);
    },
  );
  app.get(
    '/permissions/:permission',
    {
      schema: {
        ...operation(tag, 'One permission'),
        params: PermissionParams,
        response: { 200: ApiPermission },
      },
      config: { permission: 'roles.read', errors: ['access.permission_not_found'] },
    },
    async ({ params }, reply) => {
      const permission = await access.getPermission(params.permission);
      return sendWithTag(reply, permission).send(permissionToWire(permission));
    },
  );
}

function addCreatingRoute(app: ApiApp, { access }: Deps): void {
  app.post(
    '/permissions',
    {
      schema: {
        ...operation(
          tag,
          'Define a permission',
          'For a service of yours. Nobody holds it yet: a superuser puts it into the first role.',
        ),
        body: ApiPermissionCreation,
        response: { 201: ApiPermission },
      },
      config: { permission: 'roles.manage', isIdempotent: true, errors: ['access.permission_taken'] },
    },
    async (request, reply) => {
      const permission = await access.createPermission(await request.caller(), request.body);
      return sendWithTag(reply, permission)
        .code(201)
        .header('location', `/api/v1/permissions/${permission.name}`)
        .send(permissionToWire(permission));
    },
  );
}

function addChangingRoutes(app: ApiApp, { access }: Deps): void {
  app.patch(
    '/permissions/:permission',
    {
      schema: {
        ...operation(tag, 'Describe a permission anew'),
        params: PermissionParams,
        headers: IfMatch,
        body: ApiPermissionChanges,
        response: { 200: ApiPermission },
      },
      config: {
        permission: 'roles.manage',
        errors: ['access.permission_not_found', 'access.permission_builtin'],
      },
    },
    async (request, reply) => {
      const changes = given({ ...request.body, expectedVersion: expectedVersion(request) });
      const { permission: name } = request.params;
      const permission = await access.updatePermission(await request.caller(), name, changes);
      return sendWithTag(reply, permission).send(permissionToWire(permission));
    },
  );
  app.delete(
    '/permissions/:permission',
    {
      schema: {
        ...operation(
          tag,
          'Delete a permission',
          'Takes it from every role: you must hold all that those roles are worth.',
        ),
        params: PermissionParams,
        headers: IfMatch,
        response: { 204: Type.Null({ description: 'Done.' }) },
      },
      config: {
        permission: 'roles.manage',
        errors: ['access.permission_not_found', 'access.permission_builtin', 'access.cannot_grant'],
      },
    },
    async (request, reply) => {
      const expectation = given({ expectedVersion: expectedVersion(request) });
      await access.deletePermission(await request.caller(), request.params.permission, expectation);
      return reply.code(204).send(null);
    },
  );
}

export function addPermissionRoutes(app: ApiApp, deps: Deps): void {
  addReadingRoutes(app, deps);
  addCreatingRoute(app, deps);
  addChangingRoutes(app, deps);
}
