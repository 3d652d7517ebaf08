import { SignInRequest, TokenReply, TokenRequest } from '@ostiary/contract';
import { drfSchema, signInForbidden, signInLimits } from '#platform/http/drf/documentation.ts';
import { fields, text } from '#platform/http/drf/fields.ts';
import { asJson } from '#platform/http/drf/reply.ts';
import type { DrfScope } from '#platform/http/drf/scope.ts';
import { readCredentials } from './credentials.ts';
import {
  badRequest,
  exampleAccess,
  refusedToken,
  serviceHeaders,
  wrongCredentials,
} from './documented-answers.ts';
import { signInErrors, tokenEndpointErrors } from './token-errors.ts';
import type { TokenRoutesDeps } from './token.routes.ts';

const tag = 'Token API';
const tokenBody = fields({ token: text() });

/** Sliding tokens: contracts/simplejwt.md, "Endpoints". */
export function addSlidingRoutes(drf: DrfScope, { tokens, loginField }: TokenRoutesDeps): void {
  const issued = {
    description: 'A sliding token.',
    schema: TokenReply,
    examples: { token: { token: exampleAccess } },
  };

  drf.route({
    url: '/token/sliding/',
    methods: ['POST'],
    name: 'Token Obtain Sliding',
    errors: signInErrors,
    schema: drfSchema({
      tag,
      summary: 'Sign in with a sliding token',
      description:
        'One token instead of a pair: it is sent as bearer and refreshed while it is good. With `Ostiary-Service` ' +
        'it is addressed to that service, and stays so.',
      headers: serviceHeaders,
      body: SignInRequest,
      answers: {
        200: issued,
        400: badRequest({ email: ['This field is required.'], password: ['This field is required.'] }),
        401: wrongCredentials,
        403: signInForbidden,
        ...signInLimits,
      },
    }),
    handler: async (request, reply) => {
      const credentials = readCredentials(request.body, loginField);
      const token = await tokens.signInSliding(request.act(), credentials, request.callingService);
      return asJson(reply, { token });
    },
  });

  drf.route({
    url: '/token/sliding/refresh/',
    methods: ['POST'],
    name: 'Token Refresh Sliding',
    errors: tokenEndpointErrors,
    schema: drfSchema({
      tag,
      summary: 'Refresh a sliding token',
      description: 'New expiry, same id, as long as its refresh period lasts.',
      headers: serviceHeaders,
      body: TokenRequest,
      answers: { 200: issued, 400: badRequest({ token: ['This field is required.'] }), 401: refusedToken },
    }),
    handler: async (request, reply) => {
      const { token: presented } = tokenBody.read(request.body);
      const token = await tokens.refreshSliding(request.act(), presented, request.callingService);
      return asJson(reply, { token });
    },
  });
}
