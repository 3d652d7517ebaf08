import Type from 'typebox';
import { captchaField } from './captcha.ts';
import { otpField } from './second-factor.ts';

const nullableText = Type.Union([Type.String(), Type.Null()]);

const level = Type.Integer({
  description: '0 owner, 1 investor, 2 admin, 3 read/write, 4 read only; lower is more powerful.',
});

export const RoleSignUpRequest = Type.Object(
  {
    email: Type.String({ format: 'email' }),
    first_name: Type.String(),
    last_name: Type.String(),
    username: Type.String(),
    level: Type.Optional(level),
    password: Type.String(),
    ...captchaField,
  },
  {
    examples: [
      {
        email: 'ada@example.com',
        first_name: 'Ada',
        last_name: 'Lovelace',
        username: 'ada',
        password: 'correct horse battery',
      },
    ],
  },
);

/** A user as the role service shows one. */
export const RoleUser = Type.Object({
  username: nullableText,
  email: nullableText,
  first_name: Type.String(),
  last_name: Type.String(),
  level,
});

export const RoleSignUpReply = Type.Object({ user: RoleUser, success: Type.Literal(true) });

export const RoleSignUpRefusal = Type.Object({
  error: Type.Record(Type.String(), Type.Array(Type.String())),
  success: Type.Literal(false),
});

export const RoleSignInRequest = Type.Object(
  {
    username: Type.Optional(Type.String({ description: 'Username; or send `email`.' })),
    email: Type.Optional(Type.String({ description: 'Email; or send `username`.' })),
    password: Type.String(),
    ...otpField,
  },
  { examples: [{ username: 'ada', password: 'correct horse battery' }] },
);

export const RoleSignInReply = Type.Object({
  success: Type.Literal(true),
  message: Type.String(),
  email: nullableText,
  user_level: level,
  token: Type.String({ description: '`Bearer ` and an access token; also in the cookie `Authorization`.' }),
  user_id: Type.String({ format: 'uuid' }),
});

export const RoleSignInRefusal = Type.Object({ error: Type.String(), success: Type.Literal(false) });

export const RoleMessage = Type.Object({ message: Type.String(), success: Type.Literal(true) });

export const RoleUserMessage = Type.Object({
  user: RoleUser,
  message: Type.String(),
  success: Type.Literal(true),
});

/** `/api/login` of the DRF tutorial. */
export const LoginRefusal = Type.Object({ error: Type.String() });
