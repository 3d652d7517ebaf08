import Type, { type Static } from 'typebox';
import { exactly, nullable } from '../api/common.ts';

export type FeedJson = string | number | boolean | null | FeedJson[] | { [name: string]: FeedJson };
export type FeedJsonObject = Record<string, FeedJson>;

/** Ids are told as they are: a service compares them and never reads them. */
const id = (example: string, description?: string) =>
  Type.String({ ...(description !== undefined && { description }), examples: [example] });

export const exampleUserId = '019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70';
export const exampleRoleId = '019b6ad4-3c00-7a21-8d5e-1f3b7c9a2e44';
export const exampleGroupId = '019b6ad4-3c00-7e90-a6c2-7d1e4b8f5a33';
const exampleServiceId = '019b6ad4-3c00-7b17-9f42-3a6d8c1e7b55';

/** What somebody was given in the service that asks. */
export const FeedAccess = exactly({
  level: nullable(
    Type.String({
      description: 'One of its access levels; null where it has none or none was given.',
      examples: ['editor'],
    }),
  ),
  data: Type.Unsafe<FeedJsonObject>({
    type: 'object',
    additionalProperties: true,
    description: 'Its own data, as its schema says.',
    examples: [{ region: 'north' }],
  }),
});

const access = (description: string) => nullable({ ...FeedAccess, description });

const seen = 'Only if the service may see it.';
const text = (example: string) => Type.Optional(Type.String({ description: seen, examples: [example] }));
const textOrNull = (example: string) =>
  Type.Optional(nullable(Type.String({ description: seen, examples: [example] })));

/** A user as the service that asks may see them. */
export const FeedUserRecord = exactly({
  sub: id(exampleUserId, 'Never changes, and is not used again.'),
  is_active: Type.Boolean({ examples: [true] }),
  is_staff: Type.Boolean({ examples: [false] }),
  is_superuser: Type.Boolean({ examples: [false] }),
  role_ids: Type.Array(id(exampleRoleId), { description: 'Of the roles given directly, in order.' }),
  group_ids: Type.Array(id(exampleGroupId), { description: 'In order.' }),
  access: access('Their own in this service; what comes by roles and groups is with those.'),
  email: textOrNull('ann@example.org'),
  username: textOrNull('ann'),
  first_name: text('Ann'),
  last_name: text('Lee'),
  phone: textOrNull('+49 30 1234'),
  external_id: textOrNull('hr-4711'),
  created_at: Type.Optional(Type.String({ format: 'date-time', description: seen })),
});

export const FeedRoleRecord = exactly({
  id: id(exampleRoleId),
  name: Type.String({ examples: ['read-write'] }),
  level: nullable(
    Type.Integer({ description: 'Lower is more powerful; null for a role without one.', examples: [2] }),
  ),
  permissions: Type.Array(Type.String({ examples: ['orders.read'] }), { description: 'In order.' }),
  access: access('What everybody who holds it has in this service.'),
});

export const FeedGroupRecord = exactly({
  id: id(exampleGroupId),
  name: Type.String({ examples: ['Sales'] }),
  role_ids: Type.Array(id(exampleRoleId), { description: 'In order.' }),
  access: access('What every member has in this service.'),
});

/** How the service that asks is registered. */
export const FeedServiceRecord = exactly({
  id: id(exampleServiceId),
  name: Type.String({ examples: ['Orders'] }),
  audience: Type.String({ examples: ['https://orders.example.org'] }),
  entry: Type.Unsafe<'everyone' | 'granted'>({
    type: 'string',
    enum: ['everyone', 'granted'],
    description: '`granted`: only those who were given access may enter, and it sees nobody else.',
  }),
  access_levels: Type.Array(Type.String({ examples: ['reader'] }), {
    description: 'From the least to the most.',
  }),
  fields: Type.Array(Type.String({ examples: ['email'] }), { description: 'What it may see of a profile.' }),
});

export type UserRecord = Static<typeof FeedUserRecord>;
export type RoleRecord = Static<typeof FeedRoleRecord>;
export type GroupRecord = Static<typeof FeedGroupRecord>;
export type ServiceRecord = Static<typeof FeedServiceRecord>;
export type AccessRecord = Static<typeof FeedAccess>;
