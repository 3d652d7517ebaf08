import { AuthUserQuery, AuthUserReply, AuthUserView, Detail } from '@ostiary/contract';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '#modules/login';
import { mayEnter, type Service, type ServiceService } from '#modules/services';
import type { User } from '#modules/users';
import type { Database } from '#platform/db/database.ts';
import { AppError } from '#platform/errors.ts';
import { drfSchema } from '#platform/http/drf/documentation.ts';
import { asJson } from '#platform/http/drf/reply.ts';
import type { DrfScope } from '#platform/http/drf/scope.ts';
import { refusedCredential, refusedServiceKey, serviceHeaders } from './documented-answers.ts';
import { microsecondTime, serviceView, viewProblem } from './service-view.rules.ts';
import { forbiddenCredentialErrors } from './token-errors.ts';

export interface UserRouteDeps {
  services: Pick<ServiceService, 'accessOf' | 'get'>;
  database: Database;
}

function userBody(user: User) {
  return {
    id: user.id,
    first_name: user.firstName,
    // Null rather than '' where there is none: clients mirror users by email, and two must not share one.
    email: user.email,
    last_name: user.lastName,
    date_joined: microsecondTime(user.createdAt),
    last_login: user.lastSignInAt === null ? null : microsecondTime(user.lastSignInAt),
    is_active: user.isActive,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
  };
}

/** Errors: `request.malformed`, `services.not_found`. */
async function namedService(deps: UserRouteDeps, request: FastifyRequest): Promise<Service | null> {
  const { service } = request.query as Record<string, unknown>;
  if (service === undefined) return null;
  if (typeof service === 'string' && service !== '') return deps.services.get(deps.database.db, service);
  throw new AppError('request.malformed', { message: 'Name one service.' });
}

/** Errors: as above; `tokens.invalid`, `access.denied`. */
async function askedService(
  deps: UserRouteDeps,
  request: FastifyRequest,
  principal: Principal,
): Promise<Service | null> {
  const { callingService } = request;
  const service = callingService ?? (await namedService(deps, request)) ?? principal.service;
  if (!service) return null;
  const problem = viewProblem(principal, { service, isByKey: callingService !== null });
  if (problem) throw new AppError(problem);
  return service;
}

/** Errors: `access.denied` for a user whom the service does not let in. */
async function viewOf(deps: UserRouteDeps, service: Service, user: User): Promise<Record<string, unknown>> {
  const ids = { serviceId: service.id, userId: user.id };
  const access = await deps.services.accessOf(deps.database.db, ids);
  if (mayEnter(service, { isActive: user.isActive, access })) return serviceView(user, service, access);
  throw new AppError('access.denied', { message: 'This account has no access to this service.' });
}

const exampleUser = {
  id: '019b2f3e-6a50-7c3a-8f4d-2b1f0c9e8d7a',
  first_name: '',
  email: 'user@test.com',
  last_name: '',
  date_joined: '2026-11-22T12:12:21.404000Z',
  last_login: null,
  is_active: true,
  is_staff: false,
  is_superuser: false,
};

const exampleView = {
  id: '019b2f3e-6a50-7c3a-8f4d-2b1f0c9e8d7a',
  first_name: '',
  email: 'user@test.com',
  last_name: '',
  last_login: null,
  is_active: true,
  is_staff: false,
  is_superuser: false,
  username: 'user',
  access_level: 'editor',
  accessgroup: { user_type: 'staff' },
};

/** `GET /auth/user/`: what client services mirror (contracts/django-easyjwt.md section 1). */
export function addUserRoute(drf: DrfScope, deps: UserRouteDeps): void {
  drf.route({
    url: '/user/',
    methods: ['GET'],
    name: 'User',
    variesByCookie: true,
    errors: forbiddenCredentialErrors,
    config: { takesServiceTokens: true },
    schema: drfSchema({
      tag: 'Token API',
      summary: 'The user of a token',
      description:
        'Who the credential speaks for. Refused credentials answer 403 here, as in django-easyjwt. To a service, ' +
        'named by its key, by `service` or by the audience of the token, in that order, its own view is told: ' +
        'the profile as far as the service may see it, its access level, and its own data at the top.',
      credential: 'required',
      headers: serviceHeaders,
      query: AuthUserQuery,
      answers: {
        200: {
          description: 'The user.',
          schema: { anyOf: [AuthUserReply, AuthUserView] },
          examples: { user: exampleUser, view_of_a_service: exampleView },
        },
        400: {
          description: 'Not one service, or not one address.',
          schema: Detail,
          examples: { repeated: { detail: 'Name one service.' } },
        },
        401: refusedServiceKey,
        403: refusedCredential,
        404: {
          description: 'No such service.',
          schema: Detail,
          examples: { unknown: { detail: 'There is no such service.' } },
        },
      },
    }),
    handler: async (request, reply) => {
      const principal = await request.principal();
      if (!principal) throw new AppError('access.unauthenticated');
      const service = await askedService(deps, request, principal);
      const { user } = principal;
      return asJson(reply, service ? await viewOf(deps, service, user) : userBody(user));
    },
  });
}
