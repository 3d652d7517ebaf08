import {
  ApiEnded,
  ApiMe,
  ApiMeChanges,
  ApiSessionPage,
  ApiTokenCreated,
  ApiTokenCreation,
  ApiTokenPage,
  EndAllQuery,
  IdParams,
  OwnPasswordChange,
  SessionListQuery,
  TokenListQuery,
} from '@ostiary/contract';
import Type from 'typebox';
import type { User } from '#modules/users';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given, userFromWire } from './from-wire.ts';
import { inFullScope } from './manners/own-account.ts';
import { standingToWire } from './own-account.wire.ts';
import { listSessionPage, listTokenPage, requireSessionOf, requireTokenOf } from './sessions.routes.ts';
import { accessToWire, fromIso, tokenToWire, userToWire } from './to-wire.ts';

type Deps = Pick<
  ApiServices,
  'access' | 'database' | 'login' | 'mfa' | 'passwords' | 'sessions' | 'tokens' | 'users'
>;

const tag = 'Own account';
const NoContent = Type.Null({ description: 'Done.' });

async function meToWire(deps: Deps, user: User) {
  const [access, standing] = await Promise.all([accessToWire(deps, user.id), deps.mfa.standing(user)]);
  return { ...userToWire(user), access, second_factor: standingToWire(standing) };
}

function addProfileRoutes(app: ApiApp, deps: Deps): void {
  app.get(
    '/me',
    { schema: { ...operation(tag, 'Who you are, and what you hold'), response: { 200: ApiMe } } },
    async (request) => {
      const { user } = (await request.signedIn()).principal;
      return meToWire(deps, user);
    },
  );
  app.patch(
    '/me',
    {
      schema: {
        ...operation(tag, 'Change your name or phone', 'Fields that are absent stay.'),
        body: ApiMeChanges,
        response: { 200: ApiMe },
      },
      config: { errors: ['users.invalid'] },
    },
    async (request) => {
      const { caller, principal } = await inFullScope(request);
      const user = await deps.users.update(caller, principal.user.id, userFromWire(request.body));
      return meToWire(deps, user);
    },
  );
  app.post(
    '/me/password',
    {
      schema: {
        operationId: 'changeOwnPassword',
        ...operation(tag, 'Change your password', 'Ends your other sessions and all static tokens.'),
        body: OwnPasswordChange,
        response: { 204: NoContent },
      },
      config: { errors: ['passwords.too_weak'] },
    },
    async (request, reply) => {
      const { caller, principal } = await inFullScope(request);
      const { user, sessionId } = principal;
      await deps.passwords.change(caller.act, {
        login: user.email ?? user.username ?? '',
        password: request.body.password,
        newPassword: request.body.new_password,
        ...(sessionId !== null && { keepSessionId: sessionId }),
      });
      return reply.code(204).send(null);
    },
  );
}

function addOwnSessionRoutes(app: ApiApp, deps: Deps): void {
  app.get(
    '/me/sessions',
    {
      schema: {
        ...operation(tag, 'Where you are signed in', 'Newest first; live sessions by default.'),
        querystring: SessionListQuery,
        response: { 200: ApiSessionPage },
      },
    },
    async (request) => {
      const { user, sessionId } = (await request.signedIn()).principal;
      return listSessionPage(deps, user.id, { query: request.query, currentId: sessionId });
    },
  );
  app.delete(
    '/me/sessions',
    {
      schema: {
        operationId: 'endOwnSessions',
        ...operation(tag, 'Sign out everywhere'),
        querystring: EndAllQuery,
        response: { 200: ApiEnded },
      },
    },
    async (request) => {
      const { caller, principal } = await inFullScope(request);
      const kept = request.query.keep_current ? (principal.sessionId ?? undefined) : undefined;
      return { ended: await deps.login.signOutEverywhere(caller.act, principal.user.id, kept) };
    },
  );
  app.delete(
    '/me/sessions/:id',
    {
      schema: {
        operationId: 'endOwnSession',
        ...operation(tag, 'End one of your sessions'),
        params: IdParams,
        response: { 204: NoContent },
      },
      config: { errors: ['sessions.not_found'] },
    },
    async (request, reply) => {
      const { caller, principal } = await inFullScope(request);
      await requireSessionOf(deps, request.params.id, principal.user.id);
      await deps.sessions.endOne(caller, request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function addOwnTokenRoutes(app: ApiApp, deps: Deps): void {
  app.get(
    '/me/tokens',
    {
      schema: {
        ...operation(tag, 'Your static tokens', 'Not revoked, newest first.'),
        querystring: TokenListQuery,
        response: { 200: ApiTokenPage },
      },
    },
    async (request) => {
      const { user } = (await request.signedIn()).principal;
      return listTokenPage(deps, user.id, request.query);
    },
  );
  app.post(
    '/me/tokens',
    {
      schema: {
        ...operation(tag, 'Make a static token', 'For scripts and machines. Shown once.'),
        body: ApiTokenCreation,
        response: { 201: ApiTokenCreated },
      },
      config: { isIdempotent: true },
    },
    async (request, reply) => {
      const { caller, principal } = await inFullScope(request);
      const { name, scope, expires_at: expires } = request.body;
      const input = { userId: principal.user.id, name, ...given({ scope, expiresAt: fromIso(expires) }) };
      const { token, info } = await deps.tokens.createApiToken(caller, input);
      return reply.code(201).send({ ...tokenToWire(info), token });
    },
  );
  app.delete(
    '/me/tokens/:id',
    {
      schema: {
        operationId: 'revokeOwnToken',
        ...operation(tag, 'Revoke one of your tokens'),
        params: IdParams,
        response: { 204: NoContent },
      },
      config: { errors: ['tokens.api_token_not_found'] },
    },
    async (request, reply) => {
      const { caller, principal } = await inFullScope(request);
      await requireTokenOf(deps, request.params.id, principal.user.id);
      await deps.tokens.revokeApiToken(caller, request.params.id);
      return reply.code(204).send(null);
    },
  );
}

export function addMeRoutes(app: ApiApp, deps: Deps): void {
  addProfileRoutes(app, deps);
  addOwnSessionRoutes(app, deps);
  addOwnTokenRoutes(app, deps);
}
