import Type from 'typebox';
import { captchaField } from './captcha.ts';
import { otpField } from './second-factor.ts';

const nullableText = Type.Union([Type.String(), Type.Null()]);
const time = Type.String({ format: 'date-time', description: 'ISO 8601 in UTC, with microseconds.' });

export const CreateUserRequest = Type.Object(
  {
    email: Type.String({ format: 'email' }),
    password: Type.String(),
    first_name: Type.Optional(Type.String()),
    last_name: Type.Optional(Type.String()),
    phone: Type.Optional(nullableText),
    ...captchaField,
  },
  { examples: [{ email: 'user@test.com', password: 'correct horse battery' }] },
);

export const CreateUserReply = Type.Object({
  id: Type.String({ format: 'uuid' }),
  email: Type.String(),
  first_name: Type.String(),
  last_name: Type.String(),
  phone: nullableText,
});

export const PasswordChangeRequest = Type.Object(
  {
    password: Type.String({ description: 'The old password.' }),
    new_password: Type.String(),
    email: Type.Optional(Type.String({ description: 'Email; or send `username`.' })),
    username: Type.Optional(Type.String({ description: 'Username; or send `email`.' })),
    ...otpField,
  },
  { examples: [{ email: 'user@test.com', password: 'user-pass', new_password: 'correct horse battery' }] },
);

/** The key order of contracts/django-easyjwt.md section 1. */
export const AuthUserReply = Type.Object({
  id: Type.String({ format: 'uuid' }),
  first_name: Type.String(),
  email: nullableText,
  last_name: Type.String(),
  date_joined: time,
  last_login: Type.Union([time, Type.Null()]),
  is_active: Type.Boolean(),
  is_staff: Type.Boolean(),
  is_superuser: Type.Boolean(),
});

/** What a service may name itself by, for its view of a user; see the header for those with a key. */
export const AuthUserQuery = Type.Object({
  service: Type.Optional(
    Type.String({
      description: 'Whose view to tell: the name, audience or id of a service.',
      examples: ['orders'],
    }),
  ),
});

/** A user as a service sees them: of the profile what it may see, and its own data beside it. */
export const AuthUserView = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    first_name: Type.Optional(Type.String()),
    email: Type.Optional(nullableText),
    last_name: Type.Optional(Type.String()),
    date_joined: Type.Optional(time),
    last_login: Type.Null({ description: 'No service is told when.' }),
    is_active: Type.Boolean(),
    is_staff: Type.Boolean(),
    is_superuser: Type.Boolean(),
    username: Type.Optional(nullableText),
    phone: Type.Optional(nullableText),
    external_id: Type.Optional(nullableText),
    access_level: Type.Union([Type.String(), Type.Null()], {
      description: 'One of the access levels of the service.',
    }),
  },
  { additionalProperties: true },
);
