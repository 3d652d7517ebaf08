import {
  ApiFactors,
  ApiRecoveryCodes,
  ApiTotpConfirmed,
  ApiTotpCreated,
  ApiTrustedDevicePage,
  IdParams,
  TotpConfirmation,
  TotpCreation,
} from '@ostiary/contract';
import Type from 'typebox';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { inFullScope, recentlyProved } from './manners/own-account.ts';
import { factorsToWire, totpToWire, trustedDeviceToWire } from './own-account.wire.ts';

type Deps = Pick<ApiServices, 'database' | 'mfa' | 'sessions' | 'signIn'>;

const tag = 'Own account';
const NoContent = Type.Null({ description: 'Done.' });

function addTotpRoutes(app: ApiApp, deps: Deps): void {
  const { totp } = deps.mfa;
  app.post(
    '/me/factors/totp',
    {
      schema: {
        operationId: 'addOwnTotp',
        ...operation(
          tag,
          'Set up an authenticator app',
          'Good for nothing until its first code confirms it.',
        ),
        body: TotpCreation,
        response: { 201: ApiTotpCreated },
      },
      config: { errors: ['login.step_up_required', 'mfa.too_many_factors'] },
    },
    async (request, reply) => {
      const { caller, principal } = await recentlyProved(deps, request);
      const begun = await totp.begin(caller.act, principal.user, request.body.name);
      return reply.code(201).send(begun);
    },
  );
  app.post(
    '/me/factors/totp/:id/confirm',
    {
      schema: {
        operationId: 'confirmOwnTotp',
        ...operation(tag, 'Confirm an authenticator app by its first code'),
        params: IdParams,
        body: TotpConfirmation,
        response: { 200: ApiTotpConfirmed },
      },
      config: { errors: ['login.step_up_required', 'mfa.factor_not_found', 'mfa.invalid_code'] },
    },
    async (request) => {
      const { caller, principal } = await recentlyProved(deps, request);
      const confirmed = { id: request.params.id, code: request.body.otp };
      const { factor, recoveryCodes } = await totp.confirm(caller.act, principal.user, confirmed);
      return { factor: totpToWire(factor), recovery_codes: recoveryCodes };
    },
  );
  app.delete(
    '/me/factors/totp/:id',
    {
      schema: {
        operationId: 'removeOwnTotp',
        ...operation(tag, 'Remove an authenticator app'),
        params: IdParams,
        response: { 204: NoContent },
      },
      config: { errors: ['login.step_up_required', 'mfa.factor_not_found', 'mfa.last_factor'] },
    },
    async (request, reply) => {
      const { caller, principal } = await recentlyProved(deps, request);
      await totp.remove(caller.act, principal.user, request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function addTrustedDeviceRoutes(app: ApiApp, deps: Deps): void {
  const { trustedDevices } = deps.mfa;
  app.get(
    '/me/trusted-devices',
    {
      schema: {
        ...operation(tag, 'Browsers that need not show a second factor for a while', 'At most ten.'),
        response: { 200: ApiTrustedDevicePage },
      },
    },
    async (request) => {
      const { user } = (await request.signedIn()).principal;
      const devices = await trustedDevices.list(deps.database.db, user.id);
      return { items: devices.map(trustedDeviceToWire), next_cursor: null };
    },
  );
  app.delete(
    '/me/trusted-devices/:id',
    {
      schema: {
        operationId: 'forgetOwnTrustedDevice',
        ...operation(tag, 'Trust a browser no longer'),
        params: IdParams,
        response: { 204: NoContent },
      },
      config: { errors: ['mfa.factor_not_found'] },
    },
    async (request, reply) => {
      const { caller, principal } = await inFullScope(request);
      await trustedDevices.forget(caller.act, principal.user, request.params.id);
      return reply.code(204).send(null);
    },
  );
}

export function addOwnFactorRoutes(app: ApiApp, deps: Deps): void {
  app.get(
    '/me/factors',
    {
      schema: {
        operationId: 'getOwnFactors',
        ...operation(tag, 'What you can show beside a password'),
        response: { 200: ApiFactors },
      },
    },
    async (request) => factorsToWire(deps, (await request.signedIn()).principal.user.id),
  );
  addTotpRoutes(app, deps);
  app.post(
    '/me/recovery-codes',
    {
      schema: {
        operationId: 'createOwnRecoveryCodes',
        ...operation(tag, 'Make recovery codes', 'Those before are void. Only beside another factor.'),
        response: { 201: ApiRecoveryCodes },
      },
      config: { errors: ['login.step_up_required', 'mfa.factor_not_found'] },
    },
    async (request, reply) => {
      const { caller, principal } = await recentlyProved(deps, request);
      const codes = await deps.mfa.recoveryCodes.create(caller.act, principal.user);
      return reply.code(201).send({ recovery_codes: codes });
    },
  );
  addTrustedDeviceRoutes(app, deps);
}
