import {
  ApiGroup,
  ApiGroupCreation,
  ApiGroups,
  ApiMemberPage,
  GroupMemberParams,
  GroupParams,
  GroupRoleParams,
  MemberListQuery,
} from '@ostiary/contract';
import Type from 'typebox';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { idFromCursor, toPage } from './manners/paging.ts';
import { groupToWire } from './to-wire.ts';

type Deps = Pick<ApiServices, 'access'>;

const tag = 'Roles and groups';
const NoContent = Type.Null({ description: 'Done.' });

function addReadingRoutes(app: ApiApp, { access }: Deps): void {
  app.get(
    '/groups',
    {
      schema: { ...operation(tag, 'List groups'), response: { 200: ApiGroups } },
      config: { permission: 'roles.read' },
    },
    async () => ({ items: (await access.listGroups()).map(groupToWire) }),
  );
  app.get(
    '/groups/:group',
    {
      schema: { ...operation(tag, 'One group'), params: GroupParams, response: { 200: ApiGroup } },
      config: { permission: 'roles.read' },
    },
    async ({ params }) => groupToWire(await access.getGroup(params.group)),
  );
  app.get(
    '/groups/:group/members',
    {
      schema: {
        ...operation(tag, 'Members of a group'),
        params: GroupParams,
        querystring: MemberListQuery,
        response: { 200: ApiMemberPage },
      },
      config: { permission: 'roles.read' },
    },
    async ({ params, query: { cursor, limit } }) => {
      const page = { limit: limit + 1, ...given({ after: idFromCursor(cursor) }) };
      const ids = await access.listMembers(params.group, page);
      return toPage(ids, limit, { item: (id) => ({ user_id: id }), position: (id) => id });
    },
  );
}

function addGroupWritingRoutes(app: ApiApp, { access }: Deps): void {
  app.post(
    '/groups',
    {
      schema: { ...operation(tag, 'Create a group'), body: ApiGroupCreation, response: { 201: ApiGroup } },
      config: { permission: 'roles.manage' },
    },
    async (request, reply) => {
      const group = await access.createGroup(await request.caller(), request.body);
      return reply.code(201).header('location', `/api/v1/groups/${group.id}`).send(groupToWire(group));
    },
  );
  app.delete(
    '/groups/:group',
    {
      schema: {
        ...operation(tag, 'Delete a group', 'You must hold all of its roles; its members lose them.'),
        params: GroupParams,
        response: { 204: NoContent },
      },
      config: { permission: 'roles.manage' },
    },
    async (request, reply) => {
      await access.deleteGroup(await request.caller(), request.params.group);
      return reply.code(204).send(null);
    },
  );
}

function addMembershipRoutes(app: ApiApp, { access }: Deps): void {
  const member = { params: GroupMemberParams, response: { 204: NoContent } };
  const holder = { params: GroupRoleParams, response: { 204: NoContent } };
  const config = { permission: 'roles.grant' };
  app.put(
    '/groups/:group/members/:user',
    {
      schema: { ...operation(tag, 'Put a user into a group', 'You must hold all of its roles.'), ...member },
      config,
    },
    async (request, reply) => {
      await access.addMember(await request.caller(), request.params.group, request.params.user);
      return reply.code(204).send(null);
    },
  );
  app.delete(
    '/groups/:group/members/:user',
    {
      schema: {
        ...operation(tag, 'Take a user out of a group', 'You must hold all of its roles.'),
        ...member,
      },
      config,
    },
    async (request, reply) => {
      await access.removeMember(await request.caller(), request.params.group, request.params.user);
      return reply.code(204).send(null);
    },
  );
  app.put(
    '/groups/:group/roles/:role',
    {
      schema: { ...operation(tag, 'Give a group a role', 'You must hold all of it yourself.'), ...holder },
      config,
    },
    async (request, reply) => {
      const { group, role } = request.params;
      await access.grantRole(await request.caller(), { groupId: group }, role);
      return reply.code(204).send(null);
    },
  );
  app.delete(
    '/groups/:group/roles/:role',
    {
      schema: {
        ...operation(tag, 'Take a role from a group', 'You must hold all of it yourself.'),
        ...holder,
      },
      config,
    },
    async (request, reply) => {
      const { group, role } = request.params;
      await access.revokeRole(await request.caller(), { groupId: group }, role);
      return reply.code(204).send(null);
    },
  );
}

export function addGroupRoutes(app: ApiApp, deps: Deps): void {
  addReadingRoutes(app, deps);
  addGroupWritingRoutes(app, deps);
  addMembershipRoutes(app, deps);
}
