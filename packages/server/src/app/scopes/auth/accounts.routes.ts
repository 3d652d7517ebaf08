import {
  CreateUserReply,
  CreateUserRequest,
  Detail,
  EmptyReply,
  PasswordChangeRequest,
} from '@ostiary/contract';
import type { Config } from '#config';
import type { AccountService } from '#modules/account';
import type { Captcha } from '#modules/limits';
import type { MfaService } from '#modules/mfa';
import type { PasswordService } from '#modules/passwords';
import type { User } from '#modules/users';
import { drfSchema, signInForbidden, signInLimits } from '#platform/http/drf/documentation.ts';
import type { DrfShape } from '#platform/http/drf/errors.ts';
import { fields, nullableText, optionalText, text } from '#platform/http/drf/fields.ts';
import { asEmptyObject, asJson } from '#platform/http/drf/reply.ts';
import type { DrfScope } from '#platform/http/drf/scope.ts';
import { loginFieldOf, otp } from './credentials.ts';
import { badRequest, refusedCredential, refusedFactor, serviceHeaders } from './documented-answers.ts';

export interface AccountsRoutesDeps {
  account: AccountService;
  captcha: Pick<Captcha, 'verify'>;
  passwords: PasswordService;
  mfa: Pick<MfaService, 'prove'>;
  loginField: Config['tokens']['loginField'];
}

const tag = 'Token API';

const newUser = fields({
  email: text(),
  password: text({ isTrimmed: false }),
  first_name: optionalText(),
  last_name: optionalText(),
  phone: nullableText(),
  captcha: optionalText(),
});

/** For an address that has an account already, too. */
const confirmationSent = 'A mail was sent to this address: it says how to go on.';

function createdUser(user: User) {
  const { id, email, firstName, lastName, phone } = user;
  return { id, email, first_name: firstName, last_name: lastName, phone };
}

const signUpSchema = drfSchema({
  tag,
  summary: 'Sign up',
  description:
    'Makes an account with the role read-only. Other fields, such as `is_staff`, are ignored. Where ' +
    'sign-up is closed it needs the permission `users.create`.',
  credential: 'optional',
  headers: serviceHeaders,
  body: CreateUserRequest,
  answers: {
    201: {
      description: 'The account exists.',
      schema: CreateUserReply,
      examples: {
        user: {
          id: '019b2f3e-6a50-7c3a-8f4d-2b1f0c9e8d7a',
          email: 'user@test.com',
          first_name: '',
          last_name: '',
          phone: null,
        },
      },
    },
    202: {
      description:
        'Addresses are to be confirmed first: a mail was sent, whether or not there was an account.',
      schema: Detail,
      examples: { sent: { detail: confirmationSent } },
    },
    400: badRequest({ email: ['This email already exists.'] }),
    401: refusedCredential,
    403: {
      description: 'Sign-up is closed, or a cookie came without proof of its origin.',
      schema: Detail,
      examples: { closed: { detail: 'Sign-up is closed on this server.' } },
    },
    ...signInLimits,
  },
});

function addCreateUser(drf: DrfScope, { account, captcha }: AccountsRoutesDeps): void {
  drf.route({
    url: '/create-user/',
    methods: ['POST'],
    name: 'Create User',
    variesByCookie: true,
    schema: signUpSchema,
    handler: async (request, reply) => {
      const sent = newUser.read(request.body);
      const caller = await request.caller();
      // Whoever is signed in may do so much that another account is no matter.
      if (caller.subject === null) await captcha.verify(caller.act, sent.captcha ?? '');
      const outcome = await account.signUp(caller, {
        email: sent.email,
        password: sent.password,
        ...(sent.first_name !== undefined && { firstName: sent.first_name }),
        ...(sent.last_name !== undefined && { lastName: sent.last_name }),
        ...(sent.phone !== undefined && { phone: sent.phone === '' ? null : sent.phone }),
      });
      if (outcome === 'sent') {
        reply.code(202);
        return asJson(reply, { detail: confirmationSent });
      }
      reply.code(201);
      return asJson(reply, createdUser(outcome.user));
    },
  });
}

// The order in which django-easyjwt lists them when they are missing.
const passwords = { password: text({ isTrimmed: false }), new_password: text({ isTrimmed: false }) };
const changeByEmail = fields({ ...passwords, email: text(), otp });
const changeByUsername = fields({ ...passwords, username: text(), otp });

function readPasswordChange(body: unknown, loginField: Config['tokens']['loginField']) {
  if (loginFieldOf(body, loginField) === 'email') {
    const { email: login, password, new_password: newPassword, otp: code } = changeByEmail.read(body);
    return { login, password, newPassword, otp: code ?? undefined };
  }
  const { username: login, password, new_password: newPassword, otp: code } = changeByUsername.read(body);
  return { login, password, newPassword, otp: code ?? undefined };
}

const passwordChangeErrors: DrfShape = (error) => {
  if (error.code === 'passwords.invalid_credentials') {
    return { status: 400, body: { non_field_errors: ['Invalid credentials.'] } };
  }
  if (error.code !== 'passwords.too_weak') return undefined;
  return { status: 400, body: { new_password: error.fields.map(({ message }) => message) } };
};

function addPasswordChange(drf: DrfScope, deps: AccountsRoutesDeps): void {
  drf.route({
    url: '/password-change/',
    methods: ['POST'],
    name: 'Password Change',
    variesByCookie: true,
    errors: passwordChangeErrors,
    schema: drfSchema({
      tag,
      summary: 'Change a password',
      description:
        'The old password proves it, and a code as `otp` for whoever has a second factor; no token is needed. Ends ' +
        'all sessions and tokens of the user.',
      headers: serviceHeaders,
      body: PasswordChangeRequest,
      answers: {
        200: { description: 'Changed.', schema: EmptyReply, examples: { done: {} } },
        400: badRequest({ non_field_errors: ['Invalid credentials.'] }),
        401: refusedFactor,
        403: signInForbidden,
        ...signInLimits,
      },
    }),
    handler: async (request, reply) => {
      const { otp: code, ...change } = readPasswordChange(request.body, deps.loginField);
      const act = request.act();
      await deps.passwords.change(act, {
        ...change,
        proveMore: (user) => deps.mfa.prove(act, user, { otp: code, amr: ['pwd'] }),
      });
      return asEmptyObject(reply);
    },
  });
}

/** `create-user/` and `password-change/` of contracts/django-easyjwt.md section 1. */
export function addAccountsRoutes(drf: DrfScope, deps: AccountsRoutesDeps): void {
  addCreateUser(drf, deps);
  addPasswordChange(drf, deps);
}
