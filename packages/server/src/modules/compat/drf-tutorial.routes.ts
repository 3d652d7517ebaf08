import { Detail, FieldErrors, LoginRefusal, SignInRequest, TokenReply } from '@ostiary/contract';
import {
  drfSchema,
  secondFactorExamples,
  signInForbidden,
  signInLimits,
} from '#platform/http/drf/documentation.ts';
import type { DrfShape } from '#platform/http/drf/errors.ts';
import { fields, hasField, looseText, text } from '#platform/http/drf/fields.ts';
import { asJson } from '#platform/http/drf/reply.ts';
import type { DrfScope } from '#platform/http/drf/scope.ts';
import type { CompatDeps } from './compat.types.ts';
import { obtainStaticToken } from './sign-in.service.ts';

const tag = 'DRF tutorial';
const looseBody = fields({
  username: looseText(),
  email: looseText(),
  password: looseText(),
  otp: looseText(),
});

const loginErrors: DrfShape = (error) =>
  error.code === 'passwords.invalid_credentials'
    ? { status: 401, body: { error: 'Login failed' } }
    : undefined;

function addLogin(drf: DrfScope, deps: CompatDeps): void {
  drf.route({
    url: '/api/login/',
    methods: ['POST'],
    name: 'Login',
    errors: loginErrors,
    schema: drfSchema({
      tag,
      summary: 'Get the static token',
      description:
        'The same token at every sign-in, until it is revoked. Send it as `Authorization: Token …`.',
      body: SignInRequest,
      answers: {
        200: {
          description: 'The token.',
          schema: TokenReply,
          examples: { token: { token: 'AZc1vR0mcnODcx4kT2uJ8w…' } },
        },
        400: {
          description: 'The body cannot be read.',
          schema: Detail,
          examples: { malformed: { detail: 'JSON parse error - Expecting value: line 1 column 1 (char 0)' } },
        },
        401: {
          description: 'Wrong, or not sent.',
          schema: { anyOf: [LoginRefusal, Detail] },
          examples: { wrong: { error: 'Login failed' }, ...secondFactorExamples },
        },
        403: signInForbidden,
        ...signInLimits,
      },
    }),
    handler: async (request, reply) => {
      const { username, email, password, otp } = looseBody.read(request.body);
      const sent = { login: username ?? email, password, otp };
      return asJson(reply, { token: await obtainStaticToken(deps, request.act(), sent) });
    },
  });
}

const password = text({ isTrimmed: false });
const otp = looseText();
const byUsername = fields({ username: text(), password, otp });
const byEmail = fields({ email: text(), password, otp });

function readJwtCredentials(body: unknown) {
  if (!hasField(body, 'username') && hasField(body, 'email')) {
    const sent = byEmail.read(body);
    return { login: sent.email, password: sent.password, otp: sent.otp };
  }
  const sent = byUsername.read(body);
  return { login: sent.username, password: sent.password, otp: sent.otp };
}

const jwtErrors: DrfShape = (error) => {
  if (error.code !== 'passwords.invalid_credentials') return undefined;
  return { status: 400, body: { non_field_errors: ['Unable to log in with provided credentials.'] } };
};

function addJwtAuth(drf: DrfScope, { tokens }: CompatDeps): void {
  drf.route({
    url: '/api/jwt-auth/',
    methods: ['POST'],
    name: 'Obtain JSON Web Token',
    errors: jwtErrors,
    schema: drfSchema({
      tag,
      summary: 'Get a JWT',
      description: 'An access token of a new session. Send it as `Authorization: JWT …`.',
      body: SignInRequest,
      answers: {
        200: {
          description: 'The token.',
          schema: TokenReply,
          examples: { token: { token: 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9…' } },
        },
        400: {
          description: 'Wrong credentials, or fields that are not valid.',
          schema: FieldErrors,
          examples: {
            wrong: { non_field_errors: ['Unable to log in with provided credentials.'] },
            fields: { username: ['This field is required.'], password: ['This field is required.'] },
          },
        },
        401: {
          description: 'A second factor is needed, or wrong.',
          schema: Detail,
          examples: secondFactorExamples,
        },
        403: signInForbidden,
        ...signInLimits,
      },
    }),
    handler: async (request, reply) => {
      const { pair } = await tokens.signIn(request.act(), readJwtCredentials(request.body));
      return asJson(reply, { token: pair.access });
    },
  });
}

/** `/api/login` and `/api/jwt-auth/` of the DRF tutorial. */
export function addDrfTutorialRoutes(drf: DrfScope, deps: CompatDeps): void {
  addLogin(drf, deps);
  addJwtAuth(drf, deps);
}
