import {
  Detail,
  EmptyReply,
  FieldErrors,
  RefreshReply,
  RefreshRequest,
  SignInRequest,
  TokenPairReply,
  TokenRequest,
} from '@ostiary/contract';
import type { Config } from '#config';
import type { TokenService } from '#modules/tokens';
import { drfSchema, signInForbidden, signInLimits } from '#platform/http/drf/documentation.ts';
import { fields, text } from '#platform/http/drf/fields.ts';
import { asEmptyObject, asJson } from '#platform/http/drf/reply.ts';
import type { DrfScope } from '#platform/http/drf/scope.ts';
import { readCredentials } from './credentials.ts';
import {
  badRequest,
  exampleAccess,
  exampleRefresh,
  refusedToken,
  serviceHeaders,
  wrongCredentials,
} from './documented-answers.ts';
import { signInErrors, tokenEndpointErrors, verifyErrors } from './token-errors.ts';

export interface TokenRoutesDeps {
  tokens: TokenService;
  loginField: Config['tokens']['loginField'];
}

const tag = 'Token API';
const refreshBody = fields({ refresh: text() });
const tokenBody = fields({ token: text() });

const emptyAnswer = { description: 'Done.', schema: EmptyReply, examples: { done: {} } };

function addSignIn(drf: DrfScope, { tokens, loginField }: TokenRoutesDeps): void {
  drf.route({
    url: '/token/',
    methods: ['POST'],
    name: 'Token Obtain Pair',
    errors: signInErrors,
    schema: drfSchema({
      tag,
      summary: 'Sign in',
      description:
        'Proves an account by email or username and password; starts a session and returns its tokens. With ' +
        '`Ostiary-Service` the access token is addressed to that service, and says what the user has there. Whoever ' +
        'has a second factor sends a code of it as `otp`.',
      headers: serviceHeaders,
      body: SignInRequest,
      answers: {
        200: {
          description: 'Signed in.',
          schema: TokenPairReply,
          examples: { pair: { refresh: exampleRefresh, access: exampleAccess } },
        },
        400: badRequest({ email: ['This field is required.'], password: ['This field is required.'] }),
        401: wrongCredentials,
        403: signInForbidden,
        ...signInLimits,
      },
    }),
    handler: async (request, reply) => {
      const { pair } = await tokens.signIn(
        request.act(),
        readCredentials(request.body, loginField),
        request.callingService,
      );
      return asJson(reply, { refresh: pair.refresh, access: pair.access });
    },
  });
}

function addRefresh(drf: DrfScope, { tokens }: TokenRoutesDeps): void {
  drf.route({
    url: '/token/refresh/',
    methods: ['POST'],
    name: 'Token Refresh',
    errors: tokenEndpointErrors,
    schema: drfSchema({
      tag,
      summary: 'Get a new access token',
      description:
        'With OSTIARY_ROTATE_REFRESH_TOKENS the reply carries a new refresh token and the old one is used up. The ' +
        'same request again within OSTIARY_REFRESH_REUSE_WINDOW gets the same successor; later it ends the ' +
        'session. With `Ostiary-Service` the access token is addressed to that service, without it to Ostiary.',
      headers: serviceHeaders,
      body: RefreshRequest,
      answers: {
        200: {
          description: 'Refreshed.',
          schema: RefreshReply,
          examples: { rotated: { access: exampleAccess, refresh: exampleRefresh } },
        },
        400: badRequest({ refresh: ['This field is required.'] }),
        401: refusedToken,
      },
    }),
    handler: async (request, reply) => {
      const { refresh: presented } = refreshBody.read(request.body);
      const { access, refresh } = await tokens.refresh(request.act(), presented, request.callingService);
      return asJson(reply, refresh === undefined ? { access } : { access, refresh });
    },
  });
}

function addVerify(drf: DrfScope, { tokens }: TokenRoutesDeps): void {
  drf.route({
    url: '/token/verify/',
    methods: ['POST'],
    name: 'Token Verify',
    errors: verifyErrors,
    schema: drfSchema({
      tag,
      summary: 'Ask whether a token is good',
      description:
        'Takes access, refresh and sliding tokens; where a service asks with its key, also those that are addressed ' +
        'to it. Also sees that a session has ended and that an account is inactive.',
      headers: serviceHeaders,
      body: TokenRequest,
      answers: {
        200: { ...emptyAnswer, description: 'The token is good.' },
        400: {
          description: 'The body is not valid, or the token was revoked.',
          schema: { anyOf: [Detail, FieldErrors] },
          examples: {
            blacklisted: { non_field_errors: ['Token is blacklisted'] },
            fields: { token: ['This field is required.'] },
          },
        },
        401: refusedToken,
      },
    }),
    handler: async (request, reply) => {
      await tokens.verify(tokenBody.read(request.body).token, request.callingService);
      return asEmptyObject(reply);
    },
  });
}

function addBlacklist(drf: DrfScope, { tokens }: TokenRoutesDeps): void {
  drf.route({
    url: '/token/blacklist/',
    methods: ['POST'],
    name: 'Token Blacklist',
    errors: tokenEndpointErrors,
    schema: drfSchema({
      tag,
      summary: 'Revoke a refresh token',
      description: 'Ends the session of the refresh token with all its tokens.',
      headers: serviceHeaders,
      body: RefreshRequest,
      answers: {
        200: emptyAnswer,
        400: badRequest({ refresh: ['This field is required.'] }),
        401: refusedToken,
      },
    }),
    handler: async (request, reply) => {
      await tokens.blacklist(request.act(), refreshBody.read(request.body).refresh);
      return asEmptyObject(reply);
    },
  });
}

/** The four endpoints of contracts/simplejwt.md and contracts/django-easyjwt.md section 1. */
export function addTokenRoutes(drf: DrfScope, deps: TokenRoutesDeps): void {
  addSignIn(drf, deps);
  addRefresh(drf, deps);
  addVerify(drf, deps);
  addBlacklist(drf, deps);
}
