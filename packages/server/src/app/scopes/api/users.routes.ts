import {
  ApiAccess,
  ApiUser,
  ApiUserChanges,
  ApiUserCreation,
  ApiUserPage,
  IdParams,
  PasswordReset,
  UserListQuery,
  UserRoleParams,
} from '@ostiary/contract';
import Type, { type Static } from 'typebox';
import type { Caller } from '#modules/access';
import type { User } from '#modules/users';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given, userFromWire } from './from-wire.ts';
import { idFromCursor, toPage } from './manners/paging.ts';
import { accessToWire, userToWire } from './to-wire.ts';

type Deps = Pick<ApiServices, 'access' | 'account' | 'database' | 'passwords' | 'users'>;

const tag = 'Users';
const NoContent = Type.Null({ description: 'Done.' });

function addReadingRoutes(app: ApiApp, { access, database, users }: Deps): void {
  const { db } = database;
  app.get(
    '/users',
    {
      schema: {
        ...operation(tag, 'List users', 'In order of creation.'),
        querystring: UserListQuery,
        response: { 200: ApiUserPage },
      },
      config: { permission: 'users.read' },
    },
    async ({ query }) => {
      const after = idFromCursor(query.cursor);
      const rows = await users.list(db, {
        limit: query.limit + 1,
        ...given({ after, search: query.search }),
      });
      return toPage(rows, query.limit, { item: userToWire, position: (user) => user.id });
    },
  );
  app.get(
    '/users/:id',
    {
      schema: { ...operation(tag, 'One user'), params: IdParams, response: { 200: ApiUser } },
      config: { permission: 'users.read' },
    },
    async ({ params }) => userToWire(await users.get(db, params.id)),
  );
  app.get(
    '/users/:id/access',
    {
      schema: {
        ...operation(tag, 'What a user holds', 'Roles, groups, permissions and level.'),
        params: IdParams,
        response: { 200: ApiAccess },
      },
      config: { permission: 'roles.read' },
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
  caller: Caller,
  { id, body }: { id: string; body: Static<typeof ApiUserChanges> },
): Promise<User> {
  if (body.is_active !== undefined && Object.keys(body).length === 1) {
    return body.is_active ? users.reactivate(caller, id) : users.deactivate(caller, id);
  }
  return users.update(caller, id, userFromWire(body));
}

function addWritingRoutes(app: ApiApp, deps: Deps): void {
  app.post(
    '/users',
    {
      schema: {
        ...operation(
          tag,
          'Create a user',
          'Needs an email or a username. Roles and flags only within your own.',
        ),
        body: ApiUserCreation,
        response: { 201: ApiUser },
      },
      config: { permission: 'users.create' },
    },
    async (request, reply) => {
      const { body } = request;
      const { password, roles } = body;
      const input = { ...userFromWire(body), ...given({ password, roles }) };
      const user = await deps.account.createUser(await request.caller(), input);
      return reply.code(201).header('location', `/api/v1/users/${user.id}`).send(userToWire(user));
    },
  );
  app.patch(
    '/users/:id',
    {
      schema: {
        ...operation(
          tag,
          'Change a user',
          'Fields that are absent stay. `is_active: false` signs the user out.',
        ),
        params: IdParams,
        body: ApiUserChanges,
        response: { 200: ApiUser },
      },
      config: { permission: 'users.update' },
    },
    async (request) => {
      const { body, params } = request;
      return userToWire(await changeUser(deps, await request.caller(), { id: params.id, body }));
    },
  );
}

function addEndingRoutes(app: ApiApp, deps: Deps): void {
  app.delete(
    '/users/:id',
    {
      schema: { ...operation(tag, 'Delete a user'), params: IdParams, response: { 204: NoContent } },
      config: { permission: 'users.delete' },
    },
    async (request, reply) => {
      await deps.users.delete(await request.caller(), request.params.id);
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/users/:id/password',
    {
      schema: {
        ...operation(tag, 'Set a user’s password', 'Ends all sessions and tokens of the user.'),
        params: IdParams,
        body: PasswordReset,
        response: { 204: NoContent },
      },
      config: { permission: 'users.reset_password' },
    },
    async (request, reply) => {
      await deps.passwords.reset(await request.caller(), request.params.id, request.body.password);
      return reply.code(204).send(null);
    },
  );
}

function addRoleRoutes(app: ApiApp, { access }: Deps): void {
  app.put(
    '/users/:id/roles/:role',
    {
      schema: {
        ...operation(tag, 'Give a user a role', 'You must hold all of it yourself.'),
        params: UserRoleParams,
        response: { 204: NoContent },
      },
      config: { permission: 'roles.grant' },
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
        ...operation(tag, 'Take a role from a user', 'You must hold all of it yourself.'),
        params: UserRoleParams,
        response: { 204: NoContent },
      },
      config: { permission: 'roles.grant' },
    },
    async (request, reply) => {
      const { id, role } = request.params;
      await access.revokeRole(await request.caller(), { userId: id }, role);
      return reply.code(204).send(null);
    },
  );
}

export function addUserRoutes(app: ApiApp, deps: Deps): void {
  addReadingRoutes(app, deps);
  addWritingRoutes(app, deps);
  addEndingRoutes(app, deps);
  addRoleRoutes(app, deps);
}
