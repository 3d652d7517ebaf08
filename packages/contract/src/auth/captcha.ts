import Type from 'typebox';

/** What a program that is nobody in particular sends along, where captchas are on. */
export const captchaField = {
  captcha: Type.Optional(
    Type.String({
      description: 'The answer to a challenge of `GET /api/v1/account/captcha`, where captchas are on.',
      examples: ['2Qk7dLr0.131072'],
    }),
  ),
};
