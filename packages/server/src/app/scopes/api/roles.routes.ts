import {
  ApiPermissions,
  ApiRole,
  ApiRoleChanges,
  ApiRoleCreation,
  ApiRoles,
  permissionCatalogue,
  RoleParams,
} from '@ostiary/contract';
import Type from 'typebox';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { roleToWire } from './to-wire.ts';

type Deps = Pick<ApiServices, 'access'>;

const tag = 'Roles and groups';

function addReadingRoutes(app: ApiApp, { access }: Deps): void {
  app.get(
    '/permissions',
    {
      schema: {
        ...operation(tag, 'Ostiary’s own permissions', 'Roles may hold others beside them, for services.'),
        response: { 200: ApiPermissions },
      },
      config: { permission: 'roles.read' },
    },
    () => {
      const items = Object.entries(permissionCatalogue).map(([name, description]) => ({ name, description }));
      return { items };
    },
  );
  app.get(
    '/roles',
    {
      schema: { ...operation(tag, 'List roles', 'The most powerful first.'), response: { 200: ApiRoles } },
      config: { permission: 'roles.read' },
    },
    async () => ({ items: (await access.listRoles()).map(roleToWire) }),
  );
  app.get(
    '/roles/:role',
    {
      schema: { ...operation(tag, 'One role'), params: RoleParams, response: { 200: ApiRole } },
      config: { permission: 'roles.read' },
    },
    async ({ params }) => roleToWire(await access.getRole(params.role)),
  );
}

function addWritingRoutes(app: ApiApp, { access }: Deps): void {
  app.post(
    '/roles',
    {
      schema: {
        ...operation(tag, 'Create a role', 'With permissions that you hold, and no level above your own.'),
        body: ApiRoleCreation,
        response: { 201: ApiRole },
      },
      config: { permission: 'roles.manage' },
    },
    async (request, reply) => {
      const role = await access.createRole(await request.caller(), request.body);
      return reply.code(201).header('location', `/api/v1/roles/${role.id}`).send(roleToWire(role));
    },
  );
  app.patch(
    '/roles/:role',
    {
      schema: {
        ...operation(
          tag,
          'Change a role',
          'Fields that are absent stay; permissions are replaced as a whole.',
        ),
        params: RoleParams,
        body: ApiRoleChanges,
        response: { 200: ApiRole },
      },
      config: { permission: 'roles.manage' },
    },
    async (request) => {
      const { params, body } = request;
      return roleToWire(await access.updateRole(await request.caller(), params.role, given(body)));
    },
  );
  app.delete(
    '/roles/:role',
    {
      schema: {
        ...operation(tag, 'Delete a role', 'Takes it from everybody. Built-in roles stay.'),
        params: RoleParams,
        response: { 204: Type.Null({ description: 'Done.' }) },
      },
      config: { permission: 'roles.manage' },
    },
    async (request, reply) => {
      await access.deleteRole(await request.caller(), request.params.role);
      return reply.code(204).send(null);
    },
  );
}

export function addRoleRoutes(app: ApiApp, deps: Deps): void {
  addReadingRoutes(app, deps);
  addWritingRoutes(app, deps);
}
