import Type from 'typebox';
import { exactly, Id, NameOrId, nullable, PageQuery, pageOf, Time } from './common.ts';

const description = Type.Optional(Type.String({ maxLength: 500 }));
const level = nullable(Type.Integer({ minimum: 0, description: 'Lower is more powerful.' }));
const permissions = Type.Array(Type.String(), { maxItems: 500 });

export const ApiRole = exactly({
  id: Id,
  name: Type.String(),
  level,
  description: Type.String(),
  is_builtin: Type.Boolean({ description: 'Can be changed, not renamed or deleted.' }),
  permissions,
  created_at: Time,
  updated_at: Time,
});

export const ApiRoles = exactly({ items: Type.Array(ApiRole) });

export const ApiRoleCreation = exactly({
  name: Type.String(),
  level: Type.Optional(level),
  description,
  permissions: Type.Optional(permissions),
});

export const ApiRoleChanges = exactly({
  name: Type.Optional(Type.String()),
  level: Type.Optional(level),
  description,
  permissions: Type.Optional(permissions),
});

export const RoleParams = exactly({ role: NameOrId });

export const ApiPermissions = exactly({
  items: Type.Array(exactly({ name: Type.String(), description: Type.String() })),
});

export const ApiGroup = exactly({
  id: Id,
  name: Type.String(),
  description: Type.String(),
  roles: Type.Array(Type.String()),
  created_at: Time,
});

export const ApiGroups = exactly({ items: Type.Array(ApiGroup) });
export const ApiGroupCreation = exactly({ name: Type.String(), description });
export const GroupParams = exactly({ group: NameOrId });
export const GroupRoleParams = exactly({ group: NameOrId, role: NameOrId });
export const GroupMemberParams = exactly({ group: NameOrId, user: Id });
export const MemberListQuery = exactly(PageQuery);
export const ApiMemberPage = pageOf(exactly({ user_id: Id }));

export const ApiBlock = exactly({
  id: Id,
  range: Type.String({ description: 'A CIDR range in canonical form, such as 203.0.113.0/24.' }),
  reason: Type.String(),
  created_at: Time,
  expires_at: nullable(Time),
});

export const ApiBlocks = exactly({ items: Type.Array(ApiBlock) });

export const ApiBlockCreation = exactly({
  range: Type.String({ description: 'An address or CIDR range, IPv4 or IPv6.' }),
  reason: Type.Optional(Type.String({ maxLength: 500 })),
  expires_at: Type.Optional(nullable(Time)),
});

export const BlockParams = exactly({
  range: Type.String({ maxLength: 100, description: 'The range, its slash written %2F.' }),
});
