import { AuthUserReply } from '@ostiary/contract';
import type { User } from '#modules/users';
import { isoTime } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import { drfSchema } from '#platform/http/drf/documentation.ts';
import { asJson } from '#platform/http/drf/reply.ts';
import type { DrfScope } from '#platform/http/drf/scope.ts';
import { refusedCredential } from './documented-answers.ts';
import { forbiddenCredentialErrors } from './token-errors.ts';

/** ISO 8601 in UTC with the six decimals that Django writes. */
function microsecondTime(atMs: number): string {
  return isoTime(atMs).replace('Z', '000Z');
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

/** `GET /auth/user/`: what client services mirror (contracts/django-easyjwt.md section 1). */
export function addUserRoute(drf: DrfScope): void {
  drf.route({
    url: '/user/',
    methods: ['GET'],
    name: 'User',
    variesByCookie: true,
    errors: forbiddenCredentialErrors,
    schema: drfSchema({
      tag: 'Token API',
      summary: 'The user of a token',
      description:
        'Who the credential speaks for. Refused credentials answer 403 here, as in django-easyjwt.',
      credential: 'required',
      answers: {
        200: {
          description: 'The user.',
          schema: AuthUserReply,
          examples: {
            user: {
              id: '019b2f3e-6a50-7c3a-8f4d-2b1f0c9e8d7a',
              first_name: '',
              email: 'user@test.com',
              last_name: '',
              date_joined: '2026-11-22T12:12:21.404000Z',
              last_login: null,
              is_active: true,
              is_staff: false,
              is_superuser: false,
            },
          },
        },
        403: refusedCredential,
      },
    }),
    handler: async (request, reply) => {
      const principal = await request.principal();
      if (!principal) throw new AppError('access.unauthenticated');
      return asJson(reply, userBody(principal.user));
    },
  });
}
