import { Problem } from '@ostiary/contract';
import type { FastifyInstance, RouteOptions } from 'fastify';
import type { AccessService } from '#modules/access';
import type { ApiServices, SchemaTypes } from './api-app.ts';
import { addAuditRoutes, addKeyRoutes } from './audit.routes.ts';
import { addBlocklistRoutes } from './blocklist.routes.ts';
import { addGroupRoutes } from './groups.routes.ts';
import { readJsonStrictly } from './manners/json-body.ts';
import { answerSparsely } from './manners/sparse-fields.ts';
import { addMeRoutes } from './me.routes.ts';
import { addRoleRoutes } from './roles.routes.ts';
import { addSessionRoutes } from './sessions.routes.ts';
import { addUserRoutes } from './users.routes.ts';

const refusal = { description: 'Refused', content: { 'application/problem+json': { schema: Problem } } };

/** Every route may refuse, always in the same shape: said here once, for the reference. */
function describeRefusals(route: RouteOptions): void {
  const schema = (route.schema ??= {});
  const response = typeof schema.response === 'object' ? schema.response : {};
  schema.response = { ...response, '4xx': refusal, '5xx': refusal };
}

/**
 * Before anything else of a request is read: who sends it, and whether they may call this at all. What
 * depends on the object is decided by the services, which check the permission as well.
 */
function requireCaller(app: FastifyInstance, access: AccessService): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const { caller } = await request.signedIn();
    const { permission } = request.routeOptions.config;
    if (permission !== undefined) await access.requirePermission(caller, permission);
  });
}

/** The management API under `/api/v1`: JSON in snake_case, refusals as RFC 9457 problems. */
export async function apiScope(app: FastifyInstance, services: ApiServices): Promise<void> {
  await app.register(
    (scope, _options, done) => {
      scope.addHook('onRoute', describeRefusals);
      readJsonStrictly(scope);
      answerSparsely(scope);
      requireCaller(scope, services.access);
      const api = scope.withTypeProvider<SchemaTypes>();
      addMeRoutes(api, services);
      addUserRoutes(api, services);
      addSessionRoutes(api, services);
      addRoleRoutes(api, services);
      addGroupRoutes(api, services);
      addBlocklistRoutes(api, services);
      addAuditRoutes(api, services);
      addKeyRoutes(api, services);
      done();
    },
    { prefix: '/api/v1' },
  );
}
