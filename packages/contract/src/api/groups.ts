import Type from 'typebox';
import {
  exactly,
  FieldsOf,
  Id,
  listQuery,
  NameOrId,
  PageQuery,
  pageOf,
  searchFilter,
  sparse,
  Time,
} from './common.ts';

const name = Type.String({
  description: '1 to 100 letters of any script, digits, spaces and plain punctuation. Unique in any case.',
  examples: ['Back office'],
});
const described = Type.String({ maxLength: 500, examples: ['Those who ship what was sold.'] });

export const ApiGroup = exactly({
  id: Id,
  name,
  description: Type.String({ examples: ['Those who ship what was sold.'] }),
  roles: Type.Array(Type.String({ examples: ['clerk'] }), { description: 'Names, sorted.' }),
  created_at: Time,
  updated_at: Time,
});

export const GroupListQuery = listQuery({
  orders: ['name', '-name', 'created_at', '-created_at'],
  filters: { search: searchFilter('The beginning of a name, in any case. The order is then by name.') },
  item: ApiGroup,
});

export const ApiGroupPage = pageOf(sparse(ApiGroup));
export const GroupQuery = exactly({ fields: FieldsOf(ApiGroup) });
export const ApiGroupCreation = exactly({ name, description: Type.Optional(described) });

export const ApiGroupChanges = exactly({
  name: Type.Optional(name),
  description: Type.Optional(described),
});

const Group = { ...NameOrId, examples: ['Back office'] };

export const GroupParams = exactly({ group: Group });
export const GroupRoleParams = exactly({ group: Group, role: NameOrId });
export const GroupMemberParams = exactly({ group: Group, user: Id });
export const MemberListQuery = exactly(PageQuery);
export const ApiMemberPage = pageOf(exactly({ user_id: Id }));
