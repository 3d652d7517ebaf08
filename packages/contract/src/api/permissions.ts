import Type from 'typebox';
import { exactly, flagFilter, nullable, PageQuery, pageOf, searchFilter, Time } from './common.ts';

const name = Type.String({
  description: 'Words of small letters, digits, `_` and `-`, joined by dots: first the noun.',
  examples: ['orders.read'],
});
const described = Type.String({ maxLength: 500, examples: ['See orders.'] });

export const ApiPermission = exactly({
  name,
  description: Type.String({ examples: ['See orders.'] }),
  is_builtin: Type.Boolean({ description: 'Ostiary’s own: cannot be changed.', examples: [false] }),
  created_at: nullable(Time),
  updated_at: nullable(Time),
});

export const PermissionListQuery = exactly({
  ...PageQuery,
  order: Type.Optional(
    Type.Unsafe<'name' | '-name'>({
      type: 'string',
      enum: ['name', '-name'],
      description: 'Default `name`.',
    }),
  ),
  search: searchFilter('The beginning of a name.'),
  is_builtin: flagFilter('Only Ostiary’s own, or only the others.'),
});

export const ApiPermissionPage = pageOf(ApiPermission);
export const ApiPermissionCreation = exactly({ name, description: Type.Optional(described) });
export const ApiPermissionChanges = exactly({ description: Type.Optional(described) });

export const PermissionParams = exactly({
  permission: Type.String({
    minLength: 1,
    maxLength: 100,
    pattern: '^[^\\u0000]*$',
    description: 'Name of the permission.',
    examples: ['orders.read'],
  }),
});
