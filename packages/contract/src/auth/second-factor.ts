import Type from 'typebox';

/** What whoever has a second factor sends along with a password. */
export const otpField = {
  otp: Type.Optional(
    Type.String({
      description:
        'A code of an authenticator app, or a recovery code: only for accounts with a second factor. Without it they ' +
        'are answered 401 with the code `second_factor_required`.',
      examples: ['123456', 'k7mq-x2pw-9dhc'],
    }),
  ),
};
