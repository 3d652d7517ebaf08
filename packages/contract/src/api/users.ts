import Type from 'typebox';
import { exactly, Id, NameOrId, nullable, PageQuery, pageOf, Time } from './common.ts';

const email = nullable(Type.String({ description: 'Unique without regard to case.' }));
const username = nullable(Type.String({ description: 'Unique without regard to case.' }));
const phone = nullable(Type.String());
const password = Type.String({ minLength: 1, description: 'Checked against the password policy.' });

export const ApiUser = exactly({
  id: Id,
  email,
  username,
  first_name: Type.String(),
  last_name: Type.String(),
  phone,
  is_active: Type.Boolean(),
  is_staff: Type.Boolean(),
  is_superuser: Type.Boolean(),
  created_at: Time,
  updated_at: Time,
  last_sign_in_at: nullable(Time),
});

export const ApiUserPage = pageOf(ApiUser);

export const UserListQuery = exactly({
  ...PageQuery,
  search: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 254,
      pattern: '^[^\\u0000]*$',
      description: 'The beginning of an email or username.',
    }),
  ),
});

const ownProfile = {
  first_name: Type.Optional(Type.String()),
  last_name: Type.Optional(Type.String()),
  phone: Type.Optional(phone),
};

const profile = {
  email: Type.Optional(email),
  username: Type.Optional(username),
  ...ownProfile,
  is_active: Type.Optional(Type.Boolean()),
  is_staff: Type.Optional(Type.Boolean()),
  is_superuser: Type.Optional(Type.Boolean()),
};

export const ApiUserCreation = exactly({
  ...profile,
  password: Type.Optional(password),
  roles: Type.Optional(Type.Array(NameOrId, { maxItems: 50, description: 'You must hold all of each.' })),
});

export const ApiUserChanges = exactly(profile);

export const PasswordReset = exactly({ password });

/** What somebody holds, directly and through groups. */
export const ApiAccess = exactly({
  roles: Type.Array(Type.String(), { description: 'Direct ones and those of groups.' }),
  direct_roles: Type.Array(Type.String()),
  groups: Type.Array(Type.String()),
  permissions: Type.Array(Type.String()),
  level: nullable(Type.Integer({ description: 'The most powerful; lower is more powerful.' })),
});

export const UserRoleParams = exactly({ id: Id, role: NameOrId });

export const ApiMe = exactly({ ...ApiUser.properties, access: ApiAccess });

export const ApiMeChanges = exactly(ownProfile);

export const OwnPasswordChange = exactly({
  password: Type.String({ description: 'The present one.' }),
  new_password: password,
});
