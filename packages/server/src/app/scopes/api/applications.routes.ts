import {
  ApiApplication,
  ApiApplicationChanges,
  ApiApplicationCreated,
  ApiApplicationCreation,
  ApiApplicationPage,
  ApiApplicationSecretCreated,
  ApiApplicationSecretCreation,
  ApiApplicationSecretPage,
  ApplicationListQuery,
  ApplicationParams,
  ApplicationQuery,
  ApplicationSecretParams,
  IfMatch,
  OwnApplicationListQuery,
  sparse,
} from '@ostiary/contract';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Caller } from '#modules/access';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import {
  applicationFromWire,
  applicationToWire,
  changesFromWire,
  secretToWire,
} from './applications.wire.ts';
import { given } from './from-wire.ts';
import { positionFromCursor, toPageOf } from './manners/paging.ts';
import { expectedVersion, sendWithTag } from './manners/version-tag.ts';
import { fromIso } from './to-wire.ts';

type Deps = Pick<ApiServices, 'access' | 'applications'>;

const tag = 'Applications';
const NoContent = Type.Null({ description: 'Done.' });
const whose = 'Yours, or with `applications.manage` anybody’s.';
const notFound = 'applications.not_found';

/**
 * A token of limited scope does not speak for an owner, whose applications could then be turned against those
 * who use them: with it, changes take the permission.
 */
async function changingCaller({ access }: Deps, request: FastifyRequest): Promise<Caller> {
  const caller = await request.caller();
  const principal = caller.subject === 'operator' ? null : await request.principal();
  if (principal !== null && principal.scope !== '') {
    await access.requirePermission(caller, 'applications.manage');
  }
  return caller;
}

function addLists(app: ApiApp, { applications }: Deps): void {
  app.get(
    '/applications',
    {
      schema: {
        ...operation(tag, 'List applications'),
        querystring: ApplicationListQuery,
        response: { 200: ApiApplicationPage },
      },
      config: { permission: 'applications.read' },
    },
    async (request) => {
      const { cursor, limit, search, owner_id: ownerId, order = 'name' } = request.query;
      const list = `applications ${order}`;
      const query = { order, limit, ...given({ search, ownerId, after: positionFromCursor(cursor, list) }) };
      return toPageOf(await applications.list(await request.caller(), query), list, applicationToWire);
    },
  );
  app.get(
    '/me/applications',
    {
      schema: {
        ...operation(tag, 'Your applications', 'Those that you registered.'),
        querystring: OwnApplicationListQuery,
        response: { 200: ApiApplicationPage },
      },
    },
    async (request) => {
      const { caller, principal } = await request.signedIn();
      const { cursor, limit, search, order = 'name' } = request.query;
      const list = `own applications ${order}`;
      const asked = given({ search, after: positionFromCursor(cursor, list) });
      const query = { order, limit, ownerId: principal.user.id, ...asked };
      return toPageOf(await applications.list(caller, query), list, applicationToWire);
    },
  );
}

function addReadingRoute(app: ApiApp, { applications }: Deps): void {
  app.get(
    '/applications/:application',
    {
      schema: {
        ...operation(tag, 'One application', 'Yours, or with `applications.read` anybody’s.'),
        params: ApplicationParams,
        querystring: ApplicationQuery,
        response: { 200: sparse(ApiApplication) },
      },
      config: { errors: [notFound] },
    },
    async (request, reply) => {
      const application = await applications.get(await request.caller(), request.params.application);
      return sendWithTag(reply, application).send(applicationToWire(application));
    },
  );
}

function addCreatingRoute(app: ApiApp, deps: Deps): void {
  app.post(
    '/applications',
    {
      schema: {
        ...operation(
          tag,
          'Register an application',
          'An OAuth 2 client. Users register their own, if the server lets them; those of the installation ' +
            'take `applications.manage`. Its secret is shown this once.',
        ),
        body: ApiApplicationCreation,
        response: { 201: ApiApplicationCreated },
      },
      config: { isIdempotent: true, errors: ['applications.too_many'] },
    },
    async (request, reply) => {
      const caller = await changingCaller(deps, request);
      const input = applicationFromWire(request.body);
      const { application, secret } = await deps.applications.create(caller, input);
      return sendWithTag(reply, application)
        .code(201)
        .header('location', `/api/v1/applications/${application.id}`)
        .send({ ...applicationToWire(application), client_secret: secret });
    },
  );
}

function addChangingRoutes(app: ApiApp, deps: Deps): void {
  app.patch(
    '/applications/:application',
    {
      schema: {
        ...operation(tag, 'Change an application', `${whose} What is absent stays; lists are replaced.`),
        params: ApplicationParams,
        headers: IfMatch,
        body: ApiApplicationChanges,
        response: { 200: ApiApplication },
      },
      config: { errors: [notFound] },
    },
    async (request, reply) => {
      const caller = await changingCaller(deps, request);
      const expectation = given({ expectedVersion: expectedVersion(request) });
      const changes = { ...changesFromWire(request.body), ...expectation };
      const application = await deps.applications.update(caller, request.params.application, changes);
      return sendWithTag(reply, application).send(applicationToWire(application));
    },
  );
  app.delete(
    '/applications/:application',
    {
      schema: {
        ...operation(tag, 'Delete an application', `${whose} All that was issued to it ends.`),
        params: ApplicationParams,
        headers: IfMatch,
        response: { 204: NoContent },
      },
      config: { errors: [notFound] },
    },
    async (request, reply) => {
      const caller = await changingCaller(deps, request);
      const expectation = given({ expectedVersion: expectedVersion(request) });
      await deps.applications.delete(caller, request.params.application, expectation);
      return reply.code(204).send(null);
    },
  );
}

function addSecretList(app: ApiApp, { applications }: Deps): void {
  app.get(
    '/applications/:application/secrets',
    {
      schema: {
        ...operation(tag, 'Secrets of an application', 'Those that count, never what they are.'),
        params: ApplicationParams,
        response: { 200: ApiApplicationSecretPage },
      },
      config: { errors: [notFound] },
    },
    async (request) => {
      const secrets = await applications.listSecrets(await request.caller(), request.params.application);
      return { items: secrets.map(secretToWire), next_cursor: null };
    },
  );
}

function addSecretRoutes(app: ApiApp, deps: Deps): void {
  app.post(
    '/applications/:application/secrets',
    {
      schema: {
        ...operation(
          tag,
          'Give an application another secret',
          `${whose} At most two count at a time, so that one can be replaced while it is in use. Shown this once.`,
        ),
        params: ApplicationParams,
        body: ApiApplicationSecretCreation,
        response: { 201: ApiApplicationSecretCreated },
      },
      config: {
        isIdempotent: true,
        errors: [notFound, 'applications.too_many_secrets', 'applications.has_no_secret'],
      },
    },
    async (request, reply) => {
      const caller = await changingCaller(deps, request);
      const input = given({ expiresAt: fromIso(request.body.expires_at) });
      const { secret, info } = await deps.applications.addSecret(caller, request.params.application, input);
      return reply.code(201).send({ ...secretToWire(info), client_secret: secret });
    },
  );
  app.delete(
    '/applications/:application/secrets/:secret',
    {
      schema: {
        ...operation(tag, 'Delete a secret', `${whose} It is refused within a second.`),
        params: ApplicationSecretParams,
        response: { 204: NoContent },
      },
      config: { errors: [notFound, 'applications.secret_not_found'] },
    },
    async (request, reply) => {
      const caller = await changingCaller(deps, request);
      const { application, secret } = request.params;
      await deps.applications.deleteSecret(caller, application, secret);
      return reply.code(204).send(null);
    },
  );
}

export function addApplicationRoutes(app: ApiApp, deps: Deps): void {
  addLists(app, deps);
  addReadingRoute(app, deps);
  addCreatingRoute(app, deps);
  addChangingRoutes(app, deps);
  addSecretList(app, deps);
  addSecretRoutes(app, deps);
}
