import { Detail, SignOutRequest } from '@ostiary/contract';
import type { FastifyRequest } from 'fastify';
import type { LoginService } from '#modules/login';
import type { TokenService } from '#modules/tokens';
import { drfSchema } from '#platform/http/drf/documentation.ts';
import { fields, hasField, text } from '#platform/http/drf/fields.ts';
import { asJson } from '#platform/http/drf/reply.ts';
import type { DrfScope } from '#platform/http/drf/scope.ts';
import { badRequest, refusedCredential, serviceHeaders } from './documented-answers.ts';
import { credentialErrors, tokenEndpointErrors } from './token-errors.ts';

export interface SignOutDeps {
  tokens: TokenService;
  login: LoginService;
}

const refreshBody = fields({ refresh: text() });

async function endPresentedSession(request: FastifyRequest, login: LoginService): Promise<void> {
  const { caller, principal } = await request.signedIn();
  // Static tokens belong to no session: only a refresh token can say what is to end.
  if (principal.sessionId === null) refreshBody.read({});
  else await login.signOut(caller.act, principal.sessionId);
}

/** A client service's `token/logout/`, for clients that talk to this service themselves. */
export function addSignOutRoute(drf: DrfScope, { tokens, login }: SignOutDeps): void {
  drf.route({
    url: '/token/logout/',
    methods: ['POST'],
    name: 'Token Logout',
    variesByCookie: true,
    errors: (error, request) =>
      hasField(request.body, 'refresh')
        ? tokenEndpointErrors(error, request)
        : credentialErrors(error, request),
    schema: drfSchema({
      tag: 'Token API',
      summary: 'Sign out',
      description:
        'Ends the session of the refresh token in the body, or else of the access token or cookie sent.',
      credential: 'optional',
      headers: serviceHeaders,
      body: SignOutRequest,
      answers: {
        200: { description: 'Signed out.', schema: Detail, examples: { done: { detail: 'Logged out.' } } },
        400: badRequest({ refresh: ['This field is required.'] }),
        401: refusedCredential,
      },
    }),
    handler: async (request, reply) => {
      if (hasField(request.body, 'refresh')) {
        await tokens.blacklist(request.act(), refreshBody.read(request.body).refresh);
      } else {
        await endPresentedSession(request, login);
      }
      return asJson(reply, { detail: 'Logged out.' });
    },
  });
}
