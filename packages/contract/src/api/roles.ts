import Type from 'typebox';
import {
  exactly,
  FieldsOf,
  Id,
  listQuery,
  NameOrId,
  nullable,
  pageOf,
  searchFilter,
  sparse,
  Time,
} from './common.ts';

const name = Type.String({
  description: '1 to 64 letters, digits, dots, colons, hyphens and underscores. Unique in any case.',
  examples: ['clerk'],
});
const described = Type.String({ maxLength: 500, examples: ['Takes orders.'] });
const level = nullable(Type.Integer({ minimum: 0, description: 'Lower is more powerful.', examples: [9] }));
const permissions = Type.Array(Type.String({ examples: ['users.read'] }), {
  maxItems: 500,
  description: 'Ostiary’s own, and those defined at `/permissions`.',
});

export const ApiRole = exactly({
  id: Id,
  name,
  level,
  description: Type.String({ examples: ['Takes orders.'] }),
  is_builtin: Type.Boolean({ description: 'Can be changed, not renamed or deleted.', examples: [false] }),
  permissions,
  created_at: Time,
  updated_at: Time,
});

export const RoleListQuery = listQuery({
  orders: ['level', 'name', '-name', 'created_at', '-created_at'],
  filters: { search: searchFilter('The beginning of a name, in any case. The order is then by name.') },
  item: ApiRole,
});

export const ApiRolePage = pageOf(sparse(ApiRole));
export const RoleQuery = exactly({ fields: FieldsOf(ApiRole) });

export const ApiRoleCreation = exactly({
  name,
  level: Type.Optional(level),
  description: Type.Optional(described),
  permissions: Type.Optional(permissions),
});

export const ApiRoleChanges = exactly({
  name: Type.Optional(name),
  level: Type.Optional(level),
  description: Type.Optional(described),
  permissions: Type.Optional(permissions),
});

export const RoleParams = exactly({ role: NameOrId });
