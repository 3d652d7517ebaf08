import {
  Detail,
  RoleSignInRefusal,
  RoleSignInReply,
  RoleSignInRequest,
  RoleSignUpRefusal,
  RoleSignUpReply,
  RoleSignUpRequest,
} from '@ostiary/contract';
import {
  drfSchema,
  secondFactorExamples,
  signInForbidden,
  signInLimits,
} from '#platform/http/drf/documentation.ts';
import { fields, looseText, optionalInteger, optionalText, text } from '#platform/http/drf/fields.ts';
import { asJson } from '#platform/http/drf/reply.ts';
import type { DrfScope } from '#platform/http/drf/scope.ts';
import type { CompatDeps } from './compat.types.ts';
import { roleCookie } from './role-cookie.rules.ts';
import { roleSignInErrors, roleSignUpErrors } from './role-service.errors.ts';
import { roleUser } from './role-user.rules.ts';
import { signInByCookie } from './sign-in.service.ts';

const tag = 'Role service';

const signUpBody = fields({
  email: text(),
  first_name: text(),
  last_name: text(),
  username: text(),
  level: optionalInteger(),
  password: text({ isTrimmed: false }),
  captcha: optionalText(),
});

const malformed = {
  description: 'The body cannot be read.',
  schema: Detail,
  examples: { malformed: { detail: 'JSON parse error - Expecting value: line 1 column 1 (char 0)' } },
};

const confirmationSent = 'A mail was sent to this address: it says how to go on.';

const exampleUser = {
  username: 'ada',
  email: 'ada@example.com',
  first_name: 'Ada',
  last_name: 'Lovelace',
  level: 4,
};

function addSignUp(drf: DrfScope, { captcha, ports }: CompatDeps): void {
  drf.route({
    url: '/user-signup/',
    methods: ['POST'],
    name: 'Sign Up',
    variesByCookie: true,
    errors: roleSignUpErrors,
    schema: drfSchema({
      tag,
      summary: 'Sign up',
      description:
        'Makes an account at the given level; read only (4) without one. A level above that is only for ' +
        'callers who hold it and may give it.',
      credential: 'optional',
      body: RoleSignUpRequest,
      answers: {
        201: {
          description: 'The account exists.',
          schema: RoleSignUpReply,
          examples: { user: { user: exampleUser, success: true } },
        },
        202: {
          description:
            'Addresses are to be confirmed first: a mail was sent, whether or not there was an account.',
          schema: Detail,
          examples: { sent: { detail: confirmationSent } },
        },
        400: malformed,
        403: {
          description: 'Some fields are not valid, or the level may not be given.',
          schema: RoleSignUpRefusal,
          examples: {
            taken: { error: { email: ['user with that email already exists'] }, success: false },
            level: { error: { level: ['level does not exist'] }, success: false },
          },
        },
        ...signInLimits,
      },
    }),
    handler: async (request, reply) => {
      const sent = signUpBody.read(request.body);
      const caller = await request.caller();
      if (caller.subject === null) await captcha.verify(caller.act, sent.captcha ?? '');
      const outcome = await ports.signUp(caller, {
        email: sent.email,
        username: sent.username,
        firstName: sent.first_name,
        lastName: sent.last_name,
        password: sent.password,
        ...(sent.level !== undefined && { level: sent.level }),
      });
      if (outcome === 'sent') {
        reply.code(202);
        return asJson(reply, { detail: confirmationSent });
      }
      reply.code(201);
      return asJson(reply, { user: roleUser(outcome.user, outcome.access), success: true });
    },
  });
}

const signInBody = fields({
  username: looseText(),
  email: looseText(),
  password: looseText(),
  otp: looseText(),
});

const signInExample = {
  success: true,
  message: "You've successfully logged in",
  email: 'ada@example.com',
  user_level: 4,
  token: 'Bearer eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9…',
  user_id: '019b2f3e-6a50-7c3a-8f4d-2b1f0c9e8d7a',
};

const signInSchema = drfSchema({
  tag,
  summary: 'Sign in with a cookie',
  description: 'Sets the http-only cookie `Authorization` and returns the same token in the body.',
  body: RoleSignInRequest,
  answers: {
    200: { description: 'Signed in.', schema: RoleSignInReply, examples: { signed_in: signInExample } },
    400: malformed,
    401: {
      description: 'Wrong, or not sent.',
      schema: { anyOf: [RoleSignInRefusal, Detail] },
      examples: { wrong: { error: 'Invalid Credentials', success: false }, ...secondFactorExamples },
    },
    403: signInForbidden,
    ...signInLimits,
  },
});

function addSignIn(drf: DrfScope, deps: CompatDeps): void {
  drf.route({
    url: '/user-auth/',
    methods: ['POST'],
    name: 'Login',
    errors: roleSignInErrors,
    schema: signInSchema,
    handler: async (request, reply) => {
      request.refuseCrossOrigin();
      const { username, email, password, otp } = signInBody.read(request.body);
      const sent = { login: username ?? email, password, otp };
      const { user, level, accessToken } = await signInByCookie(deps, request.act(), sent);
      const token = `Bearer ${accessToken}`;
      reply.header('set-cookie', roleCookie(token, deps.cookie));
      const { success, message } = signInExample;
      return asJson(reply, {
        success,
        message,
        email: user.email,
        user_level: level,
        token,
        user_id: user.id,
      });
    },
  });
}

/** Sign-up and sign-in of the role tutorial (seeds: simple_rbas). */
export function addRoleServiceRoutes(drf: DrfScope, deps: CompatDeps): void {
  addSignUp(drf, deps);
  addSignIn(drf, deps);
}
