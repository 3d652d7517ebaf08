import Type from 'typebox';
import { exactly, Id, NameOrId, nullable, PageQuery, pageOf, Time } from './common.ts';
import { ServiceParams } from './services.ts';

const level = nullable(
  Type.String({
    maxLength: 50,
    pattern: '^[^\\u0000]*$',
    description: 'One of the service’s `access_levels`; null for none.',
    examples: ['editor'],
  }),
);

const data = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
  description: 'The service’s own data, as its `data_schema` says.',
  examples: [{ accessgroup: { user_type: 'EDITOR' } }],
});

const holderType = Type.Unsafe<'user' | 'group' | 'role'>({
  type: 'string',
  enum: ['user', 'group', 'role'],
});

/** What was given to one holder in a service. */
export const ApiServiceGrant = exactly({
  holder_type: holderType,
  holder_id: { ...Id, description: 'Of the user, group or role.' },
  level,
  data,
  created_at: Time,
  updated_at: Time,
});

const holderName = nullable(
  Type.String({
    description:
      'Email or username of a user, name of a group or role; null of one that was deleted meanwhile.',
    examples: ['ann@example.com'],
  }),
);

export const ServiceGrantListQuery = exactly(PageQuery);
export const ApiNamedServiceGrant = exactly({ ...ApiServiceGrant.properties, holder_name: holderName });
export const ApiServiceGrantPage = pageOf(ApiNamedServiceGrant);

/** Takes the place of what was given before: what is absent is none. */
export const ApiServiceGrantChange = exactly({ level: Type.Optional(level), data: Type.Optional(data) });

export const ServiceUserParams = exactly({ ...ServiceParams.properties, user: Id });
export const ServiceGroupParams = exactly({
  ...ServiceParams.properties,
  group: { ...NameOrId, examples: ['Back office'] },
});
export const ServiceRoleParams = exactly({ ...ServiceParams.properties, role: NameOrId });

/** What a user has in one service, all told. */
export const ApiUserService = exactly({
  service_id: Id,
  service: Type.String({ description: 'Its name.', examples: ['Orders'] }),
  may_enter: Type.Boolean({ description: 'Whether the service lets the user in at all.', examples: [true] }),
  access: Type.Union([exactly({ level, data }), Type.Null()], {
    description: 'The user’s own, else the strongest that comes by groups and roles; null for none.',
  }),
  by: Type.Union(
    [exactly({ holder_type: holderType, holder_id: Id, holder_name: holderName }), Type.Null()],
    {
      description: 'Whose grant decides.',
    },
  ),
});

export const UserServiceListQuery = exactly(PageQuery);
export const ApiUserServicePage = pageOf(ApiUserService);
