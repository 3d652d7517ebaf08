import {
  ApiAccess,
  ApiUser,
  ApiUserChanges,
  ApiUserCreation,
  ApiUserPage,
  IdParams,
  IfMatch,
  PasswordReset,
  SparseUser,
  UserListQuery,
  UserReadQuery,
  UserRoleParams,
  type ErrorCode,
} from '@ostiary/contract';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import type { User } from '#modules/users';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given, userFromWire } from './from-wire.ts';
import { expectedVersion, sendWithTag } from './manners/version-tag.ts';
import { accessToWire, userToWire } from './to-wire.ts';
import { userPageToWire, userQueryFromWire } from './users.list.ts';

type Deps = Pick<ApiServices, 'access' | 'account' | 'database' | 'passwords' | 'users'>;

const tag = 'Users';
const NoContent = Type.Null({ description: 'Done.' });

const takenErrors: ErrorCode[] = [
  'users.invalid',
  'users.email_taken',
  'users.username_taken',
  'users.external_id_taken',
];

const aboutList =
  'In order of creation unless `order` says otherwise, or of what a search matched. Orders by email or username ' +
  'leave out users who have none. All filters given must hold; those by role and group need `roles.read` too. Only so many users are looked at for one page: it ' +
  'may hold fewer than `limit`, or none, and the list ends only where `next_cursor` is null.';

function addListRoute(app: ApiApp, { access, database, users }: Deps): void {
  app.get(
    '/users',
    {
      schema: {
        ...operation(tag, 'List users', aboutList),
        querystring: UserListQuery,
        response: { 200: ApiUserPage },
      },
      config: {
        permission: 'users.read',
        errors: ['access.role_not_found', 'access.group_not_found'],
      },
    },
    async (request) => {
      const query = userQueryFromWire(request.query);
      const { role, group } = query.filter;
      if (role !== undefined || group !== undefined) {
        await access.requirePermission(await request.caller(), 'roles.read');
      }
      return userPageToWire(await users.listPage(database.db, query), query);
    },
  );
}

function addReadingRoutes(app: ApiApp, { access, database, users }: Deps): void {
  const { db } = database;
  app.get(
    '/users/:id',
    {
      schema: {
        ...operation(tag, 'One user'),
        params: IdParams,
        querystring: UserReadQuery,
        response: { 200: SparseUser },
      },
      config: { permission: 'users.read', errors: ['users.not_found'] },
    },
    async ({ params }, reply) => {
      const user = await users.get(db, params.id);
      return sendWithTag(reply, user).send(userToWire(user));
    },
  );
  app.get(
    '/users/:id/access',
    {
      schema: {
        ...operation(tag, 'What a user holds', 'Roles, groups, permissions and level.'),
        params: IdParams,
        response: { 200: ApiAccess },
      },
      config: { permission: 'roles.read', errors: ['users.not_found'] },
    },
    async ({ params }) => {
      const { id } = await users.get(db, params.id);
      return accessToWire({ access, database }, id);
    },
  );
}

/** Switching an account on or off alone is recorded as just that. */
async function changeUser(
  { users }: Deps,
  request: FastifyRequest,
  { id, body }: { id: string; body: Static<typeof ApiUserChanges> },
): Promise<User> {
  const caller = await request.caller();
  const expected = expectedVersion(request);
  if (body.is_active !== undefined && Object.keys(body).length === 1) {
    return body.is_active ? users.reactivate(caller, id, expected) : users.deactivate(caller, id, expected);
  }
  return users.update(caller, id, userFromWire(body), expected);
}

function addCreationRoute(app: ApiApp, deps: Deps): void {
  app.post(
    '/users',
    {
      schema: {
        ...operation(
          tag,
          'Create a user',
          'Needs an email or a username. Roles, the access to services that they carry, and flags only within your own.',
        ),
        body: ApiUserCreation,
        response: { 201: ApiUser },
      },
      config: {
        permission: 'users.create',
        isIdempotent: true,
        errors: [...takenErrors, 'passwords.too_weak', 'access.role_not_found', 'access.cannot_grant'],
      },
    },
    async (request, reply) => {
      const { body } = request;
      const { password, roles } = body;
      const input = { ...userFromWire(body), ...given({ password, roles }) };
      const user = await deps.account.createUser(await request.caller(), input);
      reply.code(201).header('location', `/api/v1/users/${user.id}`);
      return sendWithTag(reply, user).send(userToWire(user));
    },
  );
}

function addChangingRoutes(app: ApiApp, deps: Deps): void {
  app.patch(
    '/users/:id',
    {
      schema: {
        ...operation(
          tag,
          'Change a user',
          'Fields that are absent stay, null empties. `is_active: false` signs the user out.',
        ),
        params: IdParams,
        headers: IfMatch,
        body: ApiUserChanges,
        response: { 200: ApiUser },
      },
      config: {
        permission: 'users.update',
        errors: [...takenErrors, 'users.not_found', 'users.last_administrator'],
      },
    },
    async (request, reply) => {
      const { body, params } = request;
      const user = await changeUser(deps, request, { id: params.id, body });
      return sendWithTag(reply, user).send(userToWire(user));
    },
  );
  app.delete(
    '/users/:id',
    {
      schema: {
        ...operation(tag, 'Delete a user'),
        params: IdParams,
        headers: IfMatch,
        response: { 204: NoContent },
      },
      config: { permission: 'users.delete', errors: ['users.not_found', 'users.last_administrator'] },
    },
    async (request, reply) => {
      await deps.users.delete(await request.caller(), request.params.id, expectedVersion(request));
      return reply.code(204).send(null);
    },
  );
}

function addPasswordRoute(app: ApiApp, { passwords }: Deps): void {
  app.post(
    '/users/:id/password',
    {
      schema: {
        operationId: 'setUserPassword',
        ...operation(tag, 'Set a user’s password', 'Ends all sessions and tokens of the user.'),
        params: IdParams,
        body: PasswordReset,
        response: { 204: NoContent },
      },
      config: { permission: 'users.reset_password', errors: ['users.not_found', 'passwords.too_weak'] },
    },
    async (request, reply) => {
      await passwords.reset(await request.caller(), request.params.id, request.body.password);
      return reply.code(204).send(null);
    },
  );
}

function addRoleRoutes(app: ApiApp, { access }: Deps): void {
  const errors: ErrorCode[] = ['users.not_found', 'access.role_not_found', 'access.cannot_grant'];
  app.put(
    '/users/:id/roles/:role',
    {
      schema: {
        operationId: 'grantUserRole',
        ...operation(
          tag,
          'Give a user a role',
          'You must hold all of it yourself, the access to services that it carries included.',
        ),
        params: UserRoleParams,
        response: { 204: NoContent },
      },
      config: { permission: 'roles.grant', errors },
    },
    async (request, reply) => {
      const { id, role } = request.params;
      await access.grantRole(await request.caller(), { userId: id }, role);
      return reply.code(204).send(null);
    },
  );
  app.delete(
    '/users/:id/roles/:role',
    {
      schema: {
        operationId: 'revokeUserRole',
        ...operation(tag, 'Take a role from a user', 'You must hold all of it yourself.'),
        params: UserRoleParams,
        response: { 204: NoContent },
      },
      config: { permission: 'roles.grant', errors },
    },
    async (request, reply) => {
      const { id, role } = request.params;
      await access.revokeRole(await request.caller(), { userId: id }, role);
      return reply.code(204).send(null);
    },
  );
}

export function addUserRoutes(app: ApiApp, deps: Deps): void {
  addListRoute(app, deps);
  addReadingRoutes(app, deps);
  addCreationRoute(app, deps);
  addChangingRoutes(app, deps);
  addPasswordRoute(app, deps);
  addRoleRoutes(app, deps);
}
