import { Readable } from 'node:stream';
import {
  AccessReviewLines,
  AccessReviewQuery,
  ApiAccessReviewPage,
  type ApiReviewedUser,
} from '@ostiary/contract';
import type { FastifyReply } from 'fastify';
import type { Static } from 'typebox';
import type { Caller } from '#modules/access';
import { reviewToCsv, type ReviewedUser, type ReviewFilter } from '#modules/account';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { idInCursor } from './manners/cursor-parts.ts';
import { toPageOf } from './manners/paging.ts';
import { preferredType } from './manners/preferred-type.ts';

type Deps = Pick<ApiServices, 'accessReview'>;

const json = 'application/json';
const csv = 'text/csv';
const formats = { json, csv };
const list = 'access-review';

function reviewedToWire(user: ReviewedUser): Static<typeof ApiReviewedUser> {
  return {
    id: user.id,
    email: user.email,
    username: user.username,
    is_active: user.isActive,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
    roles: user.roles,
    groups: user.groups,
    group_roles: user.groupRoles,
    permissions: user.permissions,
    level: user.level,
    services: user.services.map(({ name, level }) => ({ service: name, level })),
  };
}

/** Page by page as it is read, so that a million users take no more memory than a few hundred. */
async function sendCsv(
  reply: FastifyReply,
  { accessReview }: Deps,
  asked: { caller: Caller; filter: ReviewFilter },
): Promise<FastifyReply> {
  const pages = await accessReview.export(asked.caller, asked.filter);
  return reply
    .type(`${csv}; charset=utf-8; header=present`)
    .header('content-disposition', 'attachment; filename="access-review.csv"')
    .send(Readable.from(reviewToCsv(pages)));
}

export function addAccessReviewRoutes(app: ApiApp, deps: Deps): void {
  app.get(
    '/access-review',
    {
      schema: {
        operationId: 'reviewAccess',
        ...operation(
          'Access review',
          'What every user holds',
          'In order of creation; whoever holds nothing is there with empty lists. A page for active users alone ' +
            'may have fewer than `limit` while `next_cursor` is there. With `Accept: text/csv` or `format=csv` everything at once, ' +
            'which the audit log notes.',
        ),
        querystring: AccessReviewQuery,
        response: {
          200: {
            description: 'A page, or all of it as CSV.',
            content: { [json]: { schema: ApiAccessReviewPage }, [csv]: { schema: AccessReviewLines } },
          },
        },
      },
      config: { permission: 'access.review' },
    },
    async (request, reply) => {
      const { limit, cursor, is_active: isActive, format } = request.query;
      const caller = await request.caller();
      const filter = given({ isActive });
      reply.header('vary', 'Accept');
      const type =
        format === undefined ? preferredType(request.headers.accept, [json, csv]) : formats[format];
      if (type === csv) {
        return sendCsv(reply, deps, { caller, filter });
      }
      const query = { ...filter, limit, ...given({ after: idInCursor(cursor, list) }) };
      return toPageOf(await deps.accessReview.page(caller, query), list, reviewedToWire);
    },
  );
}
