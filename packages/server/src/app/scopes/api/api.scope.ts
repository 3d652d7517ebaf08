import type { FastifyInstance } from 'fastify';
import type { AccessService } from '#modules/access';
import { AppError } from '#platform/errors.ts';
import { answerOnce } from '#platform/http/idempotency/idempotent-routes.ts';
import type { ApiApp, ApiServices, SchemaTypes } from './api-app.ts';
import { addAccessReviewRoutes } from './access-review.routes.ts';
import { addAccountRoutes } from './account.routes.ts';
import { addApplicationRoutes } from './applications.routes.ts';
import { addAuditRoutes } from './audit.routes.ts';
import { addBlocklistRoutes } from './blocklist.routes.ts';
import { addBulkRoutes } from './bulk.routes.ts';
import { addDecisionRoutes } from './decisions.routes.ts';
import { addEventRoutes } from './events.routes.ts';
import { addFamilyRoutes } from './families.routes.ts';
import {
  addGrantedApplicationRoutes,
  addUserGrantedApplicationRoutes,
} from './granted-applications.routes.ts';
import { addGroupRoutes } from './groups.routes.ts';
import { addInvitationRoutes } from './invitations.routes.ts';
import { addKeyRoutes } from './keys.routes.ts';
import { readJsonStrictly } from './manners/json-body.ts';
import { requireRecentProof } from './manners/recent-proof.ts';
import { answerSparsely } from './manners/sparse-fields.ts';
import { addMailTemplateRoutes } from './mail-templates.routes.ts';
import { addMailRoutes } from './mails.routes.ts';
import { keyOwner } from './manners/key-owner.ts';
import { addOwnDataRoutes } from './me-data.routes.ts';
import { addOwnDeletionRoutes } from './me-deletion.routes.ts';
import { addOwnEmailRoutes } from './me-email.routes.ts';
import { addOwnFactorRoutes } from './me-factors.routes.ts';
import { addOwnPasskeyRoutes } from './me-passkeys.routes.ts';
import { addStepUpRoutes, type RenewCookie } from './me-step-up.routes.ts';
import { addMeRoutes } from './me.routes.ts';
import { addPermissionRoutes } from './permissions.routes.ts';
import { addRoleRoutes } from './roles.routes.ts';
import { addServiceAccessRoutes } from './service-access.routes.ts';
import { addServiceKeyRoutes } from './service-keys.routes.ts';
import { addServiceRoutes } from './services.routes.ts';
import { addSessionRoutes } from './sessions.routes.ts';
import { addStatisticsRoutes } from './statistics.routes.ts';
import { addSettingRoutes } from './settings.routes.ts';
import { addTransferRoutes } from './transfer.routes.ts';
import { addUserDeletionRoutes } from './user-deletion.routes.ts';
import { addUserFactorRoutes } from './user-factors.routes.ts';
import { addUserRoutes } from './users.routes.ts';
import { addWebhookDeliveryRoutes } from './webhook-deliveries.routes.ts';
import { addWebhookRoutes } from './webhooks.routes.ts';

/**
 * Before anything else of a request is read: who sends it, and whether they may call this at all. What
 * depends on the object is decided by the services, which check the permission as well.
 */
function requireCaller(app: FastifyInstance, access: AccessService): void {
  app.addHook('onRequest', async (request) => {
    const caller = await request.caller();
    if (caller.subject === null) throw new AppError('access.unauthenticated');
    const { permission } = request.routeOptions.config;
    if (permission !== undefined) await access.requirePermission(caller, permission);
  });
}

function neverKeep(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
}

/** What a person does with their own account. */
function addOwnRoutes(api: ApiApp, services: ApiServices, renewCookie: RenewCookie): void {
  addMeRoutes(api, services);
  addStepUpRoutes(api, services, renewCookie);
  addOwnEmailRoutes(api, services);
  addOwnFactorRoutes(api, services);
  addOwnPasskeyRoutes(api, services);
  addGrantedApplicationRoutes(api, services);
  addOwnDataRoutes(api, services);
  addOwnDeletionRoutes(api, services);
}

export interface ApiScopeDeps {
  services: ApiServices;
  renewCookie: RenewCookie;
}

/** The management API under `/api/v1`: JSON in snake_case, refusals as RFC 9457 problems. */
export async function apiScope(app: FastifyInstance, deps: ApiScopeDeps): Promise<void> {
  const { services, renewCookie } = deps;
  await app.register(
    (scope, _options, done) => {
      readJsonStrictly(scope);
      neverKeep(scope);
      addAccountRoutes(scope.withTypeProvider<SchemaTypes>(), services);
      done();
    },
    { prefix: '/api/v1' },
  );
  await app.register(
    (scope, _options, done) => {
      readJsonStrictly(scope);
      neverKeep(scope);
      answerSparsely(scope);
      requireCaller(scope, services.access);
      requireRecentProof(scope, services);
      answerOnce(scope, { idempotency: services.idempotency, ownerOf: keyOwner });
      const api = scope.withTypeProvider<SchemaTypes>();
      addBulkRoutes(api);
      addOwnRoutes(api, services, renewCookie);
      addUserRoutes(api, services);
      addUserDeletionRoutes(api, services);
      addUserFactorRoutes(api, services);
      addInvitationRoutes(api, services);
      addSessionRoutes(api, services);
      addFamilyRoutes(api, services);
      addUserGrantedApplicationRoutes(api, services);
      addRoleRoutes(api, services);
      addGroupRoutes(api, services);
      addPermissionRoutes(api, services);
      addApplicationRoutes(api, services);
      addServiceRoutes(api, services);
      addServiceKeyRoutes(api, services);
      addServiceAccessRoutes(api, services);
      addDecisionRoutes(api, services);
      addAccessReviewRoutes(api, services);
      addBlocklistRoutes(api, services);
      addAuditRoutes(api, services);
      addEventRoutes(api, services);
      addWebhookRoutes(api, services);
      addWebhookDeliveryRoutes(api, services);
      addKeyRoutes(api, services);
      addStatisticsRoutes(api, services);
      addMailRoutes(api, services);
      addMailTemplateRoutes(api, services);
      addSettingRoutes(api, services);
      addTransferRoutes(api, services);
      done();
    },
    { prefix: '/api/v1' },
  );
}
