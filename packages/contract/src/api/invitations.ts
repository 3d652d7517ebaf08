import Type from 'typebox';
import { exactly, NameOrId } from './common.ts';
import { ApiServiceGrantChange } from './service-access.ts';
import { ServiceParams } from './services.ts';
import { ApiUser } from './users.ts';

const { username, first_name, last_name } = ApiUser.properties;

/** What somebody has in a service from the start. */
const serviceAccess = exactly({ ...ServiceParams.properties, ...ApiServiceGrantChange.properties });

export const Invitation = exactly({
  email: Type.String({
    minLength: 1,
    maxLength: 254,
    pattern: '^[^\\u0000]*$',
    description: 'The link is sent there.',
    examples: ['ann@example.com'],
  }),
  username: Type.Optional(username),
  first_name: Type.Optional(first_name),
  last_name: Type.Optional(last_name),
  roles: Type.Optional(
    Type.Array(NameOrId, {
      maxItems: 50,
      description: 'You must hold all of each. Default `read-only`.',
    }),
  ),
  services: Type.Optional(Type.Array(serviceAccess, { maxItems: 50 })),
});
