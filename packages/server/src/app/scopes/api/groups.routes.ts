import {
  ApiGroup,
  ApiGroupChanges,
  ApiGroupCreation,
  ApiGroupPage,
  ApiMemberPage,
  GroupListQuery,
  GroupMemberParams,
  GroupParams,
  GroupQuery,
  GroupRoleParams,
  IfMatch,
  MemberListQuery,
  sparse,
  type ErrorCode,
} from '@ostiary/contract';
import Type from 'typebox';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { idFromCursor, positionFromCursor, toPage, toPageOf } from './manners/paging.ts';
import { expectedVersion, sendWithTag } from './manners/version-tag.ts';
import { groupToWire } from './to-wire.ts';

type Deps = Pick<ApiServices, 'access'>;

const tag = 'Roles and groups';
const NoContent = Type.Null({ description: 'Done.' });

function addReadingRoutes(app: ApiApp, { access }: Deps): void {
  app.get(
    '/groups',
    {
      schema: {
        ...operation(tag, 'List groups'),
        querystring: GroupListQuery,
        response: { 200: ApiGroupPage },
      },
      config: { permission: 'roles.read' },
    },
    async ({ query: { cursor, limit, search, order = 'name' } }) => {
      const list = `groups ${order}`;
      const asked = given({ search, after: positionFromCursor(cursor, list) });
      return toPageOf(await access.listGroupPage({ order, limit, ...asked }), list, groupToWire);
    },
  );
  app.get(
    '/groups/:group',
    {
      schema: {
        ...operation(tag, 'One group'),
        params: GroupParams,
        querystring: GroupQuery,
        response: { 200: sparse(ApiGroup) },
      },
      config: { permission: 'roles.read', errors: ['access.group_not_found'] },
    },
    async ({ params }, reply) => {
      const group = await access.getGroup(params.group);
      return sendWithTag(reply, group).send(groupToWire(group));
    },
  );
}

function addMemberList(app: ApiApp, { access }: Deps): void {
  app.get(
    '/groups/:group/members',
    {
      schema: {
        ...operation(tag, 'Members of a group'),
        params: GroupParams,
        querystring: MemberListQuery,
        response: { 200: ApiMemberPage },
      },
      config: { permission: 'roles.read', errors: ['access.group_not_found'] },
    },
    async ({ params, query: { cursor, limit } }) => {
      const page = { limit: limit + 1, ...given({ after: idFromCursor(cursor) }) };
      const ids = await access.listMembers(params.group, page);
      return toPage(ids, limit, { item: (id) => ({ user_id: id }), position: (id) => id });
    },
  );
}

function addCreatingRoute(app: ApiApp, { access }: Deps): void {
  app.post(
    '/groups',
    {
      schema: { ...operation(tag, 'Create a group'), body: ApiGroupCreation, response: { 201: ApiGroup } },
      config: { permission: 'roles.manage', isIdempotent: true, errors: ['access.group_taken'] },
    },
    async (request, reply) => {
      const group = await access.createGroup(await request.caller(), request.body);
      return sendWithTag(reply, group)
        .code(201)
        .header('location', `/api/v1/groups/${group.id}`)
        .send(groupToWire(group));
    },
  );
}

function addChangingRoutes(app: ApiApp, { access }: Deps): void {
  app.patch(
    '/groups/:group',
    {
      schema: {
        ...operation(tag, 'Change a group', 'Its name or description. You must hold all of its roles.'),
        params: GroupParams,
        headers: IfMatch,
        body: ApiGroupChanges,
        response: { 200: ApiGroup },
      },
      config: {
        permission: 'roles.manage',
        errors: ['access.group_not_found', 'access.cannot_grant', 'access.group_taken'],
      },
    },
    async (request, reply) => {
      const changes = given({ ...request.body, expectedVersion: expectedVersion(request) });
      const group = await access.updateGroup(await request.caller(), request.params.group, changes);
      return sendWithTag(reply, group).send(groupToWire(group));
    },
  );
  app.delete(
    '/groups/:group',
    {
      schema: {
        ...operation(tag, 'Delete a group', 'You must hold all of its roles; its members lose them.'),
        params: GroupParams,
        headers: IfMatch,
        response: { 204: NoContent },
      },
      config: { permission: 'roles.manage', errors: ['access.group_not_found', 'access.cannot_grant'] },
    },
    async (request, reply) => {
      const expectation = given({ expectedVersion: expectedVersion(request) });
      await access.deleteGroup(await request.caller(), request.params.group, expectation);
      return reply.code(204).send(null);
    },
  );
}

function addMemberRoutes(app: ApiApp, { access }: Deps): void {
  const errors: ErrorCode[] = ['access.group_not_found', 'users.not_found', 'access.cannot_grant'];
  const member = { params: GroupMemberParams, response: { 204: NoContent } };
  const config = { permission: 'roles.grant', errors };
  app.put(
    '/groups/:group/members/:user',
    {
      schema: {
        operationId: 'addGroupMember',
        ...operation(
          tag,
          'Put a user into a group',
          'You must hold all of its roles, and the access to services that it and they carry.',
        ),
        ...member,
      },
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
        operationId: 'removeGroupMember',
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
}

function addGroupRoleRoutes(app: ApiApp, { access }: Deps): void {
  const errors: ErrorCode[] = ['access.group_not_found', 'access.role_not_found', 'access.cannot_grant'];
  const holder = { params: GroupRoleParams, response: { 204: NoContent } };
  const config = { permission: 'roles.grant', errors };
  app.put(
    '/groups/:group/roles/:role',
    {
      schema: {
        operationId: 'grantGroupRole',
        ...operation(
          tag,
          'Give a group a role',
          'You must hold all of it yourself, the access to services that it carries included.',
        ),
        ...holder,
      },
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
        operationId: 'revokeGroupRole',
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
  addMemberList(app, deps);
  addCreatingRoute(app, deps);
  addChangingRoutes(app, deps);
  addMemberRoutes(app, deps);
  addGroupRoleRoutes(app, deps);
}
