import {
  ApiRole,
  ApiRoleChanges,
  ApiRoleCreation,
  ApiRolePage,
  IfMatch,
  RoleListQuery,
  RoleParams,
  RoleQuery,
  sparse,
} from '@ostiary/contract';
import Type from 'typebox';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { positionFromCursor, toPageOf } from './manners/paging.ts';
import { expectedVersion, sendWithTag } from './manners/version-tag.ts';
import { roleToWire } from './to-wire.ts';

type Deps = Pick<ApiServices, 'access'>;

const tag = 'Roles and groups';

function addReadingRoutes(app: ApiApp, { access }: Deps): void {
  app.get(
    '/roles',
    {
      schema: {
        ...operation(tag, 'List roles', 'The most powerful first, those without a level last.'),
        querystring: RoleListQuery,
        response: { 200: ApiRolePage },
      },
      config: { permission: 'roles.read' },
    },
    async ({ query: { cursor, limit, search, order = search === undefined ? 'level' : 'name' } }) => {
      const list = `roles ${order}`;
      const asked = given({ search, after: positionFromCursor(cursor, list) });
      return toPageOf(await access.listRolePage({ order, limit, ...asked }), list, roleToWire);
    },
  );
  app.get(
    '/roles/:role',
    {
      schema: {
        ...operation(tag, 'One role'),
        params: RoleParams,
        querystring: RoleQuery,
        response: { 200: sparse(ApiRole) },
      },
      config: { permission: 'roles.read', errors: ['access.role_not_found'] },
    },
    async ({ params }, reply) => {
      const role = await access.getRole(params.role);
      return sendWithTag(reply, role).send(roleToWire(role));
    },
  );
}

function addCreatingRoute(app: ApiApp, { access }: Deps): void {
  app.post(
    '/roles',
    {
      schema: {
        ...operation(tag, 'Create a role', 'With permissions that you hold, and no level above your own.'),
        body: ApiRoleCreation,
        response: { 201: ApiRole },
      },
      config: {
        permission: 'roles.manage',
        isIdempotent: true,
        errors: ['access.cannot_grant', 'access.role_taken', 'access.permission_unknown'],
      },
    },
    async (request, reply) => {
      const role = await access.createRole(await request.caller(), request.body);
      return sendWithTag(reply, role)
        .code(201)
        .header('location', `/api/v1/roles/${role.id}`)
        .send(roleToWire(role));
    },
  );
}

function addChangingRoutes(app: ApiApp, { access }: Deps): void {
  app.patch(
    '/roles/:role',
    {
      schema: {
        ...operation(
          tag,
          'Change a role',
          'Fields that are absent stay; permissions are replaced as a whole. Nobody adds to a role of their own.',
        ),
        params: RoleParams,
        headers: IfMatch,
        body: ApiRoleChanges,
        response: { 200: ApiRole },
      },
      config: {
        permission: 'roles.manage',
        errors: [
          'access.role_not_found',
          'access.cannot_grant',
          'access.role_taken',
          'access.role_builtin',
          'access.permission_unknown',
        ],
      },
    },
    async (request, reply) => {
      const changes = given({ ...request.body, expectedVersion: expectedVersion(request) });
      const role = await access.updateRole(await request.caller(), request.params.role, changes);
      return sendWithTag(reply, role).send(roleToWire(role));
    },
  );
  app.delete(
    '/roles/:role',
    {
      schema: {
        ...operation(tag, 'Delete a role', 'Takes it from everybody. Built-in roles stay.'),
        params: RoleParams,
        headers: IfMatch,
        response: { 204: Type.Null({ description: 'Done.' }) },
      },
      config: {
        permission: 'roles.manage',
        errors: ['access.role_not_found', 'access.cannot_grant', 'access.role_builtin'],
      },
    },
    async (request, reply) => {
      const expectation = given({ expectedVersion: expectedVersion(request) });
      await access.deleteRole(await request.caller(), request.params.role, expectation);
      return reply.code(204).send(null);
    },
  );
}

export function addRoleRoutes(app: ApiApp, deps: Deps): void {
  addReadingRoutes(app, deps);
  addCreatingRoute(app, deps);
  addChangingRoutes(app, deps);
}
