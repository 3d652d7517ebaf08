import Type from 'typebox';
import { exactly, flagFilter, Id, listQuery, nullable, pageOf, sparse } from './common.ts';

const names = (description: string, example: string) =>
  Type.Array(Type.String({ examples: [example] }), { description });

/** A user and what they hold. Whoever holds nothing is there too, with empty lists. */
export const ApiReviewedUser = exactly({
  id: Id,
  email: nullable(Type.String({ examples: ['ann@example.com'] })),
  username: nullable(Type.String({ examples: ['ann'] })),
  is_active: Type.Boolean({ examples: [true] }),
  is_staff: Type.Boolean({ examples: [false] }),
  is_superuser: Type.Boolean({ examples: [false] }),
  roles: names('Given directly.', 'read-only'),
  groups: names('Those the user is in.', 'Back office'),
  group_roles: names('Roles through groups.', 'clerk'),
  permissions: Type.Integer({
    description: 'How many, by all roles; a superuser holds every one besides.',
    examples: [3],
  }),
  level: nullable(Type.Integer({ description: 'The most powerful; lower is more powerful.', examples: [4] })),
  services: Type.Array(
    exactly({
      service: Type.String({ description: 'Its name.', examples: ['Orders'] }),
      level: nullable(Type.String({ description: 'Null for none.', examples: ['editor'] })),
    }),
    { description: 'Those that the user may enter, in order of name.' },
  ),
});

export const AccessReviewQuery = listQuery({
  orders: ['created_at'],
  filters: {
    is_active: flagFilter('Only active, or only inactive, users.'),
    format: Type.Optional(
      Type.Unsafe<'json' | 'csv'>({
        type: 'string',
        enum: ['json', 'csv'],
        description: 'For links, which cannot send `Accept`; it goes before that.',
      }),
    ),
  },
  item: ApiReviewedUser,
});

export const ApiAccessReviewPage = pageOf(sparse(ApiReviewedUser));

export const AccessReviewLines = Type.String({
  description: 'CSV (RFC 4180) of every user. `limit`, `cursor`, `order` and `fields` do not apply.',
  examples: [
    'id,email,username,is_active,is_staff,is_superuser,roles,groups,group_roles,permissions,level,services\r\n',
  ],
});
